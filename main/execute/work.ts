/** What every action works with, and the small questions that several of them ask. */
import { SyncError } from '../errors.ts';
import { cloudChange, localChange } from '../plan/classify.ts';
import type {
  Action,
  CloudKey,
  CloudNode,
  EntityRef,
  LocalId,
  LocalNode,
  Policy,
  SyncedId,
  SyncedNode,
} from '../plan/types.ts';
import type { Journal } from '../records.ts';
import type { CloudFile, CloudSide, Expected, LocalSide } from '../sides.ts';
import type { Clock, DiskStat, Host, Log, Random } from '../world.ts';
import type { Recorder } from './recorder.ts';

/** What a run did, as `sync` answers it. */
export interface Tally {
  uploaded: number;
  downloaded: number;
  movedLocal: number;
  movedCloud: number;
  deletedLocal: number;
  deletedCloud: number;
  foldersMade: number;
  conflicts: number;
  adopted: number;
  failed: number;
}

export const emptyTally = (): Tally => ({
  uploaded: 0,
  downloaded: 0,
  movedLocal: 0,
  movedCloud: 0,
  deletedLocal: 0,
  deletedCloud: 0,
  foldersMade: 0,
  conflicts: 0,
  adopted: 0,
  failed: 0,
});

/** Told of every transfer while it runs, for whoever shows progress. */
export interface TransferBoard {
  begin(transfer: { readonly path: string; readonly direction: 'up' | 'down'; readonly size: number }): {
    bytes(count: number): void;
    end(): void;
  };
}

export interface Work {
  readonly local: LocalSide;
  readonly cloud: CloudSide;
  readonly journal: Journal;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly random: Random;
  readonly host: Host;
  readonly log: Log;
  readonly recorder: Recorder;
  readonly transfers: TransferBoard;
  /** Waits until so many bytes may go in that direction. */
  readonly pace: { readonly up: (bytes: number) => Promise<void>; readonly down: (bytes: number) => Promise<void> };
  readonly tally: Tally;
  /** One name for all that this cycle does, so that it can be taken back together. */
  readonly batch: string;
  /** How often a node was found changed in this run, by its place in the list of differing ones. */
  readonly tries: Map<string, number>;
  readonly signal: AbortSignal;
  /** Our own id in the cloud, where it is known: it tells our locks from those of others. */
  readonly me: number | undefined;
  /** Something new stands in the activity. */
  readonly noted: () => void;
  /** A large transfer beside the cycle is over, however it ended; what it left on the list can be decided now. */
  readonly besideEnded: () => void;
  /** Looks into a local folder and all below once more, right before it is deleted. */
  readonly lookAgain: (path: string) => Promise<void>;
  /** The same for a folder of the cloud. */
  readonly lookAgainInCloud: (key: CloudKey) => Promise<void>;
  /** Called before a step that a crash may cut in two; tests stop the world here. */
  readonly checkpoint: (name: string) => Promise<void>;
}

/** The world moved since the plan was made; the node is looked at again. */
export const moved = (path: string, detail: string): SyncError => new SyncError('changed', { path, detail });

export function requireLocal(work: Work, id: LocalId): LocalNode {
  const node = work.journal.local(id);
  if (node === undefined) throw moved('', `local node ${id} is gone`);
  return node;
}

export function requireCloud(work: Work, key: CloudKey): CloudNode {
  const node = work.journal.cloud(key);
  if (node === undefined) throw moved('', `cloud node ${key} is gone`);
  return node;
}

export interface Agreed {
  readonly synced: SyncedNode;
  readonly local: LocalNode | undefined;
  readonly cloud: CloudNode | undefined;
}

export function requireAgreed(work: Work, id: SyncedId): Agreed {
  const synced = work.journal.synced(id);
  if (synced === undefined) throw moved('', `agreed node ${id} is gone`);
  return {
    synced,
    local: synced.local === undefined ? undefined : work.journal.local(synced.local),
    cloud: synced.cloud === undefined ? undefined : work.journal.cloud(synced.cloud),
  };
}

