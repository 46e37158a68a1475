import { contract } from '../../../shared/contract/contract.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const unshare: Verb = {
  name: 'unshare',
  summary: 'remove a share link',
  needs: ['unshare'],
  answer: contract.unshare.output,
  declare: (command, run) =>
    command.argument('<ID>', 'as `leitz-cloud shares` lists it').action((id: string) =>
      run(async (face) => {
        const done = await face.ask('unshare', { id });
        face.show(done, () => `Share ${done.id}${done.path === null ? '' : ` of ${shown(done.path)}`} is removed.`);
        return undefined;
      }),
    ),
};
