import { contract } from '../../../shared/contract/contract.ts';
import { say } from '../../../shared/text/say.ts';
import { bytesInWords, counted, moment, shown } from '../format.ts';
import type { Verb } from '../verb.ts';

type Version = { readonly path: string; readonly size: number; readonly modifiedAt: string | null } | null;

const versionLine = (who: string, version: Version): string =>
  version === null
    ? `    ${who} gone`
    : `    ${who} ${shown(version.path)} (${bytesInWords(version.size)}, ${moment(version.modifiedAt)})`;

export const conflicts: Verb = {
  name: 'conflicts',
  summary: 'list what both sides changed',
  needs: ['conflicts'],
  answer: contract.conflicts.output,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const found = await face.ask('conflicts', {});
        face.show(found, () => [
          ...found.flatMap((conflict) => [
            `${conflict.id}  ${shown(conflict.path)}  (root ${conflict.rootId}, ${moment(conflict.at)})`,
            `    ${say(conflict.reason, {}, 'en')}`,
            versionLine('mine:  ', conflict.mine),
            versionLine('theirs:', conflict.theirs),
          ]),
          found.length === 0
            ? 'There are no conflicts.'
            : `${counted(found.length, 'conflict')}. Settle one with \`leitz-cloud resolve ID --keep mine|theirs|both|merged\`.`,
        ]);
        return undefined;
      }),
    ),
};
