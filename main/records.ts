/**
 * The journal of one link as the executor and the cycle see it: the three trees with the verbs that change them, the
 * list of differing nodes, intents, activity, conflicts and the local trash's index. `journal/` implements it.
 */
import type {
  Action,
  CloudKey,
  CloudNode,
  EntityRef,
  HoldReason,
  LocalId,
  LocalNode,
  SyncedId,
  SyncedNode,
  Trees,
} from './plan/types.ts';
import type { BaseStore, LockStore, UndoStore } from './records-back.ts';
import type { SearchStore } from './records-search.ts';

export type NewLocal = Omit<LocalNode, 'id'>;
export type LocalPatch = Partial<Omit<LocalNode, 'id'>>;
export type NewSynced = Omit<SyncedNode, 'id'>;
export type SyncedPatch = Partial<Omit<SyncedNode, 'id' | 'kind'>>;

export interface DifferingNode {
  readonly ref: EntityRef;
  readonly hold: HoldReason | undefined;
  readonly detail: string | undefined;
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
  readonly retryAtMs: number | undefined;
  readonly attempts: number;
}

export interface Intent {
  readonly id: number;
  readonly action: Action;
  /** Names that the action uses on this disk, so that a start after a crash can finish or undo it. */
  readonly note: IntentNote;
}

export interface IntentNote {
  readonly path?: string;
  readonly to?: string;
  readonly staged?: string;
  readonly trash?: string;
  readonly cloud?: CloudKey;
  readonly name?: string;
}

export interface ActivityRecord {
  readonly id: number;
  readonly atMs: number;
  readonly kind: string;
  readonly path: string;
  readonly to: string | undefined;
  readonly bytes: number;
  readonly why: string;
  readonly detail: string | undefined;
  /** Names what did it; its lines in the log carry the same name. */
  readonly operation?: string | undefined;
}

export interface ConflictRecord {
  readonly id: number;
  readonly atMs: number;
  readonly path: string;
  readonly copyPath: string;
  /** The local row of the copy; it may have been renamed or deleted since. */
  readonly copy: LocalId;
  readonly cloud: CloudKey;
  readonly why: string;
  readonly resolution: string | undefined;
  /** What both sides last agreed on, where they ever did: its hash, and its revision in the cloud. */
  readonly base: Uint8Array | undefined;
  readonly baseRevision: number | undefined;
  /** Nothing was done: both versions stay where they are until somebody decides. */
  readonly asked: boolean;
}

/** What a new conflict is told by; the base where there is one. */
export type NewConflict = Omit<ConflictRecord, 'id' | 'resolution' | 'base' | 'baseRevision' | 'asked'> &
  Partial<Pick<ConflictRecord, 'base' | 'baseRevision' | 'asked'>>;

export interface TrashRecord {
  /** The item's name in the local trash. */
  readonly name: string;
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly size: number;
  readonly atMs: number;
  readonly why: string;
}

export interface TreeCounts {
  readonly files: number;
  readonly folders: number;
}

/** Names of nodes on this disk that are not their true ones. */
export interface AliasStore {
  /** What the node is called here while that is its true name. */
  aliasOf(node: Pick<CloudNode, 'key' | 'name'>): string | undefined;
  aliasesGiven(localName: string): readonly { readonly key: CloudKey; readonly name: string }[];
  /** Forgets those of nodes that are gone from the cloud, where nothing here bears them. */
  dropDeadAliases(): void;
  /** All that were given out, also for what is not here yet or any more. */
  aliasNames(): readonly { readonly key: CloudKey; readonly name: string; readonly localName: string }[];
  setAlias(node: Pick<CloudNode, 'key' | 'name'>, localName: string): void;
  dropAlias(key: CloudKey): void;
  /** The agreed nodes that have another name here. */
  agreedAliases(): readonly SyncedNode[];
}

export interface Journal extends Trees, UndoStore, LockStore, BaseStore, SearchStore, AliasStore {
  /** Runs the work in one transaction; nothing of it stays when it throws. */
  tx<T>(work: () => T): T;
  /** The same, and durable when it returns: for what has to be known before something is done that cannot be undone. */
  durably<T>(work: () => T): T;

