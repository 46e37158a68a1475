import { contract } from '../../../shared/contract/contract.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const undo: Verb = {
  name: 'undo',
  summary: 'take back the last action of the client',
  needs: ['undo'],
  answer: contract.undo.output,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const done = await face.ask('undo', {});
        face.show(done, () => `Taken back: ${done.action} of ${shown(done.path)}.`);
        return undefined;
      }),
    ),
};
