import { contract } from '../../../shared/contract/contract.ts';
import { say } from '../../../shared/text/say.ts';
import { counted, shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const held: Verb = {
  name: 'held',
  summary: 'list what waits for a decision',
  needs: ['held'],
  answer: contract.held.output,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const found = await face.ask('held', {});
        face.show(found, () => [
          ...found.flatMap((item) => {
            const detail = item.detail === undefined ? undefined : shown(item.detail);
            const suggestion = item.suggestedName === undefined ? undefined : shown(item.suggestedName);
            const more = item.count - (item.examples?.length ?? 0);
            return [
              `${item.id}  ${shown(item.path)}  (root ${item.rootId})`,
              `    ${say(item.reason, { path: shown(item.path), detail, suggestion }, 'en')}`,
              ...(item.examples ?? []).map((path) => `      ${shown(path)}`),
              ...(item.examples !== undefined && more > 0 ? [`      and ${more.toLocaleString('en-US')} more`] : []),
            ];
          }),
          found.length === 0
            ? 'Nothing is held.'
            : `${counted(found.length, 'item')} held. \`leitz-cloud release ID\` lets it happen, \`leitz-cloud decline ID\` undoes it.`,
        ]);
        return undefined;
      }),
    ),
};
