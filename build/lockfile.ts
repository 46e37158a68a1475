/** What package-lock.json says: the only source of what is installed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { ROOT } from './inputs.ts';

const entry = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
});
const lockfile = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), entry) });

const manifestShape = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

export interface Locked {
  /** Where npm puts it, such as `node_modules/a/node_modules/b`. */
  readonly place: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly integrity: string | undefined;
  readonly resolved: string | undefined;
  /** True where nothing that is shipped needs it. */
  readonly dev: boolean;
  readonly hasInstallScript: boolean;
  readonly needs: readonly string[];
}

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));

export const manifest = () => manifestShape.parse(read('package.json'));

/** Every package that is installed, by place. */
export function lockedPackages(): readonly Locked[] {
  const { packages } = lockfile.parse(read('package-lock.json'));
  return Object.entries(packages)
    .filter(([place]) => place !== '')
    .map(([place, found]) => ({
      place,
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: found.version ?? '',
      license: found.license ?? '',
      integrity: found.integrity,
      resolved: found.resolved,
      dev: found.dev === true,
      hasInstallScript: found.hasInstallScript === true,
      needs: Object.keys(found.dependencies ?? {}),
    }));
}
