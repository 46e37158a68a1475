/** The doctor and its bundle. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import { writeBundle } from '../doctor/bundle.ts';
import { examine } from '../doctor/doctor.ts';
import type { Engine } from '../engine.ts';
import { settingHandlers } from './settings.ts';

export function diagnosticHandlers(engine: Engine) {
  return {
    doctor: () => examine(engine),
    bundle: async ({ file }) => {
      const { checks } = await examine(engine);
      const settings = await settingHandlers(engine).settings({});
      return { file, bytes: await writeBundle(engine, file, { checks, settings }) };
    },
  } satisfies SomeHandlers;
}
