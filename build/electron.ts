/**
 * The desktop program as plain JavaScript in `dist/electron`: the shell, its preload alone in one file (a sandboxed
 * preload cannot load a second one), and the engine's process with its workers beside it. Nothing of `node_modules` is
 * needed when it runs: the one native part lies in `prebuilds`, a file for each system.
 */
import { globSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type RolldownOptions, rolldown } from 'rolldown';
import { hashOfInputs, isCurrent, ROOT } from './inputs.ts';
import { lightImports } from './light-imports.ts';

/** What Electron is started with. */
export const ELECTRON_MAIN = path.join(ROOT, 'dist', 'electron', 'main.mjs');

/** What `bundleElectron` is made from, for whoever asks whether it is up to date. */
export const ELECTRON_INPUTS = [
  'app/electron/**/*',
  'app/headless/**/*',
  'main/**/*.ts',
  'shared/**/*.ts',
  'build/icons/*.{png,ico}',
  'build/{electron,inputs,light-imports}.ts',
  'package.json',
  'package-lock.json',
] as const;

const from = (file: string): string => path.join(ROOT, file);

/** `main/real/list-worker.ts` becomes `list-worker.mjs`. */
function workers(): Record<string, string> {
  const files = globSync('main/real/*-worker.ts', { cwd: ROOT }).sort();
  return Object.fromEntries(files.map((file) => [path.basename(file, '.ts'), from(file)]));
}

async function write(folder: string, format: 'esm' | 'cjs', options: RolldownOptions): Promise<void> {
  const extension = format === 'esm' ? 'mjs' : 'cjs';
  const bundle = await rolldown({
    cwd: ROOT,
    external: ['electron'],
    plugins: [lightImports],
    // A warning is a bundle that may not run: it stops the build.
    onLog: (_level, log) => {
      throw new Error(log.message);
    },
    ...options,
  });
  await bundle.write({
    dir: folder,
    format,
    entryFileNames: `[name].${extension}`,
    chunkFileNames: `[name]-[hash].${extension}`,
    sourcemap: false,
  });
  await bundle.close();
}

/** Writes the bundle into `folder`, which is replaced as a whole. Same sources, same bytes. */
export async function bundleElectron(folder: string = path.dirname(ELECTRON_MAIN)): Promise<void> {
  const making = `${folder}.making-${process.pid}`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  // The shell and the engine are bundled apart: what starts first reads none of the other.
  await write(making, 'esm', { input: { main: from('app/electron/main.ts') }, platform: 'node' });
  // better-sqlite3 looks for its native part in the folder `prebuilds` beside its own.
  await write(path.join(making, 'engine'), 'esm', {
    input: { engine: from('app/electron/engine-main.ts'), ...workers() },
    platform: 'node',
  });
  await write(making, 'cjs', { input: { preload: from('app/electron/preload.ts') }, platform: 'browser' });
  await mkdir(path.join(making, 'icons'));
  for (const icon of globSync('build/icons/{tray-*.png,tray-*.ico,icon-256.png}', { cwd: ROOT }))
    await cp(from(icon), path.join(making, 'icons', path.basename(icon)));
  await mkdir(path.join(making, 'prebuilds'));
  for (const file of globSync('node_modules/better-sqlite3/prebuilds/{linux,darwin,win32}-*.node', { cwd: ROOT }))
    await cp(from(file), path.join(making, 'prebuilds', path.basename(file)));
  await putInPlace(making, folder);
}

/** Whoever starts the program meanwhile finds the old one or the new one; of two that build at once, the later one stays. */
async function putInPlace(made: string, folder: string): Promise<void> {
  const old = `${made}.old`;
  await rename(folder, old).catch(() => undefined);
  try {
    await rename(made, folder);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOTEMPTY')) throw thrown;
    await rm(folder, { recursive: true, force: true });
    await rename(made, folder);
  }
  await rm(old, { recursive: true, force: true });
}

const STAMP = path.join(ROOT, 'dist', '.electron-built-from');

/** Bundles what has changed; true where anything was made. */
export async function buildElectron(): Promise<boolean> {
  const hash = hashOfInputs(ELECTRON_INPUTS);
  if (isCurrent(STAMP, hash, [ELECTRON_MAIN])) return false;
  await rm(STAMP, { force: true });
  await bundleElectron();
  await writeFile(STAMP, hash);
  return true;
}

if (import.meta.main) await buildElectron();
