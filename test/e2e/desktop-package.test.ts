/** The packed program: only what runs is in it, it is not larger than it may be, it is locked down, and it syncs. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractAll, listPackage, statFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { LinuxTargetHelper } from 'app-builder-lib/out/targets/LinuxTargetHelper.js';
import type { LinuxPackager } from 'electron-builder';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isScreen } from '../../app/electron/screens.ts';
import { newKeys } from '../../build/electron-feed.ts';
import { packageApp } from '../../build/electron-package.ts';
import { budgets, forbidden, overBudget, type PackedFile, sizesOf } from '../../build/electron-parts.ts';
import { ROOT } from '../../build/inputs.ts';
import { waitUntil } from '../electron/desktop.ts';
import { makeDistribution } from '../electron/distribution.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { ensureBuilt, freshDesktop, inSync, newCloud, signIn } from './desktop-support.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'leitz-package-'));
const unpacked = path.join(folder, 'packages', 'linux-unpacked');
const asar = path.join(unpacked, 'resources', 'app.asar');
const dist = path.join(folder, 'electron');
/** Where nobody answers: what counts is that it is in the package, and is read there. */
const updates = { url: 'https://127.0.0.1:9/desktop', key: newKeys().publicKey };
const entry = path.join(folder, 'leitz-cloud.desktop');
const METADATA = path.join(ROOT, 'build', 'electron-linux', 'eu.leitz-cloud.desktop.metainfo.xml');

beforeAll(async () => {
  await ensureBuilt();
  makeDistribution(dist);
  await packageApp({
    dir: true,
    face: 'as-built',
    electronDist: dist,
    output: path.join(folder, 'packages'),
    updates,
    // Only installers bring it to a computer; it is written by the same part of the packager.
    onPacked: async ({ packager }) => {
      const helper = new LinuxTargetHelper(packager as LinuxPackager);
      await helper.writeDesktopEntry(packager.config.linux ?? {}, undefined, entry);
    },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function packedFiles(): readonly PackedFile[] {
  return listPackage(asar, { isPack: false }).flatMap((entry) => {
    const name = entry.replace(/^[\\/]/u, '');
    const found = statFile(asar, name);
    if ('files' in found || !('size' in found)) return [];
    return [{ path: name.replaceAll('\\', '/'), bytes: found.size }];
  });
}

test('only what runs is packed, and each part keeps to its budget', () => {
  const files = packedFiles();
  const sizes = sizesOf(files);
  for (const [part, bytes] of Object.entries(sizes)) console.log(`packed ${part}: ${Math.round(bytes / 1000)} kB`);
  expect(forbidden(files)).toEqual([]);
  const { package: most } = budgets.parse(JSON.parse(readFileSync(path.join(ROOT, 'build', 'budgets.json'), 'utf8')));
  expect(overBudget(sizes, most)).toEqual([]);
  expect(files.map(({ path: name }) => name)).toEqual(
    expect.arrayContaining([
      'package.json',
      'electron/main.mjs',
      'electron/preload.cjs',
      'electron/engine/engine.mjs',
      'renderer/index.html',
    ]),
  );
});

test('the native part of this system, and of no other, lies outside where it can be loaded', () => {
  const native = packedFiles().filter(({ path: name }) => name.endsWith('.node'));
  expect(native.map(({ path: name }) => name)).toEqual([`electron/prebuilds/${process.platform}-${process.arch}.node`]);
  const file = path.join(`${asar}.unpacked`, native[0]?.path ?? '');
  expect(statSync(file).size).toBe(native[0]?.bytes);
});

test('what must not be packed is noticed', () => {
  const bad = [
    'electron/main.ts',
    'electron/main.mjs.map',
    'node_modules/better-sqlite3/src/a.cpp',
    'test/a.mjs',
    '.env',
    'renderer/assets/a.js.map',
  ];
  expect(forbidden(bad.map((name) => ({ path: name, bytes: 1 })))).toEqual(bad);
});

/** Runs a program that checks a file, where this computer has it; `undefined` where it does not. */
function complaintsOf(program: string, words: readonly string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(program, words, { encoding: 'utf8' });
  if (error !== undefined) return undefined;
  return status === 0 ? '' : `${stdout}${stderr}`;
}

test('the entry in the menu of programs is sound, and takes links, files and three shortcuts', () => {
  const text = readFileSync(entry, 'utf8');
  const lines = text.split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      '[Desktop Entry]',
      'Name=Leitz Cloud',
      'Icon=leitz-cloud',
      'MimeType=x-scheme-handler/leitzcloud;',
      'Categories=Network;FileTransfer;',
      'StartupWMClass=leitz-cloud',
      'Actions=Activity;Conflicts;Settings;',
      '[Desktop Action Settings]',
      'Exec=leitz-cloud leitzcloud://screen/settings',
    ]),
  );
  expect(lines.find((line) => line.startsWith('Exec='))).toMatch(/leitz-cloud"? %U$/u);
  for (const [, screen = ''] of text.matchAll(/leitzcloud:\/\/screen\/(\w+)/gu))
    expect(isScreen(screen), screen).toBe(true);
  const complaints = complaintsOf('desktop-file-validate', ['--no-hints', entry]);
  console.log(`desktop-file-validate: ${complaints === undefined ? 'not on this computer' : 'asked'}`);
  expect(complaints ?? '').toBe('');
});

test('the metadata for software centres is sound, and about this version and this entry', () => {
  const text = readFileSync(METADATA, 'utf8');
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  expect(text).toContain(`<release version="${version}" `);
  expect(text).toContain(`<launchable type="desktop-id">${path.basename(entry)}</launchable>`);
  const complaints = complaintsOf('appstreamcli', ['validate', '--no-net', METADATA]);
  console.log(`appstreamcli: ${complaints === undefined ? 'not on this computer' : 'asked'}`);
  expect(complaints ?? '').toBe('');
});

test('the fuses are set', async () => {
  const wire = await getCurrentFuseWire(path.join(unpacked, 'leitz-cloud'));
  const [off, on] = ['0'.charCodeAt(0), '1'.charCodeAt(0)];
  expect({
    runAsNode: wire[FuseV1Options.RunAsNode],
    cookies: wire[FuseV1Options.EnableCookieEncryption],
    nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    file: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
  }).toEqual({ runAsNode: off, cookies: on, nodeOptions: off, inspect: off, integrity: on, onlyAsar: on, file: off });
});

test('the packed program starts from its archive and syncs a file', async () => {
  const app = path.join(temporaryFolder(), 'app');
  // Only Electron reads inside an archive; the stand-in runs what was in it.
  extractAll(asar, app);
  const cloud = await newCloud();
  const { rootId, email } = cloud.person(0);
  cloud.cloud.as(email).write('/packed.txt', 'through the package');
  const running = await freshDesktop({ main: path.join(app, 'electron', 'main.mjs'), env: { STAND_IN_PACKAGED: '1' } });
  await signIn(running, cloud);
  const linked = path.join(temporaryFolder(), 'Leitz Cloud');
  mkdirSync(linked);
  await running.call('link', { rootId, folder: linked });
  await inSync(running);
  await waitUntil(
    'the file is here',
    () => readFileSync(path.join(linked, 'packed.txt'), 'utf8'),
    (text) => text === 'through the package',
  );
  expect((await running.look()).windows[0]?.webPreferences?.devTools).toBe(false);
  expect(JSON.parse(readFileSync(path.join(app, 'electron', 'updates.json'), 'utf8'))).toEqual(updates);
  expect(await running.call('update')).toMatchObject({ state: 'current', code: 'update-not-looked' });
});
