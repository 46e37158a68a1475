/** The cloud's objects as the rest of the program sees them: with a name and a parent instead of a path. */
import type { CloudChild } from '../../shared/api/children.ts';
import { readDateTime } from '../../shared/api/times.ts';
import { SyncError } from '../errors.ts';
import type { CloudFile, CloudFolder, CloudLock, CloudObject, CloudRoot } from '../sides.ts';
import { lockFrom } from './locks.ts';

/** `parent` of an object that was asked for by its id and lies deeper than the root: the API names its path only. */
export const UNKNOWN_PARENT = -1;

/** Largest id that is believed: twice as much is still exact in a double, which the journal's keys rely on. */
const ID_LIMIT = 2 ** 52 - 1;
/** Deepest nesting that is followed; no disk takes a tenth of it, so a deeper one is an attack. */
export const DEPTH_LIMIT = 1000;

function strange(detail: string): SyncError {
  return new SyncError('not-an-api-answer', { detail });
}

/** The last segment of an absolute path, as it is: judging names is not done here. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** 0 where the path lies directly in the root; otherwise the API does not tell. */
export function parentOf(path: string): number {
  return path.lastIndexOf('/') === 0 ? 0 : UNKNOWN_PARENT;
}

/** Folders above a name directly under this prefix, `/` itself not counted. */
export function depthOf(prefix: string): number {
  let depth = -1;
  for (let at = prefix.indexOf('/'); at >= 0; at = prefix.indexOf('/', at + 1)) depth++;
  return depth;
}

function time(text: string | undefined, fallback: number): number {
  return text === undefined ? fallback : (readDateTime(text) ?? fallback);
}

function lockOf(object: Parameters<typeof lockFrom>[0]): { readonly lock?: CloudLock } {
  const lock = lockFrom(object);
  return lock === undefined ? {} : { lock };
}

type ApiFile = Extract<CloudChild, { type: 'file' }>;

/** What a folder's own metadata and its entry in a listing have in common. */
export interface ApiFolder {
  readonly id: number;
  readonly path: string;
  readonly is_deleted: boolean;
  readonly is_locked: boolean;
  readonly locks?: readonly unknown[] | null | undefined;
  readonly hash?: string | null | undefined;
}

/** A file without a time that can be read counts as of 1970: its revision says whether it changed, not its time. */
export function fileFrom(file: ApiFile, parent: number): CloudFile {
  const modifiedMs = time(file.modified, 0);
  return {
    kind: 'file',
    id: file.id,
    parent,
    name: nameOf(file.path),
    revision: file.revision_id,
    size: file.size,
    modifiedMs,
    createdMs: time(file.created, modifiedMs),
    locked: file.is_locked,
    ...lockOf(file),
    deleted: file.is_deleted,
  };
}

export function folderFrom(folder: ApiFolder, parent: number): CloudFolder {
  return {
    kind: 'folder',
    id: folder.id,
    parent,
    name: nameOf(folder.path),
    hash: folder.hash || undefined,
    locked: folder.is_locked,
    ...lockOf(folder),
    deleted: folder.is_deleted,
  };
}

/** Where a listing was taken: the folder's id (0 for the root), its path in the same answer, and the root. */
export interface ListedAt {
  readonly rootId: number;
  readonly folder: number;
  readonly path: string;
}

/**
 * The children of one listing. Throws `not-an-api-answer` for the whole listing where one child is of another root,
 * lies elsewhere or comes twice: a listing with a hole would look like a deletion.
 */
export function childrenFrom(children: readonly CloudChild[], at: ListedAt, withDeleted: boolean): CloudObject[] {
  const prefix = at.path === '/' ? '/' : `${at.path}/`;
  if (depthOf(prefix) > DEPTH_LIMIT) throw strange(`folder ${at.folder} lies deeper than ${DEPTH_LIMIT} folders`);
  const seen = { file: new Set<number>(), folder: new Set<number>() };
  const result: CloudObject[] = [];
  for (const child of children) {
    if (!child.path.startsWith(prefix) || child.path.includes('/', prefix.length) || child.path === prefix) {
      throw strange(`"${child.path}" is listed in "${at.path}", where it is not`);
    }
    if (child.root_id !== undefined && child.root_id !== at.rootId) throw strange(`"${child.path}" is of another root`);
    // A half surrogate pair has no UTF-8: it could be written down only as another name.
    if (!child.path.isWellFormed()) throw strange(`${child.type} ${child.id} has a name that is not valid Unicode`);
    if (child.id > ID_LIMIT) throw strange(`the number of ${child.type} ${child.id} is too large`);
    if (seen[child.type].has(child.id)) throw strange(`${child.type} ${child.id} is listed twice in "${at.path}"`);
    seen[child.type].add(child.id);
    if (child.is_deleted && !withDeleted) continue;
    result.push(child.type === 'file' ? fileFrom(child, at.folder) : folderFrom(child, at.folder));
  }
  return result;
}

interface ApiRoot {
  readonly id: number;
  readonly name: string;
  readonly root_type: string;
  readonly space_used?: number | null | undefined;
  readonly permissions?: { readonly write_access?: boolean | undefined } | null | undefined;
}

/** Undefined for a kind of root nobody knows: it cannot be linked. */
export function rootFrom(root: ApiRoot): CloudRoot | undefined {
  const { root_type: type } = root;
  if (type !== 'sync' && type !== 'share' && type !== 'backup') return undefined;
  const canWrite = root.permissions?.write_access;
  return {
    id: root.id,
    name: root.name,
    type,
    spaceUsed: root.space_used ?? 0,
    ...(canWrite === undefined ? {} : { canWrite }),
  };
}
