/** The real disk. Each method is a file operation with its error put into our words; see the neighbours for the parts. */

import { SyncError } from '../errors.ts';
import type { DiskExtras } from '../local/disk-extras.ts';
import type { Disk } from '../world.ts';
import { chmod, lstat, lutimes, mkdir, rmdir, unlink } from './disk-calls.ts';
import { guarded } from './disk-errors.ts';
import { openRead, openWrite } from './disk-handles.ts';
import { createLister } from './disk-list.ts';
import { moveEntry, moveVia } from './disk-move.ts';
import { pinFolder } from './disk-pin.ts';
import { statPath } from './disk-stat.ts';
import { folding, volume } from './disk-volume.ts';
import { readWhole, syncFolder, writeWhole } from './disk-whole.ts';

/** unlink(2) of a folder says EPERM on some systems, which must not read as a lack of permission. */
async function removeFile(path: string): Promise<void> {
  const stat = await statPath(path);
  if (stat === undefined || stat.kind === 'folder')
    throw new SyncError('changed', { path, detail: 'there is no such file' });
  await unlink(path);
}

/** Gives the file the permission bits of the model, as a file that is replaced keeps being executable or private. */
async function copyMode(path: string, model: string): Promise<void> {
  const stats = await lstat(model);
  if (stats.isFile()) await chmod(path, stats.mode & 0o777);
}

/** The disk of this machine. It starts nothing until it is asked for many folders at once. */
export function createRealDisk(): Disk & Required<DiskExtras> {
  const lister = createLister();
  return {
    list: lister.list,
    stat: (path) => guarded(path, 'read', () => statPath(path)),
    openRead,
    openWrite,
    readWhole,
    writeWhole,
    makeFolder: (path) => guarded(path, 'write', () => mkdir(path)),
    move: moveEntry,
    moveVia,
    removeFile: (path) => guarded(path, 'write', () => removeFile(path)),
    removeFolder: (path) => guarded(path, 'write', () => rmdir(path)),
    setModified: (path, mtimeMs) => guarded(path, 'write', () => lutimes(path, mtimeMs / 1000, mtimeMs / 1000)),
    pin: pinFolder,
    copyMode: (path, model) => guarded(path, 'write', () => copyMode(path, model)),
    syncFolder,
    volume,
    folding,
  };
}
