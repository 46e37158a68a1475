import path from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import { contract, type Output } from '../../../shared/contract/contract.ts';
import { ACCOUNT_OPTION, collected, rootIdArgument } from '../arguments.ts';
import { shown } from '../format.ts';
import type { Run, Verb } from '../verb.ts';

const HOW: Readonly<Record<Output<'moveLink'>['how'], string>> = {
  renamed: 'The folder was renamed.',
  found: 'The folder was there already.',
  compared: 'It is a copy: what is equal is recognised, what is missing in it is fetched again.',
};

function declareMove(command: Command, run: Run): void {
  command
    .command('move')
    .description('take a link to another folder without transferring anything')
    .argument('<ROOT_ID>', 'as `leitz-cloud status` lists it', rootIdArgument)
    .argument('<FOLDER>', 'not there yet, or empty; or where you have moved or copied the linked folder to')
    .action((rootId: number, folder: string) =>
      run(async (face) => {
        const where = path.resolve(face.around.cwd, folder);
        const moved = await face.during('Moving', face.ask('moveLink', { rootId, folder: where }));
        face.show(moved, () => [
          `Root ${rootId} is linked to ${shown(moved.folder)} now, no longer to ${shown(moved.from)}.`,
          HOW[moved.how],
        ]);
        return undefined;
      }),
    );
}

export const link: Verb = {
  name: 'link',
  summary: 'bind a root to a local folder; both may be full, nothing is deleted; `link move` takes it elsewhere',
  needs: ['link'],
  answer: z.union([contract.link.output, contract.moveLink.output]),
  declare: (command, run) => {
    declareMove(command, run);
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
      );
  },
};
