import path from 'node:path';
import { contract } from '../../../shared/contract/contract.ts';
import { ACCOUNT_OPTION, collected, rootIdArgument } from '../arguments.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const link: Verb = {
  name: 'link',
  summary: 'bind a root to a local folder; both may be full, nothing is deleted',
  needs: ['link'],
  answer: contract.link.output,
  declare: (command, run) =>
    command
      .argument('<ROOT_ID>', 'as `leitz-cloud roots` lists it', rootIdArgument)
      .argument('<FOLDER>', 'a folder that exists')
      .option('--exclude <path>', 'leave this folder of the root out, such as /Archive; may be repeated', collected)
      .option(...ACCOUNT_OPTION)
      .action((rootId: number, folder: string, options: { readonly exclude?: string[]; readonly account?: string }) =>
        run(async (face) => {
          const { exclude = [], account } = options;
          const where = path.resolve(face.around.cwd, folder);
          const input = { rootId, folder: where, exclude, ...(account === undefined ? {} : { account }) };
          const made = await face.during('Linking', face.ask('link', input));
          face.show(made, () => [
            `Linked root ${made.rootId} (${shown(made.rootName)}) to ${shown(made.folder)}.`,
            'Next: `leitz-cloud plan` shows what would be done, `leitz-cloud sync` or `leitz-cloud start` does it.',
          ]);
          return undefined;
        }),
      ),
};
