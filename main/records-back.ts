/** The part of the journal that leads back: steps that can be undone, the holders of locks, bases of text files. */
import type { CloudKey, LocalId } from './plan/types.ts';

/** One thing that we did and know how to take back. `trash` names an item of the local trash. */
export type UndoStep =
  /** A local deletion that went on to the cloud. */
  | { readonly kind: 'delete-cloud'; readonly cloud: CloudKey }
  /** A deletion in the cloud that went on to this disk. */
  | { readonly kind: 'delete-local'; readonly cloud: CloudKey; readonly trash: string }
  /** A file that was replaced by a newer revision. */
  | { readonly kind: 'download-edit'; readonly local: LocalId; readonly trash: string }
  /** A conflict that was settled: first what was moved goes back, then items of the trash take their paths again. */
  | {
      readonly kind: 'resolve';
      readonly conflict: number;
      readonly moved?: { readonly from: string; readonly to: string };
      readonly back: readonly { readonly trash: string; readonly path: string }[];
    };

export interface UndoRecord {
  readonly id: number;
  readonly atMs: number;
  /** What was done together has one batch, and is taken back together. */
  readonly batch: string;
  readonly path: string;
  readonly step: UndoStep;
}

export interface UndoStore {
  addUndo(entry: Omit<UndoRecord, 'id'>): void;
  /** The steps of the last batch, the last one first. */
  lastUndoable(): readonly UndoRecord[];
  dropUndo(id: number): void;
  dropUndoBefore(ms: number): void;
}

export interface LockRecord {
  /** Undefined where the cloud does not say. */
  readonly person: number | undefined;
  readonly holder: string | undefined;
  /** Milliseconds since 1970; undefined = until somebody unlocks it. */
  readonly untilMs: number | undefined;
}

export interface LockStore {
  lockOf(key: CloudKey): LockRecord | undefined;
  setLock(key: CloudKey, lock: LockRecord | undefined): void;
}

/** A small cache of text contents by their hash, bounded in bytes. */
export interface BaseStore {
  base(hash: Uint8Array): Uint8Array | undefined;
  keepBase(hash: Uint8Array, bytes: Uint8Array): void;
}
