/** The home: the one folder that holds the whole state of one installation. */
import { chmod, mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { Refused } from './refused.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the platform wants a program's data to be. */
export function defaultHome(platform: string = process.platform, env: Env = process.env, user = homedir()): string {
  if (platform === 'win32')
    return path.win32.join(env['LOCALAPPDATA'] ?? path.win32.join(user, 'AppData', 'Local'), 'Leitz Cloud');
  if (platform === 'darwin') return path.posix.join(user, 'Library', 'Application Support', 'Leitz Cloud');
  // A relative XDG path is to be ignored, says the specification.
  const data = env['XDG_DATA_HOME'];
  const base = data?.startsWith('/') ? data : path.posix.join(user, '.local', 'share');
  return path.posix.join(base, 'leitz-cloud');
}

/** Makes the folder, or checks it: it must be a folder, belong to us, and be closed to everybody else. */
export async function openHome(home: string): Promise<void> {
  const refuse = (detail: string) => new Refused({ code: 'home-not-private', path: home, detail });
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const found = await stat(home);
    if (process.platform === 'win32') return;
    if (found.uid !== process.getuid?.()) throw refuse('it belongs to another user');
    if ((found.mode & 0o077) !== 0) await chmod(home, 0o700);
  } catch (thrown) {
    if (thrown instanceof Refused) throw thrown;
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    throw refuse(code === 'EEXIST' || code === 'ENOTDIR' ? 'it is a file, not a folder' : code);
  }
}
