import { contract } from '../../../shared/contract/contract.ts';
import { say } from '../../../shared/text/say.ts';
import { rootIdArgument } from '../arguments.ts';
import { bytesInWords, counted, table } from '../format.ts';
import type { Verb } from '../verb.ts';

export const plan: Verb = {
  name: 'plan',
  summary: 'show what a sync would do now, and why; changes nothing',
  needs: ['plan'],
  answer: contract.plan.output,
  long: true,
  declare: (command, run) =>
    command.argument('[ROOT_ID]', 'only this root', rootIdArgument).action((rootId: number | undefined) =>
      run(async (face) => {
        const work = face.ask('plan', rootId === undefined ? {} : { rootId });
        const actions = await face.during('Comparing both sides', work, 'far');
        face.show(actions, () => [
          ...(actions.length === 0
            ? []
            : table(
                ['ACTION', 'SIDE', 'SIZE', 'PATH', 'WHY'],
                actions.map((action) => [
                  action.action,
                  action.side,
                  action.bytes > 0 ? bytesInWords(action.bytes) : '',
                  action.to === undefined ? action.path : `${action.path} -> ${action.to}`,
                  say(action.why, { detail: action.detail }, 'en'),
                ]),
              )),
          actions.length === 0 ? 'Nothing to do: both sides are the same.' : `${counted(actions.length, 'action')}.`,
        ]);
        return undefined;
      }),
    ),
};
