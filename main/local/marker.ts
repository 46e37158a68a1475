/**
 * The marker: a small file of ours in each linked folder that says which link it belongs to. It is the proof that a
 * folder is the one that was linked; without it an unmounted volume would look like a folder from which the user has
 * deleted everything.
 */
import { SyncError } from '../errors.ts';
import type { Disk } from '../world.ts';
import { ourPlaces } from './paths.ts';

export interface Marker {
  readonly version: 1;
  readonly linkId: string;
  readonly rootId: number;
  /** Which installation of this program made the link. */
  readonly installation: string;
  /** `Disk.volume(...).id` of the volume it lay on. */
  readonly volume: string;
  /** The folder's inode; left out by earlier versions. */
  readonly inode?: number | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/**
 * `missing`: no such folder. `marker-missing`: a folder, but without a (readable) marker: emptied, replaced or not
 * mounted. `other-link`: linked by another link or another installation. `other-volume`: the right marker, but copied to
 * another volume, where no inode means anything. `not-writable`: all is well but nothing can be written.
 */
export type FolderCheck =
  | 'ok'
  | 'missing'
  | 'is-a-file'
  | 'marker-missing'
  | 'other-link'
  | 'other-volume'
  | 'not-writable';

function isMarker(value: unknown): value is Marker {
  if (typeof value !== 'object' || value === null) return false;
  const marker: Partial<Record<keyof Marker, unknown>> = value;
  return (
    marker.version === 1 &&
    typeof marker.linkId === 'string' &&
    typeof marker.rootId === 'number' &&
    typeof marker.installation === 'string' &&
    typeof marker.volume === 'string' &&
    (marker.inode === undefined || typeof marker.inode === 'number') &&
    typeof marker.createdAt === 'number'
  );
}

function parseMarker(bytes: Uint8Array): Marker | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isMarker(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The marker of a folder (absolute path); undefined where there is none or it is not one of ours. */
export async function readMarker(disk: Disk, folder: string): Promise<Marker | undefined> {
  const bytes = await disk.readWhole(ourPlaces(folder).marker);
  return bytes === undefined ? undefined : parseMarker(bytes);
}

/** Makes our hidden folder with all it needs and writes the marker into it; the folder itself must be there. */
export async function writeMarker(disk: Disk, folder: string, marker: Marker): Promise<void> {
  const places = ourPlaces(folder);
  for (const place of [places.home, places.temporary, places.trash]) {
    if ((await disk.stat(place)) === undefined) await disk.makeFolder(place);
  }
  await disk.writeWhole(places.marker, new TextEncoder().encode(`${JSON.stringify(marker, undefined, 2)}\n`));
  await disk.syncFolder(folder);
}

/** Takes the marker away when a folder is unlinked; the trash and what else is there stays. */
export async function removeMarker(disk: Disk, folder: string): Promise<void> {
  const { marker } = ourPlaces(folder);
  if ((await disk.stat(marker)) !== undefined) await disk.removeFile(marker);
}

async function isWritable(disk: Disk, folder: string): Promise<boolean> {
  const path = `${ourPlaces(folder).home}/probe`;
  try {
    if ((await disk.stat(path)) !== undefined) await disk.removeFile(path);
    const handle = await disk.openWrite(path);
    await handle.close();
    await disk.removeFile(path);
    return true;
  } catch (thrown) {
    // A full disk is another trouble, which the transfer that needs the room will name.
    return !(thrown instanceof SyncError && thrown.code === 'not-writable');
  }
}

/**
 * Looks whether the folder (absolute path) is the linked one. Reads two or three things; with `probeWrite` also makes
 * and removes a file. Throws only what the disk throws on reading (`unreadable`, `disk-error`).
 */
export async function checkFolder(
  disk: Disk,
  folder: string,
  expected: Pick<Marker, 'linkId' | 'installation'>,
  options: { readonly probeWrite?: boolean } = {},
): Promise<FolderCheck> {
  const stat = await disk.stat(folder);
  if (stat === undefined) return 'missing';
  if (stat.kind !== 'folder') return 'is-a-file';
  const marker = await readMarker(disk, folder);
  if (marker === undefined) return 'marker-missing';
  if (marker.linkId !== expected.linkId || marker.installation !== expected.installation) return 'other-link';
  if (marker.volume !== (await disk.volume(folder)).id) return 'other-volume';
  return options.probeWrite === true && !(await isWritable(disk, folder)) ? 'not-writable' : 'ok';
}
