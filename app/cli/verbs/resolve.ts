import { Option } from 'commander';
import { KEEP } from '../../../shared/contract/conflicts.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const resolve: Verb = {
  name: 'resolve',
  summary: 'settle a conflict',
  needs: ['resolve'],
  answer: contract.resolve.output,
  declare: (command, run) =>
    command
      .argument('<ID>', 'as `leitz-cloud conflicts` lists it')
      .addOption(new Option('--keep <which>', 'the version that stays').choices(KEEP).makeOptionMandatory())
      .action((id: string, options: { readonly keep: (typeof KEEP)[number] }) =>
        run(async (face) => {
          const done = await face.during('Settling', face.ask('resolve', { id, keep: options.keep }));
          face.show(done, () => `${shown(done.path)}: kept ${done.kept}.`);
          return undefined;
        }),
      ),
};
