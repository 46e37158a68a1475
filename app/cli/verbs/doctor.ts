import path from 'node:path';
import { contract } from '../../../shared/contract/contract.ts';
import { EXIT } from '../exit-status.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

const MARKS = { good: 'good   ', warning: 'warning', bad: 'BAD    ', skipped: 'skipped' } as const;

export const doctor: Verb = {
  name: 'doctor',
  summary: 'check everything around, and say what to do',
  needs: ['doctor', 'bundle'],
  answer: contract.doctor.output.extend({ bundle: contract.bundle.output.optional() }),
  declare: (command, run) =>
    command
      .option('--bundle <file>', 'write logs, settings and statistics, without secrets, into this file')
      .action((options: { readonly bundle?: string }) =>
        run(async (face) => {
          const found = await face.during('Checking', face.ask('doctor', {}));
          const file = options.bundle === undefined ? undefined : path.resolve(face.around.cwd, options.bundle);
          const bundle = file === undefined ? undefined : await face.ask('bundle', { file });
          face.show(bundle === undefined ? found : { ...found, bundle }, () => [
            ...found.checks.flatMap((check) => [
              `${MARKS[check.outcome]}  ${check.name}: ${shown(check.found)}`,
              ...(check.fix === undefined ? [] : [`         ${shown(check.fix)}`]),
            ]),
            ...(bundle === undefined ? [] : [`Written: ${shown(bundle.file)}`]),
          ]);
          return found.good ? EXIT.done : EXIT.failed;
        }),
      ),
};
