import { contract } from '../../../shared/contract/contract.ts';
import { counted } from '../format.ts';
import type { Verb } from '../verb.ts';

export const syncNow: Verb = {
  name: 'sync-now',
  summary: 'let the running one look at both sides now',
  needs: ['syncNow'],
  answer: contract.syncNow.output,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        await face.needRunning();
        const done = await face.ask('syncNow', {});
        face.show(done, () => `Looking at ${counted(done.links, 'linked folder')} now.`);
        return undefined;
      }),
    ),
};
