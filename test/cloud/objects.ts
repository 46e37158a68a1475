/** The API's JSON objects of the file system, made from rows. */
import { formatDateTime } from '../../shared/api/times.ts';
import type { Core } from './core.ts';
import { hashOf } from './hashes.ts';
import { formatSize } from './names.ts';
import { type AccessRow, displayName } from './people.ts';
import type { FileRow, FolderRow, Node, RootRow } from './tree.ts';

export interface Wishes {
  readonly locks: boolean;
}

function locksOf(core: Core, node: Node): object[] {
  if (!core.tree.isLocked(node) || node.lock_by === null) return [];
  const holder = core.people.byId(node.lock_by);
  return [
    {
      person_id: node.lock_by,
      display_name: holder === undefined ? '' : displayName(holder),
      expires: node.lock_until === null ? null : formatDateTime(node.lock_until),
    },
  ];
}

/** `above` is the path of the folder that holds it (empty for the top), `deleted` whether that folder is deleted. */
export function fileObject(core: Core, row: FileRow, above: string, deleted: boolean, wishes: Wishes): object {
  return {
    type: 'file',
    id: row.id,
    revision_id: row.revision_id,
    root_id: row.root_id,
    path: `${above}/${row.name}`,
    is_deleted: deleted || row.deleted_at !== null,
    is_locked: core.tree.isLocked(row),
    created: formatDateTime(row.created),
    modified: formatDateTime(row.modified),
    size: row.size,
    size_formatted: formatSize(row.size),
    ...(wishes.locks ? { locks: locksOf(core, row) } : {}),
  };
}

export function folderObject(core: Core, row: FolderRow, above: string, deleted: boolean, wishes: Wishes): object {
  return {
    type: 'folder',
    id: row.id,
    root_id: row.root_id,
    path: `${above}/${row.name}`,
    is_deleted: deleted || row.deleted_at !== null,
    is_locked: core.tree.isLocked(row),
    hash: folderHash(core, row),
    ...(wishes.locks ? { locks: locksOf(core, row) } : {}),
  };
}

/** Any one node by itself. */
export function nodeObject(core: Core, node: Node, wishes: Wishes = { locks: false }): object {
  const place = core.tree.place(node.parent);
  return node.kind === 'file'
    ? fileObject(core, node, place.path, place.deleted, wishes)
    : folderObject(core, node, place.path, place.deleted, wishes);
}

export function rootObject(core: Core, row: RootRow, access: AccessRow | undefined): object {
  return {
    type: 'root',
    id: row.id,
    name: row.name,
    path: '/',
    is_locked: false,
    root_type: row.root_type,
    space_used: row.tree_size,
    space_used_formatted: formatSize(row.tree_size),
    revision_space_used: row.revision_size,
    hash: rootHash(core, row),
    ...(access === undefined ? {} : { permissions: permissionsOf(access) }),
  };
}

export function permissionsOf(access: AccessRow): object {
  return {
    read_access: access.can_read === 1,
    write_access: access.can_write === 1,
    delete_access: access.can_delete === 1,
  };
}

export function folderHash(core: Core, row: FolderRow): string {
  return hashOf(row.id, core.hashMode === 'level' ? row.version : row.tree_version);
}

export function rootHash(core: Core, row: RootRow): string {
  return hashOf(-row.id, core.hashMode === 'level' ? row.version : row.tree_version);
}
