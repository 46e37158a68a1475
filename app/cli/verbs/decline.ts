import { contract } from '../../../shared/contract/contract.ts';
import { counted, shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const decline: Verb = {
  name: 'decline',
  summary: 'undo what is held',
  needs: ['decline'],
  answer: contract.decline.output,
  declare: (command, run) =>
    command.argument('<ID>', 'as `leitz-cloud held` lists it').action((id: string) =>
      run(async (face) => {
        const done = await face.during('Working', face.ask('decline', { id }));
        face.show(done, () => `${shown(done.path)}: declined (${counted(done.count, 'item')}).`);
        return undefined;
      }),
    ),
};
