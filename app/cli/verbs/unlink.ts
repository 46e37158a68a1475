import { contract } from '../../../shared/contract/contract.ts';
import { rootIdArgument } from '../arguments.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const unlink: Verb = {
  name: 'unlink',
  summary: 'unbind a root from its folder; files stay on both sides',
  needs: ['unlink'],
  answer: contract.unlink.output,
  declare: (command, run) =>
    command.argument('<ROOT_ID>', 'a linked root', rootIdArgument).action((rootId: number) =>
      run(async (face) => {
        const done = await face.ask('unlink', { rootId });
        face.show(done, () => `Root ${done.rootId} and ${shown(done.folder)} are no longer linked. The files stay.`);
        return undefined;
      }),
    ),
};
