/** What volume a folder lies on, how much room it has, and whether it folds names. */
import { randomBytes } from 'node:crypto';
import { lstat, readdir, readFile, realpath, stat, statfs, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { guarded } from './disk-errors.ts';

interface Mount {
  readonly point: string;
  readonly type: string;
  readonly source: string;
}

/** File systems that several machines see under one source, which thereby is an identity. */
const NETWORK_TYPES = /^(?:nfs|cifs|smb|fuse\.sshfs|9p|ceph|glusterfs|afs)/;

const BY_UUID = '/dev/disk/by-uuid';

function unescapeMount(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** Lines of /proc/self/mountinfo: `id parent maj:min root point options [tags] - type source superoptions`. */
export function parseMounts(mountinfo: string): readonly Mount[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [left, right] = line.split(' - ');
    const point = left?.split(' ')[4];
    const [type, source] = right?.split(' ') ?? [];
    if (point === undefined || type === undefined || source === undefined) return [];
    return [{ point: unescapeMount(point), type, source: unescapeMount(source) }];
  });
}

/** The mount a real path lies on: the longest mount point above it, the last one mounted where one covers another. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  let best: Mount | undefined;
  for (const mount of mounts) {
    const prefix = mount.point === '/' ? '/' : `${mount.point}/`;
    if (path !== mount.point && !path.startsWith(prefix)) continue;
    if (best === undefined || mount.point.length >= best.point.length) best = mount;
  }
  return best;
}

async function uuidOf(device: string): Promise<string | undefined> {
  const [names, wanted] = [await readdir(BY_UUID).catch(() => []), await realpath(device).catch(() => device)];
  for (const name of names) {
    const target = await realpath(join(BY_UUID, name)).catch(() => undefined);
    if (target === wanted) return name;
  }
  return undefined;
}

/**
 * On Linux the file system's UUID, or what a network share is mounted from; without either only its type, because a
 * device's name and number may be another after the next start and would cry wolf.
 */
async function linuxId(path: string): Promise<string> {
  const mounts = parseMounts(await readFile('/proc/self/mountinfo', 'utf8').catch(() => ''));
  const mount = mountOf(mounts, await realpath(path));
  if (mount === undefined) return 'type:unknown';
  if (NETWORK_TYPES.test(mount.type)) return `share:${mount.type}:${mount.source}`;
  const uuid = mount.source.startsWith('/dev/') ? await uuidOf(mount.source) : undefined;
  return uuid === undefined ? `type:${mount.type}` : `uuid:${uuid}`;
}

/** Elsewhere the place the volume is mounted at: the highest folder above the path that is still on its device. */
async function mountPointId(path: string): Promise<string> {
  const real = await realpath(path);
  const { dev } = await stat(real);
  let point = real;
  while (dirname(point) !== point && (await stat(dirname(point))).dev === dev) point = dirname(point);
  return `mount:${point}`;
}

/** Bytes free for us on the path's volume, and its identity (see `linuxId`; on Windows the volume's serial number). */
export function volume(path: string): Promise<{ readonly free: number; readonly id: string }> {
  return guarded(path, 'read', async () => {
    const { bavail, bsize } = await statfs(path);
    return { free: bavail * bsize, id: await volumeId(path) };
  });
}

async function volumeId(path: string): Promise<string> {
  if (process.platform === 'linux') return linuxId(path);
  if (process.platform === 'win32') return `serial:${(await stat(path)).dev.toString(16)}`;
  return mountPointId(path);
}

async function sameName(a: string, b: string): Promise<boolean> {
  const [one, other] = [await lstat(a, { bigint: true }), await lstat(b, { bigint: true }).catch(() => undefined)];
  return other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

/**
 * Whether names that differ only in case, or only in normal form, are one name here. Found out with a file that exists
 * for a moment, in our own folder where there is one; where none can be made, the platform's habit is the answer.
 */
export async function folding(path: string): Promise<{ readonly case: boolean; readonly normalForm: boolean }> {
  const ours = join(path, '.leitzcloud');
  const place = (await lstat(ours).catch(() => undefined))?.isDirectory() === true ? ours : path;
  const probe = join(place, `.leitzcloud-probe-${randomBytes(4).toString('hex')}-\u00e9`);
  try {
    await writeFile(probe, '', { flag: 'wx', mode: 0o600 });
  } catch {
    const { platform } = process;
    return { case: platform === 'darwin' || platform === 'win32', normalForm: platform === 'darwin' };
  }
  try {
    const variant = (name: string): string => join(place, name);
    return {
      case: await sameName(probe, variant(basename(probe).toUpperCase())),
      normalForm: await sameName(probe, variant(basename(probe).normalize('NFD'))),
    };
  } finally {
    await unlink(probe).catch(() => undefined);
  }
}
