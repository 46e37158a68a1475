import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { verdictOf } from '../../../build/audit.ts';
import { INSTALL_SCRIPTS, LIST, listText, troubles } from '../../../build/dependencies.ts';
import { ROOT } from '../../../build/inputs.ts';
import { type Locked, lockedPackages, manifest } from '../../../build/lockfile.ts';
import { sbom } from '../../../build/sbom.ts';

const GOOD: Locked = {
  place: 'node_modules/a',
  name: 'a',
  version: '1.0.0',
  license: 'MIT',
  integrity: 'sha512-AAAA',
  resolved: undefined,
  dev: false,
  hasInstallScript: false,
  needs: [],
};

test('every dependency has its reason, an exact version, a licence that may be shipped, a hash, and no script', () => {
  expect(troubles(lockedPackages())).toEqual([]);
});

test.each([
  [{ license: 'GPL-3.0' }, /licence GPL-3\.0/u],
  [{ license: 'MPL-2.0' }, /licence MPL-2\.0/u],
  [{ license: '' }, /has the licence/u],
  [{ integrity: undefined }, /not held by a SHA-512/u],
  [{ integrity: 'sha1-AAAA' }, /not held by a SHA-512/u],
  [{ resolved: 'git+ssh://elsewhere/a.git' }, /address of its own/u],
  [{ hasInstallScript: true }, /wants to run a script/u],
])('%o would be said', (lie, said) => {
  expect(troubles([{ ...GOOD, ...lie }]).join()).toMatch(said);
});

test('a tool may have a licence that what is shipped may not, and one of several is enough', () => {
  expect(troubles([{ ...GOOD, dev: true, license: 'MPL-2.0' }])).toEqual([]);
  expect(troubles([{ ...GOOD, license: '(MIT OR GPL-3.0)' }])).toEqual([]);
});

test.each([
  ['{"vulnerabilities":{}}', 0, /^No weakness/u],
  ['{"vulnerabilities":{"a":{"severity":"high","range":"<2"}}}', 1, /^a <2: high$/u],
  ['{"message":"405 Method Not Allowed"}', 0, /does not offer/u],
  ['', 0, /does not offer/u],
])('the registry that says %s about known weaknesses ends with %i', (text, status, said) => {
  const verdict = verdictOf(text);
  expect(verdict.status).toBe(status);
  expect(verdict.lines.join()).toMatch(said);
});

test('docs/dependencies.md is what the lockfile and the reasons say', () => {
  expect(readFileSync(LIST, 'utf8')).toBe(listText());
});

test('no script runs at installation but the one that is named', () => {
  expect(readFileSync(path.join(ROOT, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/mu);
  const rebuilt = [...readFileSync(path.join(ROOT, 'build/bootstrap.mjs'), 'utf8').matchAll(/'rebuild', '([^']+)'/gu)];
  expect(rebuilt.map(([, name]) => name)).toEqual(['node']);
  expect(INSTALL_SCRIPTS.has('node')).toBe(true);
});

const hash = z.object({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/u) });
/** What CycloneDX 1.6 asks for, as far as we use it. */
const cycloneDx = z.strictObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u),
  version: z.literal(1),
  metadata: z.object({
    component: z.object({ type: z.literal('application'), name: z.string(), version: z.string() }),
  }),
  components: z.array(
    z.strictObject({
      type: z.literal('library'),
      'bom-ref': z.string(),
      group: z.string().optional(),
      name: z.string(),
      version: z.string(),
      licenses: z.array(
        z.union([
          z.strictObject({ license: z.strictObject({ id: z.string() }) }),
          z.strictObject({ expression: z.string() }),
        ]),
      ),
      purl: z.string().regex(/^pkg:npm\/(?:%40[^/@]+\/)?[^/@]+@[^@]+$/u),
      hashes: z.array(hash),
    }),
  ),
  dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

test('the bill of materials is in the form of CycloneDX and whole: every part once, every reference known', () => {
  const bill = cycloneDx.parse(sbom());
  const refs = bill.components.map((one) => one['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  const known = new Set([...refs, bill.dependencies[0]?.ref]);
  for (const { ref, dependsOn } of bill.dependencies)
    for (const one of [ref, ...dependsOn]) expect(known).toContain(one);
  const names = bill.components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
  for (const name of [...Object.keys(manifest().dependencies), 'node']) expect(names).toContain(name);
  expect(JSON.stringify(sbom())).toBe(JSON.stringify(sbom()));
});
