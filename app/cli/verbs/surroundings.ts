/** `surroundings`: for scripts of network managers and of power management, which know what this program does not. */
import { InvalidArgumentError } from 'commander';
import { contract } from '../../../shared/contract/contract.ts';
import { say } from '../../../shared/text/say.ts';
import type { Verb } from '../verb.ts';

function yesOrNo(word: string): boolean {
  if (word !== 'yes' && word !== 'no') throw new InvalidArgumentError('It is `yes` or `no`.');
  return word === 'yes';
}

export const surroundings: Verb = {
  name: 'surroundings',
  summary: 'tell whether the network costs by volume, and whether the computer runs on battery',
  needs: ['surroundings'],
  answer: contract.surroundings.output,
  declare: (command, run) =>
    command
      .option('--metered <yes|no>', 'the way to the internet costs by volume', yesOrNo)
      .option('--battery <yes|no>', 'the computer runs on battery', yesOrNo)
      .action((options: { readonly metered?: boolean; readonly battery?: boolean }) =>
        run(async (face) => {
          const { metered, battery } = options;
          const now = await face.ask('surroundings', {
            ...(metered === undefined ? {} : { metered }),
            ...(battery === undefined ? {} : { onBattery: battery }),
          });
          face.show(now, () =>
            now.reason === null ? 'Syncing does not rest for what is around.' : say(now.reason, {}, 'en'),
          );
          return undefined;
        }),
      ),
};
