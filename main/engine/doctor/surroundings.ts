/** The program, its home, the environment: what can be looked at without the cloud and without a link. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import type { World } from '../../world.ts';
import { bad, type Check, good, inBytes, skipped, warning } from './check.ts';

export const PROGRAM_VERSION: string = manifest.version;

const NEEDED_NODE = 24;
/** Bytes free below which the journal and the log may soon not be written, and below which there is trouble ahead. */
const NO_ROOM = 50_000_000;
const LITTLE_ROOM = 500_000_000;
const OPEN_TO_OTHERS = 0o077;

export function versionCheck(): Check {
  const node = process.versions.node;
  const found = `leitz-cloud ${PROGRAM_VERSION}, Node.js ${node}, ${process.platform} ${process.arch}`;
  if (Number(node.split('.')[0]) < NEEDED_NODE)
    return bad('version', found, `Run it with Node.js ${NEEDED_NODE} or later.`);
  return good('version', found);
}

/** Room on the volume of a folder of ours or of the user's. */
export async function roomCheck(name: string, disk: World['disk'], folder: string): Promise<Check> {
  const { free } = await disk.volume(folder);
  const found = `${inBytes(free)} free at ${folder}`;
  const fix = 'Make room on this disk, or move what is large elsewhere.';
  if (free < NO_ROOM) return bad(name, found, fix);
  return free < LITTLE_ROOM ? warning(name, found, fix) : good(name, found);
}

/** The home is ours and closed: then nothing below it can be reached by others, whatever its own mode is. */
export async function permissionCheck(home: string): Promise<Check> {
  if (process.platform === 'win32') return skipped('permissions', 'Windows keeps them by its own lists');
  const names = await readdir(home, { recursive: true });
  const foreign: string[] = [];
  for (const name of ['', ...names]) {
    const file = path.join(home, name);
    const stats = await stat(file).catch(() => undefined);
    if (stats !== undefined && stats.uid !== process.getuid?.()) foreign.push(file);
  }
  const [first] = foreign;
  if (first !== undefined)
    return bad(
      'permissions',
      `${foreign.length} files of the home belong to somebody else, such as ${first}`,
      `Give them back: chown -R $(id -un) '${home}'`,
    );
  if (((await stat(home)).mode & OPEN_TO_OTHERS) !== 0)
    return bad('permissions', `others may look into ${home}`, `Close it: chmod go= '${home}'`);
  return good('permissions', `${home} is closed to others, with the ${names.length} files in it`);
}

export function secretsCheck({ secrets }: Pick<World, 'secrets'>): Check {
  const found = {
    'credential-store': "kept in this computer's credential store",
    'owner-only-file': 'kept encrypted in a file that only its owner may read; its key lies beside it',
    memory: 'kept in memory only',
  }[secrets.protection];
  return good('secrets', found);
}
