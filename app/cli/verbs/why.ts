import { contract } from '../../../shared/contract/contract.ts';
import { sayFix, wordsFor } from '../../../shared/text/say.ts';
import { activityLine } from '../activity-line.ts';
import { placeArgument } from '../arguments.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const why: Verb = {
  name: 'why',
  summary: 'explain the state of one path, and what was done to it last',
  needs: ['why'],
  answer: contract.why.output,
  declare: (command, run) =>
    command.argument('<PATH>', 'inside a linked folder, or ROOT_ID:/path/in/the/cloud').action((word: string) =>
      run(async (face) => {
        const found = await face.ask('why', { path: placeArgument(word, face.around.cwd) });
        const detail = found.detail === undefined ? undefined : shown(found.detail);
        const { what, fix } = wordsFor(found.reason, { path: shown(found.path), detail }, 'en');
        const todo = found.fix === undefined ? fix : sayFix(found.fix, { path: shown(found.path), detail }, 'en');
        face.show(found, () => [
          `${shown(found.path)}: ${found.state}`,
          `    ${what}`,
          ...(todo === undefined ? [] : [`    ${todo}`]),
          ...(found.history.length === 0 ? ['Nothing was done to it yet.'] : ['Last done to it:']),
          ...found.history.map((entry) => `    ${activityLine(entry)}`),
        ]);
        return undefined;
      }),
    ),
};
