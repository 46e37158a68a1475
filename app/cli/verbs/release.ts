import { contract } from '../../../shared/contract/contract.ts';
import { counted, shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const release: Verb = {
  name: 'release',
  summary: 'let what is held happen, or try it again',
  needs: ['release'],
  answer: contract.release.output,
  declare: (command, run) =>
    command.argument('<ID>', 'as `leitz-cloud held` lists it').action((id: string) =>
      run(async (face) => {
        const done = await face.during('Working', face.ask('release', { id }));
        face.show(done, () => `${shown(done.path)}: released (${counted(done.count, 'item')}).`);
        return undefined;
      }),
    ),
};
