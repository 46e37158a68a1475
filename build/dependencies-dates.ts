/**
 * When each direct dependency was released, asked of the registry that npm is set to and kept in a file, so that the
 * list of dependencies can be made without a network:
 *
 *     node build/dependencies-dates.ts
 *
 * Only what is new or has another version is asked for.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { ROOT } from './inputs.ts';
import { manifest } from './lockfile.ts';

const FILE = path.join(ROOT, 'build', 'dependencies-dates.json');

const kept = z.record(z.string(), z.object({ version: z.string(), released: z.iso.date() }));
export type Dates = z.infer<typeof kept>;

export const dates = (): Dates => kept.parse(JSON.parse(readFileSync(FILE, 'utf8')));

/** The day on which this version was published. */
async function released(name: string, version: string): Promise<string> {
  const words = ['view', `${name}@${version}`, 'time', '--json'];
  const { stdout } = await promisify(execFile)('npm', words, { maxBuffer: 64 * 1024 * 1024 });
  const at = z.record(z.string(), z.string()).parse(JSON.parse(stdout))[version];
  if (at === undefined) throw new Error(`The registry does not say when ${name} ${version} was released.`);
  return new Date(at).toISOString().slice(0, 10);
}

if (import.meta.main) {
  const { dependencies, devDependencies } = manifest();
  const known = dates();
  const found: Dates = {};
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    const before = known[name];
    found[name] = before?.version === version ? before : { version, released: await released(name, version) };
  }
  writeFileSync(FILE, `${JSON.stringify(found, undefined, 2)}\n`);
}
