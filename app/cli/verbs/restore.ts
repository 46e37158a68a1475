import { contract } from '../../../shared/contract/contract.ts';
import { placeArgument, wholeNumber } from '../arguments.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const restore: Verb = {
  name: 'restore',
  summary: 'make an older revision of a file the newest one',
  needs: ['restore'],
  answer: contract.restore.output,
  declare: (command, run) =>
    command
      .argument('<PATH>', 'inside a linked folder, or ROOT_ID:/path/in/the/cloud')
      .requiredOption('--revision <id>', 'as `leitz-cloud versions` lists it', wholeNumber(0, Number.MAX_SAFE_INTEGER))
      .action((word: string, options: { readonly revision: number }) =>
        run(async (face) => {
          const input = { path: placeArgument(word, face.around.cwd), revision: options.revision };
          const done = await face.during('Restoring', face.ask('restore', input));
          face.show(done, () => `${shown(done.path)} is as it was in revision ${options.revision}.`);
          return undefined;
        }),
      ),
};
