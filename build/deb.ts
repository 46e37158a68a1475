/**
 * The .deb of the headless client, by Debian's own tools: the built program, the Node.js it runs on, the one native
 * part, and units for systemd. Same sources, same bytes.
 *
 *     node build/deb.ts [--out DIR] [--version V] [--fast]
 *
 * `--fast` packs less tightly, for tests. dpkg-deb and no debhelper: there is nothing to compile or configure, so its
 * sequence would do nothing that the forty lines below do not.
 */
import { execFile } from 'node:child_process';
import { chmod, copyFile, cp, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from './build.ts';
import { ROOT } from './inputs.ts';

const run = promisify(execFile);
const PARTS = path.join(ROOT, 'build', 'deb');
const LIB = 'usr/lib/leitz-cloud';
const DOC = 'usr/share/doc/leitz-cloud';
/** Of everything in the package, so that its bytes do not depend on when it was made. */
const EPOCH_S = 1_767_225_600;
const EXECUTABLE = 0o755;
const PLAIN = 0o644;

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

interface Plan {
  readonly version: string;
  readonly architecture: string;
}

async function place(from: string, to: string, mode = PLAIN): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await copyFile(from, to);
  await chmod(to, mode);
}

/** better-sqlite3 without its sources and without the binaries of other platforms. */
async function placeSqlite(tree: string): Promise<void> {
  const from = path.join(ROOT, 'node_modules', 'better-sqlite3');
  const to = path.join(tree, LIB, 'node_modules', 'better-sqlite3');
  await cp(path.join(from, 'lib'), path.join(to, 'lib'), { recursive: true });
  for (const file of ['package.json', 'LICENSE']) await place(path.join(from, file), path.join(to, file));
  const binary = `prebuilds/linux-${process.arch}.node`;
  await place(path.join(from, binary), path.join(to, binary));
}

async function placeDocuments(tree: string, { version }: Plan): Promise<void> {
  const doc = path.join(tree, DOC);
  for (const file of ['README.Debian', 'policy.example.json'])
    await place(path.join(PARTS, file), path.join(doc, file));
  await place(path.join(ROOT, 'LICENSE.md'), path.join(doc, 'copyright'));
  await place(path.join(ROOT, 'node_modules', 'node', 'LICENSE'), path.join(doc, 'LICENSE.node')).catch(
    () => undefined,
  );
  const date = new Date(EPOCH_S * 1000).toUTCString().replace('GMT', '+0000');
  const log = `leitz-cloud (${version}) stable; urgency=medium\n\n  * This version.\n\n -- Leitz Cloud <noreply@localhost>  ${date}\n`;
  await writeFile(path.join(doc, 'changelog.gz'), gzipSync(log, { level: 9 }));
  const manual = path.join(tree, 'usr/share/man/man1');
  await mkdir(manual, { recursive: true });
  await writeFile(path.join(manual, 'leitz-cloud.1.gz'), gzipSync(await readFile(path.join(PARTS, 'leitz-cloud.1'))));
}

async function everyFile(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.map((entry) => path.join(entry.parentPath, entry.name)).sort();
}

async function sizeInKib(tree: string): Promise<number> {
  let bytes = 0;
  for (const file of await everyFile(tree)) {
    const stats = await stat(file);
    if (stats.isFile()) bytes += stats.size;
  }
  return Math.ceil(bytes / 1024);
}

async function placeControl(tree: string, { version, architecture }: Plan): Promise<void> {
  const debian = path.join(tree, 'DEBIAN');
  const installed = await sizeInKib(tree);
  await mkdir(debian);
  const control = [
    'Package: leitz-cloud',
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    'Maintainer: Leitz Cloud <noreply@localhost>',
    `Installed-Size: ${installed}`,
    // What the Node.js in the package is linked with.
    'Depends: libc6 (>= 2.28), libstdc++6 (>= 8)',
    'Recommends: ca-certificates',
    'Section: net',
    'Priority: optional',
    'Description: two-way synchronisation with a Leitz Cloud, without a screen',
    ' Keeps local folders and a cloud that speaks the Leitz Cloud API v2 the same, as a',
    ' command, as a service of a user or of a server, with a page on loopback.',
  ];
  await writeFile(path.join(debian, 'control'), `${control.join('\n')}\n`);
  for (const script of ['postinst', 'prerm', 'postrm'])
    await place(path.join(PARTS, script), path.join(debian, script), EXECUTABLE);
}

