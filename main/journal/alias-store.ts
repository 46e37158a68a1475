/** Which nodes of the cloud bear another name on this disk. */
import type { SyncedNode } from '../plan/types.ts';
import type { AliasStore } from '../records.ts';
import type { Db } from './database.ts';
import { type SyncedRow, syncedNode } from './rows.ts';

export function aliasStore(db: Db): AliasStore {
  const get = db.prepare<[number, string], string>('SELECT local_name FROM alias WHERE key = ? AND name = ?').pluck();
  const given = db.prepare<[string], { key: number; name: string }>(
    'SELECT key, name FROM alias WHERE local_name = ? ORDER BY key',
  );
  const dropDead = db.prepare(
    `DELETE FROM alias WHERE key NOT IN (SELECT key FROM cloud_node)
     AND NOT EXISTS (SELECT 1 FROM local_node l WHERE l.name = alias.local_name AND l.skip IS NULL)`,
  );
  const all = db.prepare<[], { key: number; name: string; local_name: string }>('SELECT * FROM alias ORDER BY key');
  const put = db.prepare('INSERT OR REPLACE INTO alias (key, name, local_name) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM alias WHERE key = ?');
  const agreed = db.prepare<[], SyncedRow>(
    `SELECT s.* FROM alias a JOIN synced_node s ON s.cloud = a.key AND s.local_name = a.local_name AND s.name = a.name
     ORDER BY s.id`,
  );
  return {
    aliasOf: ({ key, name }) => get.get(key, name),
    aliasesGiven: (localName) => given.all(localName),
    dropDeadAliases: () => void dropDead.run(),
    aliasNames: () => all.all().map(({ key, name, local_name }) => ({ key, name, localName: local_name })),
    setAlias: ({ key, name }, localName) => void put.run(key, name, localName),
    dropAlias: (key) => void remove.run(key),
    agreedAliases: (): readonly SyncedNode[] => agreed.all().map(syncedNode),
  };
}
