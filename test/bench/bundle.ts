/** The engine's process as plain JavaScript, as people run it: the sources alone would add the stripping of their types. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from '../../build/inputs.ts';

/** Writes `engine-run.mjs` with the worker threads beside it; gives its path. */
export async function bundleEngineRun(): Promise<string> {
  const folder = path.join(ROOT, 'dist', 'bench');
  const workers = globSync('main/real/*-worker.ts', { cwd: ROOT }).sort();
  const bundle = await rolldown({
    cwd: ROOT,
    input: {
      'engine-run': path.join(import.meta.dirname, 'engine-run.ts'),
      ...Object.fromEntries(workers.map((file) => [path.basename(file, '.ts'), path.join(ROOT, file)])),
    },
    platform: 'node',
    external: ['better-sqlite3'],
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    cleanDir: true,
  });
  await bundle.close();
  return path.join(folder, 'engine-run.mjs');
}
