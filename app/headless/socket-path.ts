/** Where the process that holds a home listens. */
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Refused } from './refused.ts';

/** The kernel's limit is 104 bytes on macOS and 108 on Linux, the closing NUL included. */
export const SOCKET_PATH_LIMIT = 100;

interface Surroundings {
  readonly platform: string;
  /** XDG_RUNTIME_DIR, where there is one. */
  readonly runtime: string | undefined;
  readonly temporary: string;
  readonly uid: number;
}

const here = (): Surroundings => ({
  platform: process.platform,
  runtime: process.env['XDG_RUNTIME_DIR'],
  temporary: tmpdir(),
  uid: process.getuid?.() ?? 0,
});

/** The path, and the folder that has to be made private first where it lies outside the home. */
export function socketPath(
  home: string,
  at: Surroundings = here(),
): { readonly path: string; readonly folder?: string } {
  const short = createHash('sha256').update(home).digest('hex').slice(0, 24);
  if (at.platform === 'win32') return { path: `\\\\.\\pipe\\leitz-cloud-${short}` };
  const inside = path.posix.join(home, 'socket');
  if (Buffer.byteLength(inside) <= SOCKET_PATH_LIMIT) return { path: inside };
  const places = [
    ...(at.runtime?.startsWith('/') ? [path.posix.join(at.runtime, 'leitz-cloud')] : []),
    path.posix.join(at.temporary, `leitz-cloud-${at.uid}`),
    `/tmp/leitz-cloud-${at.uid}`,
  ];
  for (const folder of places) {
    const found = path.posix.join(folder, `${short}.socket`);
    if (Buffer.byteLength(found) <= SOCKET_PATH_LIMIT) return { path: found, folder };
  }
  throw new Refused({ code: 'path-too-long', path: home });
}

/** Makes the folder for sockets. In a shared temporary folder somebody else may have made it first: then it is refused. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.())
    throw new Refused({ code: 'home-not-private', path: folder, detail: 'it belongs to another user' });
  chmodSync(folder, 0o700);
}
