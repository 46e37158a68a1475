import { Option } from 'commander';
import { contract } from '../../../shared/contract/contract.ts';
import { SIDES } from '../../../shared/model/states.ts';
import { bytesInWords, moment, table } from '../format.ts';
import type { Verb } from '../verb.ts';

export const trash: Verb = {
  name: 'trash',
  summary: 'list what was deleted and can come back',
  needs: ['trash'],
  answer: contract.trash.output,
  declare: (command, run) =>
    command
      .argument('[FOLDER]', 'look into the trash of the cloud below this folder of the root only, such as /Plans')
      .addOption(new Option('--side <side>', 'only this side').choices(SIDES))
      .action((folder: string | undefined, { side }: { readonly side?: (typeof SIDES)[number] }) =>
        run(async (face) => {
          const input = { ...(folder === undefined ? {} : { folder }), ...(side === undefined ? {} : { side }) };
          const found = await face.ask('trash', input);
          face.show(found, () =>
            found.length === 0
              ? 'The trash is empty.'
              : table(
                  ['ID', 'DELETED', 'SIDE', 'SIZE', 'PATH'],
                  found.map((item) => [item.id, moment(item.at), item.side, bytesInWords(item.size), item.path]),
                ),
          );
          return undefined;
        }),
      ),
};
