import { contract } from '../../../shared/contract/contract.ts';
import { ACCOUNT_OPTION } from '../arguments.ts';
import { bytesInWords, table } from '../format.ts';
import type { Verb } from '../verb.ts';

export const roots: Verb = {
  name: 'roots',
  summary: "list the cloud's roots and the folders they are linked to",
  needs: ['roots'],
  answer: contract.roots.output,
  declare: (command, run) =>
    command.option(...ACCOUNT_OPTION).action((options: { readonly account?: string }) =>
      run(async (face) => {
        const found = await face.during('Asking the cloud', face.ask('roots', options));
        // One account needs no name.
        const isMany = new Set(found.map(({ account }) => account)).size > 1;
        face.show(found, () =>
          found.length === 0
            ? 'The cloud shows you no roots.'
            : table(
                ['ID', 'NAME', 'TYPE', 'USED', 'LINKED TO', ...(isMany ? ['ACCOUNT'] : [])],
                found.map((root) => [
                  root.id,
                  root.name,
                  root.type,
                  bytesInWords(root.spaceUsed),
                  root.linkedTo ?? '-',
                  ...(isMany ? [root.account ?? ''] : []),
                ]),
              ),
        );
        return undefined;
      }),
    ),
};
