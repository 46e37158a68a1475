/** What a disk may offer beyond `Disk`; the local side does without where it is not there (a simulated disk). */
import type { Disk } from '../world.ts';

export interface PinnedFolder {
  /** A path that leads to this very folder for as long as it is held, whatever its own name leads to by then. */
  readonly path: string;
  release(): Promise<void>;
}

export interface DiskExtras {
  /**
   * Takes hold of the folder `path` ('' or names with `/` between) below `top`, if every name on the way from `top` is a
   * folder and no link; `changed` otherwise. Undefined where the platform has no such means.
   */
  readonly pin?: (top: string, path: string) => Promise<PinnedFolder | undefined>;
  /**
   * Like `move`, for a file whose old name other programs write to as well. `scratch` is a free name in a folder of ours
   * on the same volume; should the move be cut short at the worst moment, what was under the old name is found there.
   */
  readonly moveVia?: (from: string, to: string, scratch: string) => Promise<void>;
  /** Gives the file at `path` the permission bits of the file at `model`. */
  readonly copyMode?: (path: string, model: string) => Promise<void>;
}

export type LocalDisk = Disk & DiskExtras;
