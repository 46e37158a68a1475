/** A web folder with newer versions, on this computer, and the program as a package holds it that looks there. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { newKeys, signedAnnouncement } from '../../build/electron-feed.ts';
import { ROOT } from '../../build/inputs.ts';

export interface Announced {
  readonly version: string;
  /** The package: an AppImage is a program. */
  readonly program: string;
  /** Percent of the installations. */
  readonly staging?: number;
  /** Announces the hash of something else. */
  readonly wrongHash?: boolean;
  /** Signs with a key of somebody else. */
  readonly strangersKey?: boolean;
  /** A second file that an installer would fetch by itself. */
  readonly secondFile?: boolean;
}

export async function startUpdateServer() {
  const keys = newKeys();
  const files = new Map<string, string>();
  const asked: string[] = [];
  const server = createServer(({ url = '/' }, response) => {
    const name = decodeURIComponent(url.split('?')[0] ?? '').slice(1);
    asked.push(name);
    const body = files.get(name);
    response.writeHead(body === undefined ? 404 : 200, { 'content-length': Buffer.byteLength(body ?? '') });
    response.end(body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    publicKey: keys.publicKey,
    asked,
    announce: ({ version, program, staging, wrongHash, strangersKey, secondFile }: Announced): void => {
      const name = `leitz-cloud-${version}-linux-x86_64.AppImage`;
      const sha512 = createHash('sha512')
        .update(wrongHash === true ? 'other bytes' : program)
        .digest('base64');
      const yaml = [
        `version: ${version}`,
        'files:',
        `  - url: ${name}`,
        `    sha512: ${sha512}`,
        `    size: ${Buffer.byteLength(program)}`,
        `path: ${name}`,
        `sha512: ${sha512}`,
        "releaseDate: '2026-11-24T08:00:00.000Z'",
        '',
      ].join('\n');
      const signed = signedAnnouncement(yaml, strangersKey === true ? newKeys().privatePem : keys.privatePem, staging);
      const more =
        secondFile === true ? `packages:\n  x64:\n    path: ${name}\n    sha512: ${sha512}\n    size: 1\n` : '';
      files.set('latest-linux.yml', `${signed}${more}`);
      files.set(name, program);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The built program in `folder` as a package holds it, and what its process is started with.
 * @param updates what `updates.json` says; left out: a package that was built without an update server
 */
export function installedIn(folder: string, updates?: { readonly url: string; readonly key: string }) {
  const app = path.join(folder, 'app');
  for (const part of ['electron', 'renderer'])
    cpSync(path.join(ROOT, 'dist', part), path.join(app, part), { recursive: true });
  if (updates !== undefined) writeFileSync(path.join(app, 'electron', 'updates.json'), JSON.stringify(updates));
  const resources = path.join(folder, 'resources');
  mkdirSync(resources);
  // As the packager writes it; the address in it is not the one that is asked.
  writeFileSync(
    path.join(resources, 'app-update.yml'),
    'provider: generic\nurl: https://updates.leitz-cloud.invalid/desktop\nupdaterCacheDirName: leitz-cloud-updater\n',
  );
  return {
    main: path.join(app, 'electron', 'main.mjs'),
    env: {
      STAND_IN_PACKAGED: '1',
      STAND_IN_RESOURCES: resources,
      XDG_CACHE_HOME: path.join(folder, 'cache of mine'),
    },
  };
}
