/**
 * Makes the desktop packages of this platform: `node build/electron-package.ts [--dir]`. With `--dir` only the folder
 * that would be packed. ELECTRON_DIST names a folder with Electron's distribution where it cannot be downloaded.
 * LEITZ_UPDATES_URL and LEITZ_UPDATES_KEY say where newer versions come from, and what they are checked with; without
 * them the packages never look for one.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type AfterPackContext, build } from 'electron-builder';
import * as z from 'zod';
import { assembleApp, type UpdateServer, updateServerOf } from './electron-app.ts';
import { ROOT } from './inputs.ts';

export interface PackageOptions {
  /** Only the folder, no installers. */
  readonly dir: boolean;
  /** Whether the face is built anew, or taken as it lies in `dist/renderer`. */
  readonly face?: 'new' | 'as-built';
  /** Folder with Electron's distribution; downloaded if left out. */
  readonly electronDist?: string | undefined;
  /** Where newer versions come from; left out: nowhere. */
  readonly updates?: UpdateServer | undefined;
  /** Where the results go. */
  readonly output?: string | undefined;
  /** Called with what the packager knows once the folder is there, before installers are made. */
  readonly onPacked?: (context: AfterPackContext) => Promise<void>;
}

/** @returns the files or folders that were made */
export async function packageApp({
  dir,
  face = 'new',
  electronDist,
  updates,
  output,
  onPacked,
}: PackageOptions): Promise<readonly string[]> {
  await assembleApp(face, updates);
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(path.join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8')));
  return build({
    projectDir: ROOT,
    publish: 'never',
    ...(dir ? { dir } : {}),
    config: {
      extends: path.join(ROOT, 'electron-builder.yml'),
      electronVersion: version,
      ...(updates === undefined ? {} : { publish: { provider: 'generic', url: updates.url } }),
      // Answers that nothing of `node_modules` is wanted: the bundles hold what they need.
      beforeBuild: async () => false,
      ...(onPacked === undefined ? {} : { afterPack: onPacked }),
      ...(electronDist === undefined ? {} : { electronDist }),
      ...(output === undefined ? {} : { directories: { app: 'dist/app', output, buildResources: 'build/icons' } }),
    },
  });
}

if (import.meta.main) {
  const updates = updateServerOf(process.env);
  if (updates === undefined)
    process.stderr.write(
      'No update server is named (LEITZ_UPDATES_URL): these packages will not look for newer versions.\n',
    );
  const { ELECTRON_DIST: electronDist } = process.env;
  const made = await packageApp({ dir: process.argv.includes('--dir'), electronDist, updates });
  for (const file of made) process.stdout.write(`${path.relative(ROOT, file)}\n`);
}
