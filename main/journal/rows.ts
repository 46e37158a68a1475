/** Rows as SQLite gives them, and the nodes and records they stand for. */
import type { CloudNode, EntityRef, Kind, LocalNode, SyncedNode } from '../plan/types.ts';
import type { ActivityRecord } from '../records.ts';

export const FILE = 0;
export const FOLDER = 1;

export const kindNumber = (kind: Kind): number => (kind === 'folder' ? FOLDER : FILE);
const kindOf = (value: number): Kind => (value === FOLDER ? 'folder' : 'file');

export interface LocalRow {
  id: number;
  parent: number;
  name: string;
  kind: number;
  dev: number;
  ino: number;
  birth: number;
  size: number;
  mtime: number;
  ctime: number;
  hash: Uint8Array | null;
  skip: string | null;
  unreadable: number;
}

export function localNode(row: LocalRow): LocalNode {
  return {
    id: row.id,
    parent: row.parent,
    name: row.name,
    kind: kindOf(row.kind),
    dev: row.dev,
    ino: row.ino,
    birthMs: row.birth,
    size: row.size,
    mtimeMs: row.mtime,
    ctimeMs: row.ctime,
    hash: row.hash ?? undefined,
    skip: row.skip ?? undefined,
    unreadable: row.unreadable !== 0,
  };
}

export interface CloudRow {
  key: number;
  parent: number;
  name: string;
  kind: number;
  revision: number;
  size: number;
  modified: number;
  locked: number;
}

export function cloudNode(row: CloudRow): CloudNode {
  return {
    key: row.key,
    parent: row.parent,
    name: row.name,
    kind: kindOf(row.kind),
    revision: row.revision,
    size: row.size,
    modifiedMs: row.modified,
    locked: row.locked !== 0,
  };
}

export interface SyncedRow {
  id: number;
  parent: number;
  kind: number;
  name: string;
  local_name: string;
  local: number | null;
  cloud: number | null;
  revision: number;
  size: number;
  hash: Uint8Array | null;
  proof: number;
}

export function syncedNode(row: SyncedRow): SyncedNode {
  return {
    id: row.id,
    parent: row.parent,
    kind: kindOf(row.kind),
    name: row.name,
    localName: row.local_name,
    local: row.local ?? undefined,
    cloud: row.cloud ?? undefined,
    revision: row.revision,
    size: row.size,
    hash: row.hash ?? undefined,
    proof: row.proof === 1 ? 'bytes' : 'metadata',
  };
}

/** Order matters: agreed nodes are decided first, then what is new here, then what is new in the cloud. */
const TREES = ['synced', 'local', 'cloud'] as const;

export const treeNumber = (tree: EntityRef['tree']): number => TREES.indexOf(tree);

export function refOf(row: { tree: number; id: number }): EntityRef {
  return { tree: TREES[row.tree] ?? 'synced', id: row.id };
}

export interface ActivityRow {
  id: number;
  at: number;
  kind: string;
  path: string;
  to_path: string | null;
  bytes: number;
  why: string;
  detail: string | null;
  operation: string | null;
}

export const activityOf = (row: ActivityRow): ActivityRecord => ({
  id: row.id,
  atMs: row.at,
  kind: row.kind,
  path: row.path,
  to: row.to_path ?? undefined,
  bytes: row.bytes,
  why: row.why,
  detail: row.detail ?? undefined,
  operation: row.operation ?? undefined,
});