/** Both rows of an agreed node, or `changed`. */
export function requireBoth(work: Work, id: SyncedId): { synced: SyncedNode; local: LocalNode; cloud: CloudNode } {
  const { synced, local, cloud } = requireAgreed(work, id);
  if (local === undefined || cloud === undefined) throw moved(synced.name, 'one side is gone');
  return { synced, local, cloud };
}

/** Takes the node off the list if both sides are what was agreed on; its bytes may be while its place is not. */
export function settleIfEqual({ journal }: Work, id: SyncedId): void {
  const synced = journal.synced(id);
  if (synced === undefined) return;
  const local = synced.local === undefined ? undefined : journal.local(synced.local);
  const cloud = synced.cloud === undefined ? undefined : journal.cloud(synced.cloud);
  const isEqual =
    localChange(synced, local, journal) === 'unchanged' && cloudChange(synced, cloud, journal) === 'unchanged';
  if (isEqual) journal.settle({ tree: 'synced', id });
}

/** The agreement of the folder that holds a local node, with the folder's key in the cloud. */
export function parentInCloud(work: Work, local: LocalNode): { readonly synced: SyncedId; readonly key: CloudKey } {
  const parent = work.journal.syncedOfLocal(local.parent);
  if (parent?.cloud === undefined || work.journal.cloud(parent.cloud) === undefined)
    throw moved(local.name, 'its folder is not in the cloud yet');
  return { synced: parent.id, key: parent.cloud };
}

export function parentHere(work: Work, cloud: CloudNode): { readonly synced: SyncedId; readonly id: LocalId } {
  const parent = work.journal.syncedOfCloud(cloud.parent);
  if (parent?.local === undefined || work.journal.local(parent.local) === undefined)
    throw moved(cloud.name, 'its folder is not here yet');
  return { synced: parent.id, id: parent.local };
}

export const expectedOf = (node: LocalNode): Expected => ({
  kind: node.kind,
  ino: node.ino,
  size: node.size,
  mtimeMs: node.mtimeMs,
});

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** The columns of LOCAL that a fresh stat tells. */
export function seen(stat: DiskStat) {
  const { dev, ino, birthMs, mtimeMs, ctimeMs } = stat;
  return { dev, ino, birthMs, size: stat.kind === 'folder' ? 0 : stat.size, mtimeMs, ctimeMs };
}

/** The row of CLOUD for a file that an answer described, in the folder we know it to be in. */
export function fileNode(file: CloudFile, key: CloudKey, parent: CloudKey, name: string): CloudNode {
  return {
    key,
    parent,
    name,
    kind: 'file',
    revision: file.revision,
    size: file.size,
    modifiedMs: file.modifiedMs,
    locked: file.locked,
  };
}

/** Where the action's node waits in the list of differing ones, by the trees as they are now. */
export function refOf(journal: Journal, action: Action): EntityRef {
  if ('synced' in action) return { tree: 'synced', id: action.synced };
  const agreed = 'local' in action ? journal.syncedOfLocal(action.local) : journal.syncedOfCloud(action.cloud);
  if (agreed !== undefined) return { tree: 'synced', id: agreed.id };
  return 'local' in action ? { tree: 'local', id: action.local } : { tree: 'cloud', id: action.cloud };
}

/** The path by which a person knows the action's node. */
export function pathOf(journal: Journal, action: Action): string {
  const ref = 'synced' in action ? journal.synced(action.synced) : undefined;
  const local = 'local' in action ? action.local : ref?.local;
  if (local !== undefined && journal.local(local) !== undefined) return journal.localPath(local);
  const cloud = 'cloud' in action ? action.cloud : ref?.cloud;
  return cloud === undefined ? (ref?.name ?? '') : journal.cloudPath(cloud);
}

export function today(clock: Clock): string {
  return new Date(clock.now()).toISOString().slice(0, 10);
}
