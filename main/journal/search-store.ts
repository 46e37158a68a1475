/** Searching the trees and the activity by one statement each, so that a hundred thousand rows take a moment. */
import type { ActivityRecord } from '../records.ts';
import type { UndoRecord, UndoStep } from '../records-back.ts';
import type { ActivityWanted, FolderSum, SearchStore } from '../records-search.ts';
import type { Db } from './database.ts';
import { type ActivityRow, activityOf, type CloudRow, cloudNode, type LocalRow, localNode } from './rows.ts';

/** What people take for the same letters. */
const plain = (text: string): string => text.normalize('NFC').toLowerCase();

export function searchStore(db: Db): SearchStore {
  db.function('holds', { deterministic: true }, (text: unknown, wanted: unknown) =>
    typeof text === 'string' && typeof wanted === 'string' && plain(text).includes(wanted) ? 1 : 0,
  );
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  const local = db.prepare<[string, number], LocalRow>(
    'SELECT * FROM local_node WHERE parent <> 0 AND holds(name, ?) LIMIT ?',
  );
  const cloud = db.prepare<[string, number], CloudRow>(
    'SELECT * FROM cloud_node WHERE parent <> 0 AND holds(name, ?) LIMIT ?',
  );
  const cloudOnly = db.prepare<[number, number], CloudRow>(
    `SELECT c.* FROM cloud_node c LEFT JOIN synced_node s ON s.cloud = c.key
     LEFT JOIN local_node l ON l.id = s.local AND l.parent = ? WHERE c.parent = ? AND l.id IS NULL`,
  );
  const below = (start: string): string =>
    `WITH RECURSIVE below(top, key, kind, size) AS (
       SELECT key, key, kind, 0 FROM cloud_node WHERE ${start} AND kind = 1
       UNION ALL SELECT b.top, n.key, n.kind, n.size FROM below b JOIN cloud_node n ON n.parent = b.key WHERE b.kind = 1)
     SELECT top AS key, count(*) FILTER (WHERE kind = 0) AS files, coalesce(sum(size), 0) AS bytes FROM below GROUP BY top`;
  const sums = db.prepare<[number], FolderSum>(below('parent = ?'));
  const sum = db.prepare<[number], FolderSum>(below('key = ?'));
  const undo = db.prepare<[number], { id: number; at: number; batch: string; path: string; step: string }>(
    'SELECT * FROM undo ORDER BY id DESC LIMIT ?',
  );
  return {
    changes: () => changes.get() ?? 0,
    localNamed: (text, limit) => local.all(plain(text), limit).map(localNode),
    cloudNamed: (text, limit) => cloud.all(plain(text), limit).map(cloudNode),
    cloudOnlyChildren: (parent, here) => cloudOnly.all(here ?? -1, parent).map(cloudNode),
    folderSums: (parent) => sums.all(parent),
    folderSum: (key) => sum.get(key) ?? { key, files: 0, bytes: 0 },
    activityWanted: (wanted) => activityWanted(db, wanted),
    undoable: (limit) =>
      undo.all(limit).map(
        (row): UndoRecord => ({
          id: row.id,
          atMs: row.at,
          batch: row.batch,
          path: row.path,
          // Written by `addUndo` from a value of this type.
          step: JSON.parse(row.step) as UndoStep,
        }),
      ),
  };
}

function activityWanted(db: Db, { limit, before, text, kinds }: ActivityWanted): ActivityRecord[] {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  if (before !== undefined) {
    conditions.push('id < ?');
    values.push(before);
  }
  if (kinds !== undefined) {
    conditions.push(`kind IN (${kinds.map(() => '?').join(', ')})`);
    values.push(...kinds);
  }
  if (text !== undefined && text !== '') {
    conditions.push('(holds(path, ?) OR holds(to_path, ?))');
    values.push(plain(text), plain(text));
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = db
    .prepare<(string | number)[], ActivityRow>(`SELECT * FROM activity ${where} ORDER BY id DESC LIMIT ?`)
    .all(...values, limit);
  return rows.map(activityOf);
}
