/** `npm run build`: makes `dist/` from the sources; does nothing where they have not changed. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleCli, LAUNCHER } from './bundle-cli.ts';
import { hashOfInputs, isCurrent, ROOT } from './inputs.ts';
import { buildRenderer, RENDERER } from './renderer.ts';

const DIST = path.join(ROOT, 'dist');
const STAMP = path.join(DIST, '.built-from');
const INPUTS = [
  'app/cli/**/*',
  'app/headless/**/*',
  'main/**/*.ts',
  'renderer/**/*',
  'shared/**/*.ts',
  'build/{build,bundle-cli,inputs,light-imports,renderer}.ts',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
];

/** The built command line, for whoever starts it as a user would. */
export const CLI = path.join(DIST, 'cli', LAUNCHER);

/** Builds what has changed; true where anything was made. */
export async function build(): Promise<boolean> {
  const hash = hashOfInputs(INPUTS);
  if (isCurrent(STAMP, hash, [CLI, path.join(RENDERER, 'index.html')])) return false;
  mkdirSync(DIST, { recursive: true });
  rmSync(STAMP, { force: true });
  await Promise.all([bundleCli(path.join(DIST, 'cli')), buildRenderer()]);
  writeFileSync(STAMP, hash);
  return true;
}

if (import.meta.main) {
  const begun = performance.now();
  const made = await build();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  process.stdout.write(
    made ? `Built ${path.relative(ROOT, CLI)} in ${seconds} s.\n` : `${path.relative(ROOT, CLI)} is up to date.\n`,
  );
}
