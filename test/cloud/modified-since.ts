/**
 * Which files of a root changed since a moment, by the server's time of the change. Deleting or restoring a folder touches none of the
 * files in it, so such folders are looked through when somebody asks.
 */
import type { Core } from './core.ts';
import type { FileRow, FolderRow } from './tree.ts';

const FILES = "SELECT 'file' AS kind, * FROM files WHERE root_id = ? AND changed_at >= ? AND purged = 0";

function filesUnder(core: Core, rootId: number, folderId: number, found: Map<number, FileRow>): void {
  for (const which of ['live', 'deleted'] as const)
    for (const node of core.tree.children(rootId, folderId, which)) {
      if (node.kind === 'file') found.set(node.id, node);
      else filesUnder(core, rootId, node.id, found);
    }
}

/** One page, oldest change first. `since` in milliseconds; the moment itself counts. */
export function changedSince(
  core: Core,
  rootId: number,
  since: number,
  offset: number,
  limit: number,
): { files: FileRow[]; total: number } {
  const { database } = core;
  // A folder that is new has a change too, but nobody deleted or restored it, and its files tell of themselves.
  const folders = database
    .prepare<[number, number], FolderRow>(
      "SELECT 'folder' AS kind, * FROM folders WHERE root_id = ? AND changed_at >= ? AND (changed_at > created OR deleted_at IS NOT NULL) AND purged = 0",
    )
    .all(rootId, since);
  if (folders.length === 0) {
    const total = database.prepare<[number, number], { n: number }>(
      FILES.replace(/'file' AS kind, \*/, 'COUNT(*) AS n'),
    );
    const page = database.prepare<[number, number, number, number], FileRow>(
      `${FILES} ORDER BY changed_at, id LIMIT ? OFFSET ?`,
    );
    return { files: page.all(rootId, since, limit, offset), total: total.get(rootId, since)?.n ?? 0 };
  }
  const found = new Map<number, FileRow>();
  const own = database.prepare<[number, number], FileRow>(`${FILES} ORDER BY changed_at, id`).all(rootId, since);
  for (const file of own) found.set(file.id, file);
  for (const folder of folders) filesUnder(core, rootId, folder.id, found);
  return { files: [...found.values()].slice(offset, offset + limit), total: found.size };
}
