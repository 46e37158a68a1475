import { contract } from '../../../shared/contract/contract.ts';
import { table } from '../format.ts';
import type { Verb } from '../verb.ts';

export const shares: Verb = {
  name: 'shares',
  summary: 'list the share links',
  needs: ['shares'],
  answer: contract.shares.output,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const found = await face.ask('shares', {});
        face.show(found, () =>
          found.length === 0
            ? 'There are no share links.'
            : table(
                ['ID', 'PATH', 'EXPIRES', 'DOWNLOADS', 'ADDRESS'],
                found.map((one) => [one.id, one.path, one.expires ?? '-', one.downloads ?? '-', one.url ?? '-']),
              ),
        );
        return undefined;
      }),
    ),
};