async function layOut(tree: string, plan: Plan): Promise<void> {
  const dist = path.join(ROOT, 'dist');
  for (const part of ['cli', 'renderer'])
    await cp(path.join(dist, part), path.join(tree, LIB, 'dist', part), { recursive: true });
  await place(path.join(ROOT, 'node_modules', 'node', 'bin', 'node'), path.join(tree, LIB, 'node'), EXECUTABLE);
  await placeSqlite(tree);
  await place(path.join(PARTS, 'leitz-cloud.sh'), path.join(tree, 'usr/bin/leitz-cloud'), EXECUTABLE);
  await place(path.join(PARTS, 'leitz-cloud.service'), path.join(tree, 'usr/lib/systemd/user/leitz-cloud.service'));
  await place(path.join(PARTS, 'leitz-cloud@.service'), path.join(tree, 'usr/lib/systemd/system/leitz-cloud@.service'));
  await mkdir(path.join(tree, 'etc/leitz-cloud'), { recursive: true });
  await placeDocuments(tree, plan);
  await placeControl(tree, plan);
  for (const file of [tree, ...(await everyFile(tree))]) {
    const stats = await stat(file);
    if (stats.isDirectory()) await chmod(file, EXECUTABLE);
    else if (!file.includes('DEBIAN')) await chmod(file, (stats.mode & 0o100) === 0 ? PLAIN : EXECUTABLE);
    await utimes(file, EPOCH_S, EPOCH_S);
  }
}

export interface DebOptions {
  /** Folder for the package. */
  readonly out: string;
  /** By default the one of package.json. */
  readonly version?: string;
  readonly fast?: boolean;
}

/** Builds what has to be built and packs it; gives the package's path. Throws where dpkg-deb is not there. */
export async function buildDeb({ out, version, fast = false }: DebOptions): Promise<string> {
  const architecture = ARCHITECTURES[process.arch];
  if (process.platform !== 'linux' || architecture === undefined)
    throw new Error(`A .deb is made on Linux on x64 or arm64; this is ${process.platform} on ${process.arch}.`);
  await run('dpkg-deb', ['--version']).catch(() => {
    throw new Error('dpkg-deb is not there; on Debian and Ubuntu: apt-get install dpkg');
  });
  await build();
  const manifest: { readonly version: string } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  const plan = { version: version ?? manifest.version, architecture };
  const tree = path.join(tmpdir(), `leitz-cloud-deb-${process.pid}-${performance.now()}`);
  await mkdir(out, { recursive: true });
  const file = path.join(out, `leitz-cloud_${plan.version}_${architecture}.deb`);
  try {
    await mkdir(tree, { recursive: true, mode: EXECUTABLE });
    await layOut(tree, plan);
    const packing = fast ? ['-Zgzip', '-z1'] : ['-Zxz'];
    await run('dpkg-deb', ['--root-owner-group', ...packing, '--build', tree, file], {
      env: { ...process.env, SOURCE_DATE_EPOCH: String(EPOCH_S) },
    });
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
  return file;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: path.join(ROOT, 'dist', 'deb') },
      version: { type: 'string' },
      fast: { type: 'boolean', default: false },
    },
  });
  const { out, fast, version } = values;
  const file = await buildDeb({ out, fast, ...(version === undefined ? {} : { version }) });
  process.stdout.write(`${file} (${((await stat(file)).size / 1e6).toFixed(1)} MB)\n`);
}
