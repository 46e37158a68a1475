/**
 * The list of dependencies, and what must hold of them.
 *
 *     node build/dependencies.ts            says what is wrong, if anything
 *     node build/dependencies.ts --write    writes docs/dependencies.md
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dates } from './dependencies-dates.ts';
import { REASONS } from './dependencies-reasons.ts';
import { ROOT } from './inputs.ts';
import { type Locked, lockedPackages, manifest } from './lockfile.ts';

export const LIST = path.join(ROOT, 'docs', 'dependencies.md');

/** What may be shipped: nobody has to publish anything or ask anybody, only to pass the notices on. */
export const SHIPPED_LICENCES = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  // As permissive as BSD; of Python's own argument parser, which one of our packages' command line came from.
  'Python-2.0',
]);
/** Tools, which are never shipped, may have these as well. */
export const TOOL_LICENCES = new Set([...SHIPPED_LICENCES, 'MPL-2.0', 'CC0-1.0', 'WTFPL']);
/**
 * Packages that have a script for their installation. `.npmrc` runs none of them. `node` is rebuilt by name by the
 * set-up, which links the Node.js binary into place; the other one is a packager for Windows that does without.
 */
export const INSTALL_SCRIPTS = new Set(['node', 'electron-winstaller']);

/** One of the alternatives of `A OR B` is enough. */
const isAllowed = (license: string, allowed: ReadonlySet<string>): boolean =>
  license
    .replace(/^\((.*)\)$/u, '$1')
    .split(' OR ')
    .some((one) => allowed.has(one));

/** What is wrong, in sentences; empty is good. */
export function troubles(packages: readonly Locked[]): readonly string[] {
  const { dependencies, devDependencies } = manifest();
  const direct = { ...dependencies, ...devDependencies };
  const found: string[] = [];
  const released = dates();
  for (const [name, version] of Object.entries(direct)) {
    if (released[name]?.version !== version)
      found.push(`Nobody asked when ${name} ${version} was released: node build/dependencies-dates.ts`);
    if (!/^\d+\.\d+\.\d+/u.test(version)) found.push(`${name} is asked for as ${version}, which is no exact version.`);
    if (!Object.hasOwn(REASONS, name)) found.push(`${name} has no reason in build/dependencies-reasons.ts.`);
  }
  for (const name of Object.keys(REASONS))
    if (!Object.hasOwn(direct, name)) found.push(`${name} has a reason, but is no dependency.`);
  for (const one of packages) {
    const what = `${one.name} ${one.version}`;
    if (!isAllowed(one.license, one.dev ? TOOL_LICENCES : SHIPPED_LICENCES))
      found.push(`${what} has the licence ${one.license}.`);
    if (!one.integrity?.startsWith('sha512-')) found.push(`${what} is not held by a SHA-512.`);
    // Without an address it comes from the registry that npm is set to, and its hash says that it is the same.
    if (one.resolved !== undefined) found.push(`${what} comes from an address of its own: ${one.resolved}.`);
    if (one.hasInstallScript && !INSTALL_SCRIPTS.has(one.name))
      found.push(`${what} wants to run a script when it is installed.`);
  }
  return found;
}

/** Packages that are installed because of this one, itself not counted. */
function broughtAlong(name: string, packages: readonly Locked[]): number {
  const byPlace = new Map(packages.map((one) => [one.place, one]));
  const seen = new Set<string>();
  const visit = (one: Locked): void => {
    if (seen.has(one.place)) return;
    seen.add(one.place);
    for (const need of one.needs) {
      for (let at = one.place; ; at = at.slice(0, at.lastIndexOf('/node_modules/'))) {
        const found = byPlace.get(`${at}/node_modules/${need}`);
        if (found !== undefined) visit(found);
        if (found !== undefined || !at.includes('/node_modules/')) break;
      }
      const top = byPlace.get(`node_modules/${need}`);
      if (top !== undefined) visit(top);
    }
  };
  const top = byPlace.get(`node_modules/${name}`);
  if (top !== undefined) visit(top);
  return Math.max(0, seen.size - 1);
}

function rows(names: readonly string[], packages: readonly Locked[]): string {
  const released = dates();
  const line = (name: string): string => {
    const locked = packages.find(({ place }) => place === `node_modules/${name}`);
    const { whatFor, instead } = REASONS[name] ?? { whatFor: '', instead: '' };
    return `| \`${name}\` | ${locked?.version} | ${released[name]?.released ?? ''} | ${locked?.license} | ${broughtAlong(name, packages)} | ${whatFor} | ${instead} |`;
  };
  return [
    '| package | locked release | released | licence | brings | what for | instead of |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...names.map(line),
  ].join('\n');
}

/** The text of docs/dependencies.md. */
export function listText(packages: readonly Locked[] = lockedPackages()): string {
  const { dependencies, devDependencies } = manifest();
  const shipped = packages.filter(({ dev }) => !dev).length;
  return `# Dependencies

Made by \`node build/dependencies.ts --write\` from package-lock.json and build/dependencies-reasons.ts; a test keeps it true.
"Brings" counts the packages that come along with one. ${packages.length} packages are locked in all, ${shipped} of them for what runs.

- Exact versions only, each held by its SHA-512 in the lockfile; nothing comes from an address of its own.
- No script runs at installation (\`.npmrc\`), but for \`node\`, which the set-up names.
- Licences of what runs: ${[...SHIPPED_LICENCES].join(', ')}. Of tools also: ${[...TOOL_LICENCES].filter((one) => !SHIPPED_LICENCES.has(one)).join(', ')}.
- \`node build/audit.ts\` asks the registry for known weaknesses, where it offers that; \`node build/dependencies-dates.ts\` asks when each was released.
- \`node build/sbom.ts\` writes the bill of materials (CycloneDX).

## What runs

${rows(Object.keys(dependencies), packages)}

## Tools

${rows(Object.keys(devDependencies), packages)}
`;
}

if (import.meta.main) {
  if (process.argv.includes('--write')) writeFileSync(LIST, listText());
  const found = troubles(lockedPackages());
  for (const trouble of found) process.stderr.write(`${trouble}\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