  localChildren(parent: LocalId): readonly LocalNode[];
  localByInode(dev: number, ino: number): readonly LocalNode[];
  addLocal(node: NewLocal): LocalId;
  changeLocal(id: LocalId, patch: LocalPatch): void;
  /** Takes the row and all below it out of LOCAL. */
  removeLocal(id: LocalId): void;
  localPath(id: LocalId): string;
  localAt(path: string): LocalNode | undefined;

  cloudChildren(parent: CloudKey): readonly CloudNode[];
  putCloud(node: CloudNode): void;
  removeCloud(key: CloudKey): void;
  cloudPath(key: CloudKey): string;
  cloudAt(path: string): CloudNode | undefined;
  /** The hash with which the folder was last listed, and the one its parent's listing last told. */
  folderHash(key: CloudKey): { readonly listed: string | undefined; readonly told: string | undefined };
  setFolderHash(
    key: CloudKey,
    hash: { readonly listed?: string | undefined; readonly told?: string | undefined },
  ): void;
  /** Folders that were never listed or whose told hash is not the one they were listed with. */
  unlistedFolders(limit: number): readonly CloudKey[];
  /** All live folders, in pages by key. */
  cloudFolders(
    after: CloudKey,
    limit: number,
  ): readonly { readonly key: CloudKey; readonly listed: string | undefined }[];

  /** Binds the sides; the nodes leave the list of differing ones unless `differs`. */
  bind(node: NewSynced, options?: { readonly differs?: boolean }): SyncedId;
  changeSynced(id: SyncedId, patch: SyncedPatch): void;
  /** Drops the agreement (with `below`: all of its subtree); what is left on either side differs from now on. */
  unbind(id: SyncedId, below: boolean): void;
  /** Drops every agreement below the node of which one side is gone; what is left counts as new. */
  dropHalfAgreed(id: SyncedId): void;
  syncedChildren(parent: SyncedId): readonly SyncedNode[];
  /** Files agreed on in the subtree, the node itself included. */
  countAgreedFiles(id: SyncedId): number;
  /** Whether anything below would be lost by deleting the folder on that side: new, changed or left-out content. */
  hasSurvivors(side: 'local' | 'cloud' | 'evict', id: LocalId | CloudKey): boolean;

  mark(ref: EntityRef): void;
  settle(ref: EntityRef): void;
  hold(ref: EntityRef, reason: HoldReason, detail: string | undefined, retryAtMs: number | undefined): void;
  /** The next nodes to decide about: not held, or held until a time that has passed. */
  differing(after: EntityRef | undefined, limit: number, nowMs: number): readonly EntityRef[];
  held(limit: number): readonly DifferingNode[];
  differingOf(ref: EntityRef): DifferingNode | undefined;
  /** Looks again at what was held because of another node. */
  reviveBlocked(): void;
  /** What failed and waits for its next try is tried at once; how often it failed stays. */
  tryAgain(): void;
  /** What is on the list of differing nodes: cheap, whatever the size of the trees. */
  due(): { readonly pending: number; readonly held: number; readonly nextRetryMs: number | undefined };
  counts(): {
    readonly pending: number;
    readonly held: number;
    readonly nextRetryMs: number | undefined;
    readonly agreed: TreeCounts;
    readonly skipped: number;
  };
  skipped(limit: number): readonly LocalNode[];

  writeIntents(intents: readonly { readonly action: Action; readonly note: IntentNote }[]): readonly number[];
  dropIntent(id: number): void;
  openIntents(): readonly Intent[];

  record(entry: Omit<ActivityRecord, 'id'>): void;
  activity(limit: number, path?: string): readonly ActivityRecord[];
  addConflict(entry: NewConflict): number;
  conflicts(open: boolean): readonly ConflictRecord[];
  conflict(id: number): ConflictRecord | undefined;
  /** Undefined opens it again. */
  resolveConflict(id: number, resolution: string | undefined): void;
  addTrash(entry: TrashRecord): void;
  trash(): readonly TrashRecord[];
  dropTrash(name: string): void;

  exclude(key: CloudKey): void;
  include(key: CloudKey): void;
  excluded(): readonly CloudKey[];
  isExcluded(key: CloudKey): boolean;

  /** Small facts by name. */
  fact(name: string): string | undefined;
  setFact(name: string, value: string | undefined): void;

  close(): void;
}
