/** The part of the journal that answers people's questions quickly, however large the trees are. Changes nothing. */
import type { CloudKey, CloudNode, LocalId, LocalNode } from './plan/types.ts';
import type { ActivityRecord } from './records.ts';
import type { UndoRecord } from './records-back.ts';

export interface ActivityWanted {
  readonly limit: number;
  /** Only entries with a smaller id. */
  readonly before: number | undefined;
  /** Part of a path, in any case. */
  readonly text: string | undefined;
  /** The executor's kinds; undefined is all. */
  readonly kinds: readonly string[] | undefined;
}

/** What lies in a folder of the cloud and all folders below it, as far as it was listed. */
export interface FolderSum {
  readonly key: CloudKey;
  readonly files: number;
  readonly bytes: number;
}

export interface SearchStore {
  /** Grows with every change of a row; what was read while it is the same still holds. */
  changes(): number;
  /** Nodes whose name holds the text, in any case; at most `limit` of them. */
  localNamed(text: string, limit: number): readonly LocalNode[];
  cloudNamed(text: string, limit: number): readonly CloudNode[];
  /** Children of the folder in the cloud that have no partner among the children of the folder here. */
  cloudOnlyChildren(parent: CloudKey, here: LocalId | undefined): readonly CloudNode[];
  /** One for each folder directly inside the folder. */
  folderSums(parent: CloudKey): readonly FolderSum[];
  /** The same for one folder. */
  folderSum(key: CloudKey): FolderSum;
  /** Newest first. */
  activityWanted(wanted: ActivityWanted): readonly ActivityRecord[];
  /** All steps that can be taken back, newest first, at most `limit`. */
  undoable(limit: number): readonly UndoRecord[];
}
