import { contract } from '../../../shared/contract/contract.ts';
import { bytesInWords, moment, table } from '../format.ts';
import type { Verb } from '../verb.ts';

export const trash: Verb = {
  name: 'trash',
  summary: 'list what was deleted and can come back',
  needs: ['trash'],
  answer: contract.trash.output,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const found = await face.ask('trash', {});
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
