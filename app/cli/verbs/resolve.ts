import { Option } from 'commander';
import * as z from 'zod';
import { KEEP } from '../../../shared/contract/conflicts.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { say } from '../../../shared/text/say.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

type Keep = (typeof KEEP)[number];

export const resolve: Verb = {
  name: 'resolve',
  summary: 'settle conflicts',
  needs: ['resolve', 'resolveMany'],
  answer: z.union([contract.resolve.output, contract.resolveMany.output]),
  declare: (command, run) =>
    command
      .argument('<ID...>', 'as `leitz-cloud conflicts` lists them')
      .addOption(new Option('--keep <which>', 'the version that stays').choices(KEEP).makeOptionMandatory())
      .action((ids: readonly string[], { keep }: { readonly keep: Keep }) =>
        run(async (face) => {
          const [id, ...others] = ids;
          if (id !== undefined && others.length === 0) {
            const done = await face.during('Settling', face.ask('resolve', { id, keep }));
            face.show(done, () => `${shown(done.path)}: kept ${done.kept}.`);
            return undefined;
          }
          const all = await face.during('Settling', face.ask('resolveMany', { ids, keep }));
          face.show(all, () =>
            all.map(({ id: one, path, kept, error, detail }) =>
              error === undefined
                ? `${shown(path)}: kept ${kept}.`
                : `${one}: ${say(error, { path: shown(path), detail: detail && shown(detail) }, 'en')}`,
            ),
          );
          return all.some(({ error }) => error !== undefined) ? 1 : undefined;
        }),
      ),
};
