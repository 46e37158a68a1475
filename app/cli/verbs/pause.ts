import { contract } from '../../../shared/contract/contract.ts';
import { minutesArgument } from '../arguments.ts';
import { moment } from '../format.ts';
import type { Verb } from '../verb.ts';

export const pause: Verb = {
  name: 'pause',
  summary: 'let the running one rest',
  needs: ['pause'],
  answer: contract.pause.output,
  declare: (command, run) =>
    command
      .option('--minutes <n>', 'go on by itself after this long', minutesArgument)
      .action((options: { readonly minutes?: number }) =>
        run(async (face) => {
          await face.needRunning();
          const done = await face.ask('pause', options);
          face.show(done, () =>
            done.pausedUntil === null
              ? 'Paused until `leitz-cloud resume`.'
              : `Paused until ${moment(done.pausedUntil)}.`,
          );
          return undefined;
        }),
      ),
};
