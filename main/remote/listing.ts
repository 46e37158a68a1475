/** Root and folder metadata: with children and a hash, or with the news that nothing changed. */
import { NOT_MODIFIED } from '../../shared/api/answers.ts';
import type { CloudChild } from '../../shared/api/children.ts';
import { SyncError } from '../errors.ts';
import type { CloudListing } from '../sides.ts';
import type { Caller } from './caller.ts';
import { childrenFrom } from './objects.ts';
import { readJson, readShape } from './wire.ts';

interface Listed {
  readonly path: string;
  readonly deleted: boolean;
  /** Undefined also for the empty text of the reference's example, which nothing can be compared with. */
  readonly hash: string | undefined;
  readonly children: readonly CloudChild[] | undefined;
}

function saysNotModified(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'status' in value && value.status === NOT_MODIFIED.status;
}

function listedRoot(value: unknown, rootId: number): Listed {
  const root = readShape('root', value);
  if (root.id !== rootId) throw new SyncError('not-an-api-answer', { detail: `root ${root.id} came for ${rootId}` });
  return { path: '/', deleted: false, hash: root.hash || undefined, children: root.children };
}

function listedFolder(value: unknown, id: number): Listed {
  const folder = readShape('folder', value);
  if (folder.id !== id) throw new SyncError('not-an-api-answer', { detail: `folder ${folder.id} came for ${id}` });
  return { path: folder.path, deleted: folder.is_deleted, hash: folder.hash || undefined, children: folder.children };
}

/**
 * The folder's children, or `modified: false` where `hash` is still current: a 304 with or without a body, or its body
 * with 200 [seed]. Throws `not-found` for a folder in the cloud's trash unless `withDeleted`, because its children do
 * not show there, which is not to be taken for an empty folder.
 */
export async function list(
  caller: Caller,
  rootId: number,
  folder: number,
  options: { readonly hash?: string; readonly withDeleted?: boolean },
): Promise<CloudListing> {
  const { withDeleted = false } = options;
  const hash = options.hash || undefined;
  const key = folder === 0 ? 'root' : 'folder';
  const answer = await caller.raw(key, {
    params: { root: rootId, folder },
    values: {
      include_children: true,
      include_lock_info: true,
      hash,
      ...(withDeleted ? { include_deleted: true } : {}),
    },
    ...(hash === undefined ? {} : { also: [304] }),
  });
  if (answer.status === 304) {
    await answer.discard();
    return { modified: false };
  }
  const value = await readJson(key, answer);
  if (hash !== undefined && saysNotModified(value)) return { modified: false };
  const listed = folder === 0 ? listedRoot(value, rootId) : listedFolder(value, folder);
  if (listed.children === undefined)
    throw new SyncError('not-an-api-answer', { detail: `${key} without its children` });
  if (listed.deleted && !withDeleted) throw new SyncError('not-found', { path: listed.path, detail: 'in the trash' });
  // Sent in full though its hash is the one we have: nothing changed, whatever the children look like.
  if (hash !== undefined && listed.hash === hash) return { modified: false };
  const at = { rootId, folder, path: listed.path };
  return { modified: true, hash: listed.hash, children: childrenFrom(listed.children, at, withDeleted) };
}
