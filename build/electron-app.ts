/** Puts together what is packed: `dist/app`, the bundles and a package.json of its own with nothing that is not needed. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { buildElectron } from './electron.ts';
import { ROOT } from './inputs.ts';
import { buildRenderer } from './renderer.ts';

const manifest = z.object({ name: z.string(), version: z.string(), description: z.string(), license: z.string() });

/** @param face whether it is built anew, or taken as it lies in `dist/renderer`; @returns the folder */
export async function assembleApp(face: 'new' | 'as-built'): Promise<string> {
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
  };
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
  return folder;
}
