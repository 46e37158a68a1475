/** Root and folder metadata with their children, 304, and the lists of files: modified since, search. */
import { PAGE_SIZE } from '../../shared/api/answers.ts';
import type { Call, Handlers } from './call.ts';
import type { Core } from './core.ts';
import { errors } from './errors.ts';
import { changedSince } from './modified-since.ts';
import {
  fileObject,
  folderHash,
  folderObject,
  nodeObject,
  permissionsOf,
  rootHash,
  rootObject,
  type Wishes,
} from './objects.ts';
import type { FileRow, FolderRow } from './tree.ts';

function childObjects(core: Core, rootId: number, parent: number, withDeleted: boolean, wishes: Wishes): object[] {
  const place = core.tree.place(parent);
  // What lies in a deleted folder is deleted with it, so it shows only where deleted things are wished for.
  const live = place.deleted && !withDeleted ? [] : core.tree.children(rootId, parent, 'live');
  const nodes = withDeleted ? [...live, ...core.tree.children(rootId, parent, 'deleted')] : live;
  return nodes.map((node) =>
    node.kind === 'file'
      ? fileObject(core, node, place.path, place.deleted, wishes)
      : folderObject(core, node, place.path, place.deleted, wishes),
  );
}

/** True, with a 304 on its way, where the caller's `hash` is current. Its body, if any, is the fault plan's business. */
function isCurrent(call: Call, hash: string): boolean {
  if (call.fields.text('hash') !== hash) return false;
  call.reply.code(304).send();
  return true;
}

function extras(call: Call, rootId: number, parent: number): object {
  const { fields, core } = call;
  const wishes = { locks: fields.flag('include_lock_info') };
  const access = core.people.access(rootId, call.person.id);
  return {
    ...(fields.flag('include_children')
      ? { children: childObjects(core, rootId, parent, fields.flag('include_deleted'), wishes) }
      : {}),
    ...(fields.flag('include_permissions') && access !== undefined ? { permissions: permissionsOf(access) } : {}),
  };
}

function rootListing(call: Call): unknown {
  const rootId = call.root('read');
  call.core.changes.expireLocks(rootId);
  const row = call.core.tree.root(rootId);
  if (isCurrent(call, rootHash(call.core, row))) return call.reply;
  return {
    ...rootObject(call.core, row, undefined),
    ...(call.fields.flag('include_lock_info') ? { locks: [] } : {}),
    ...extras(call, rootId, 0),
  };
}

function folderListing(call: Call): unknown {
  const rootId = call.root('read');
  call.core.changes.expireLocks(rootId);
  const row: FolderRow = call.folder('read');
  if (isCurrent(call, folderHash(call.core, row))) return call.reply;
  return {
    ...nodeObject(call.core, row, { locks: call.fields.flag('include_lock_info') }),
    ...extras(call, rootId, row.id),
  };
}

/** The page of a list that the request's `offset` asks for. */
export function pageOf<T>(call: Call, all: readonly T[]): { results: T[]; total: number } {
  const offset = call.fields.integer('offset') ?? 0;
  return { results: all.slice(offset, offset + PAGE_SIZE), total: all.length };
}

function modifiedSince(call: Call): unknown {
  const rootId = call.root('read');
  const offset = call.fields.integer('offset') ?? 0;
  const found = changedSince(call.core, rootId, call.fields.time('since') ?? 0, offset, PAGE_SIZE);
  return { results: found.files.map((file) => nodeObject(call.core, file)), total: found.total };
}

function search(call: Call): unknown {
  const rootId = call.root('read');
  const wanted = (call.fields.text('q') ?? '').trim().toLowerCase();
  if (wanted === '') throw errors.invalidValue('q');
  const pattern = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
  const { database, tree } = call.core;
  const rows = <N extends FileRow | FolderRow>(table: string, kind: N['kind']): N[] =>
    database
      .prepare<[string, number, string], N>(
        `SELECT ? AS kind, * FROM ${table} WHERE root_id = ? AND deleted_at IS NULL AND fold LIKE ? ESCAPE '\\' ORDER BY id`,
      )
      .all(kind, rootId, pattern);
  const hits = [...rows<FolderRow>('folders', 'folder'), ...rows<FileRow>('files', 'file')];
  const page = pageOf(
    call,
    hits.filter((node) => !tree.isDeleted(node)),
  );
  return { ...page, results: page.results.map((node) => nodeObject(call.core, node)) };
}

function fileMetadata(call: Call): unknown {
  const file = call.file('read');
  const access = call.core.people.access(file.root_id, call.person.id);
  return {
    ...nodeObject(call.core, file, { locks: true }),
    ...(call.fields.flag('include_permissions') && access !== undefined ? { permissions: permissionsOf(access) } : {}),
  };
}

export const listingHandlers: Handlers<'root' | 'folder' | 'modifiedSince' | 'search' | 'file'> = {
  root: rootListing,
  folder: folderListing,
  modifiedSince,
  search,
  file: fileMetadata,
};
