/** The doctor: looks at everything around, and says for each thing what to do. Changes nothing but a probe it removes. */
import path from 'node:path';
import type { Engine } from '../engine.ts';
import { type Check, look } from './check.ts';
import { integrityCheck } from './journal-file.ts';
import { linkChecks, watcherCheck } from './links.ts';
import { networkChecks } from './network.ts';
import { proxyChecks } from './proxy.ts';
import { permissionCheck, roomCheck, secretsCheck, versionCheck } from './surroundings.ts';

/** All checks, in the order in which one would go about it; `good` unless one of them is bad. */
export async function examine(engine: Engine): Promise<{ readonly good: boolean; readonly checks: readonly Check[] }> {
  const { home, world } = engine.parts;
  const rounds = [
    look('version', async () => [versionCheck()]),
    look('permissions', async () => [await permissionCheck(home)]),
    look('disk', async () => [await roomCheck('disk', world.disk, home)]),
    look('secrets', async () => [secretsCheck(world)]),
    look('journal', async () => [integrityCheck('journal', path.join(home, 'home.db'))]),
    look('proxy', () => proxyChecks(engine)),
    look('server', () => networkChecks(engine)),
    look('watcher', async () => [watcherCheck(engine)]),
    look('marker', () => linkChecks(engine)),
  ];
  const checks = (await Promise.all(rounds)).flat();
  return { good: checks.every(({ outcome }) => outcome !== 'bad'), checks };
}
