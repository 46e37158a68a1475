import { contract } from '../../../shared/contract/contract.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const fix: Verb = {
  name: 'fix',
  summary: 'rename what waits for its name; without --name to the suggested one',
  needs: ['fixName'],
  answer: contract.fixName.output,
  declare: (command, run) =>
    command
      .argument('<ID>', 'as `leitz-cloud held` lists it')
      .option('--name <name>', 'the new name')
      .action((id: string, options: { readonly name?: string }) =>
        run(async (face) => {
          const done = await face.ask('fixName', { id, ...options });
          face.show(done, () => `${shown(done.path)} is now called ${shown(done.name)}.`);
          return undefined;
        }),
      ),
};
