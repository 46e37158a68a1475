/**
 * The command line and the daemon as a folder of plain JavaScript: a launcher, the program with the parts it loads when
 * it needs them, and each worker thread as an entry of its own beside them. All lie in one folder, because a chunk finds
 * a worker by its own place.
 */

import { globSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './inputs.ts';
import { lightImports } from './light-imports.ts';

export const LAUNCHER = 'leitz-cloud.mjs';

/** Carries a native part that cannot be bundled; it is found in `node_modules` when the program runs. */
const EXTERNAL = ['better-sqlite3'];

/** `main/real/list-worker.ts` becomes `list-worker.mjs`. */
function workers(): Record<string, string> {
  const files = globSync('main/real/*-worker.ts', { cwd: ROOT }).sort();
  return Object.fromEntries(files.map((file) => [path.basename(file, '.ts'), path.join(ROOT, file)]));
}

/** Writes the bundle into `folder`, which is replaced as a whole. Same sources, same bytes. */
export async function bundleCli(folder: string): Promise<void> {
  const making = `${folder}.making-${process.pid}`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const bundle = await rolldown({
    cwd: ROOT,
    input: { cli: path.join(ROOT, 'app/cli/main.ts'), ...workers() },
    platform: 'node',
    external: EXTERNAL,
    plugins: [lightImports],
    // A warning is a bundle that may not run: it stops the build.
    onLog: (_level, log) => {
      throw new Error(log.message);
    },
  });
  await bundle.write({
    dir: making,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    sourcemap: false,
  });
  await bundle.close();
  await copyFile(path.join(ROOT, 'app/cli/launcher.mjs'), path.join(making, LAUNCHER));
  await chmod(path.join(making, LAUNCHER), 0o755);
  // Whoever starts the program meanwhile finds the old one or the new one.
  const old = `${making}.old`;
  await rename(folder, old).catch(() => undefined);
  await rename(making, folder);
  await rm(old, { recursive: true, force: true });
}
