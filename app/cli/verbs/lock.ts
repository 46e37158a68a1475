import { contract } from '../../../shared/contract/contract.ts';
import { placeArgument, wholeNumber } from '../arguments.ts';
import { moment, shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const lock: Verb = {
  name: 'lock',
  summary: 'lock a file or folder in the cloud',
  needs: ['lock'],
  answer: contract.lock.output,
  declare: (command, run) =>
    command
      .argument('<PATH>', 'inside a linked folder, or ROOT_ID:/path/in/the/cloud')
      .option('--minutes <n>', 'how long', wholeNumber(1, 525_600))
      .action((word: string, options: { readonly minutes?: number }) =>
        run(async (face) => {
          const done = await face.ask('lock', { path: placeArgument(word, face.around.cwd), ...options });
          const until = done.lockedUntil === null ? '' : ` until ${moment(done.lockedUntil)}`;
          face.show(done, () => `${shown(done.path)} is locked${until}.`);
          return undefined;
        }),
      ),
};
