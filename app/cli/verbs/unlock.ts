import { contract } from '../../../shared/contract/contract.ts';
import { placeArgument } from '../arguments.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const unlock: Verb = {
  name: 'unlock',
  summary: 'unlock a file or folder in the cloud',
  needs: ['unlock'],
  answer: contract.unlock.output,
  declare: (command, run) =>
    command.argument('<PATH>', 'inside a linked folder, or ROOT_ID:/path/in/the/cloud').action((word: string) =>
      run(async (face) => {
        const done = await face.ask('unlock', { path: placeArgument(word, face.around.cwd) });
        face.show(
          done,
          () => `${shown(done.path)} is ${done.locked ? 'still locked by somebody else' : 'not locked'}.`,
        );
        return undefined;
      }),
    ),
};
