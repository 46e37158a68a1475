/** What a disk may offer beyond `Disk`; the local side does without where it is not there (a simulated disk). */
import type { Disk } from '../world.ts';

export interface DiskExtras {
  /**
   * Like `move`, for a file whose old name other programs write to as well. `scratch` is a free name in a folder of ours
   * on the same volume; should the move be cut short at the worst moment, what was under the old name is found there.
   */
  readonly moveVia?: (from: string, to: string, scratch: string) => Promise<void>;
  /** Gives the file at `path` the permission bits of the file at `model`. */
  readonly copyMode?: (path: string, model: string) => Promise<void>;
}

export type LocalDisk = Disk & DiskExtras;
