/**
 * The bill of materials of what runs, as CycloneDX 1.6, from the lockfile alone: same lockfile, same bytes.
 *
 *     node build/sbom.ts [FILE]      standard output by default
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { type Locked, lockedPackages, manifest } from './lockfile.ts';

/** The package URL; the scope's `@` and its `/` are written as the specification of such addresses wants them. */
const purlOf = (name: string, version: string): string =>
  `pkg:npm/${name.startsWith('@') ? `%40${name.slice(1)}` : name}@${encodeURIComponent(version)}`;

const hexOf = (integrity: string): string =>
  Buffer.from(integrity.slice(integrity.indexOf('-') + 1), 'base64').toString('hex');

const isExpression = (license: string): boolean => / (?:OR|AND|WITH) /u.test(license);

function component({ name, version, license, integrity }: Locked) {
  const purl = purlOf(name, version);
  const [group, own] = name.startsWith('@') ? name.split('/') : [undefined, name];
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group === undefined ? {} : { group }),
    name: own ?? name,
    version,
    licenses: isExpression(license)
      ? [{ expression: license.replace(/^\((.*)\)$/u, '$1') }]
      : [{ license: { id: license } }],
    purl,
    ...(integrity === undefined ? {} : { hashes: [{ alg: 'SHA-512', content: hexOf(integrity) }] }),
  };
}

/** Where Node.js looks for `need` from a place, nearest first. */
function resolveFrom(place: string, need: string, byPlace: ReadonlyMap<string, Locked>): Locked | undefined {
  for (let at = place; ; at = at.slice(0, at.lastIndexOf('/node_modules/'))) {
    const found = byPlace.get(`${at}/node_modules/${need}`);
    if (found !== undefined) return found;
    if (!at.includes('/node_modules/')) return byPlace.get(`node_modules/${need}`);
  }
}

const unique = <T>(values: readonly T[], key: (value: T) => string): T[] => [
  ...new Map(values.map((value) => [key(value), value])).values(),
];

/** The Node.js that is shipped with the program counts as part of what runs, though npm calls it a tool. */
const runs = ({ dev, place }: Locked): boolean => !dev || place === 'node_modules/node';

/** The document, without a time or a random number in it. */
export function sbom(packages: readonly Locked[] = lockedPackages()) {
  const { name, version, dependencies } = manifest();
  const shipped = packages.filter(runs);
  const byPlace = new Map(shipped.map((one) => [one.place, one]));
  const components = unique(shipped.map(component), (one) => one['bom-ref']).sort((one, other) =>
    one['bom-ref'] < other['bom-ref'] ? -1 : 1,
  );
  const own = `${name}@${version}`;
  const refs = (place: string, needs: readonly string[]): string[] =>
    needs
      .map((need) => resolveFrom(place, need, byPlace))
      .filter((found) => found !== undefined)
      .map((found) => purlOf(found.name, found.version))
      .sort();
  const tree = unique(
    shipped.map((one) => ({ ref: purlOf(one.name, one.version), dependsOn: refs(one.place, one.needs) })),
    ({ ref }) => ref,
  ).sort((one, other) => (one.ref < other.ref ? -1 : 1));
  const digest = createHash('sha256').update(JSON.stringify(components)).digest('hex');
  // A version-8 UUID of the contents: the same list has the same number.
  const serial = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${serial}`,
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': own, name, version } },
    components,
    dependencies: [{ ref: own, dependsOn: refs('', Object.keys(dependencies)) }, ...tree],
  };
}

if (import.meta.main) {
  const text = `${JSON.stringify(sbom(), undefined, 1)}\n`;
  const [file] = process.argv.slice(2);
  if (file === undefined) process.stdout.write(text);
  else writeFileSync(file, text);
}
