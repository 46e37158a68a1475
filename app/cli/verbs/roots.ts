import { contract } from '../../../shared/contract/contract.ts';
import { bytesInWords, table } from '../format.ts';
import type { Verb } from '../verb.ts';

export const roots: Verb = {
  name: 'roots',
  summary: "list the cloud's roots and the folders they are linked to",
  needs: ['roots'],
  answer: contract.roots.output,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const found = await face.during('Asking the cloud', face.ask('roots', {}));
        face.show(found, () =>
          found.length === 0
            ? 'The cloud shows you no roots.'
            : table(
                ['ID', 'NAME', 'TYPE', 'USED', 'LINKED TO'],
                found.map((root) => [
                  root.id,
                  root.name,
                  root.type,
                  bytesInWords(root.spaceUsed),
                  root.linkedTo ?? '-',
                ]),
              ),
        );
        return undefined;
      }),
    ),
};
