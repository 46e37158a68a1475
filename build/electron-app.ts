/** Puts together what is packed: `dist/app`, the bundles and a package.json of its own with nothing that is not needed. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { feedOf } from '../app/electron/update-feed.ts';
import { say } from '../shared/text/say.ts';
import { buildElectron } from './electron.ts';
import { ROOT } from './inputs.ts';
import { buildRenderer } from './renderer.ts';

const manifest = z.object({ name: z.string(), version: z.string(), description: z.string(), license: z.string() });

/** Where newer versions of a package come from, and what they are checked with. */
export interface UpdateServer {
  /** An https address of a plain web folder. */
  readonly url: string;
  /** Public Ed25519 key, as `electron-feed.ts` prints it. */
  readonly key: string;
}

/** As the environment says it; undefined where it names none. Throws where it says half of it, or what is refused later. */
export function updateServerOf(env: Readonly<Record<string, string | undefined>>): UpdateServer | undefined {
  const { LEITZ_UPDATES_URL: url, LEITZ_UPDATES_KEY: key } = env;
  if (url === undefined && key === undefined) return undefined;
  if (url === undefined || key === undefined)
    throw new Error('LEITZ_UPDATES_URL and LEITZ_UPDATES_KEY go together; only one of them is set.');
  const feed = feedOf(JSON.stringify({ url, key }));
  if ('code' in feed) throw new Error(say(feed.code, { detail: feed.detail ?? url }, 'en'));
  return { url, key };
}

/** @param face whether it is built anew, or taken as it lies in `dist/renderer`; @returns the folder */
export async function assembleApp(face: 'new' | 'as-built', updates?: UpdateServer): Promise<string> {
  const folder = path.join(ROOT, 'dist', 'app');
  await buildElectron();
  if (face === 'new') await buildRenderer();
  const { name, version, description, license } = manifest.parse(
    JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')),
  );
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const part of ['electron', 'renderer'])
    await cp(path.join(ROOT, 'dist', part), path.join(folder, part), { recursive: true });
  const own = {
    name,
    productName: 'Leitz Cloud',
    version,
    description,
    license,
    author: { name: 'Leitz Cloud', email: 'desktop@leitz-cloud.invalid' },
    homepage: 'https://leitz-cloud.invalid',
    type: 'module',
    main: 'electron/main.mjs',
    desktopName: 'leitz-cloud.desktop',
  };
  if (updates !== undefined)
    await writeFile(path.join(folder, 'electron', 'updates.json'), `${JSON.stringify(updates, null, 2)}\n`);
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
  return folder;
}
