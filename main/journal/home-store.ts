/** Keeps accounts, links and settings of one home in SQLite. No secrets: those are in the credential store. */
import type { AccountRecord, HomeState, LinkRecord } from '../home-state.ts';
import { type Connect, openDatabase } from './database.ts';
import { accountsAndLinks } from './migrations/home-0010-accounts-and-links.ts';

interface AccountRow {
  server: string;
  user: string;
  display_name: string;
  ca: string | null;
  signed_in: number;
}

interface LinkRow {
  id: string;
  server: string;
  user: string;
  root_id: number;
  root_name: string;
  folder: string;
  created: number;
}

/**
 * @param nowMs a name part for a damaged file that is set aside
 * @param connect where databases are kept; real files if left out
 */
export function openHomeStore(file: string, nowMs: number, connect?: Connect): HomeState {
  const { db } = openDatabase(file, [{ version: 10, sql: accountsAndLinks }], String(Math.round(nowMs)), connect);
  const accounts = db.prepare<[], AccountRow>('SELECT * FROM account ORDER BY server, user');
  const putAccount = db.prepare(
    'INSERT OR REPLACE INTO account (server, user, display_name, ca, signed_in) VALUES (?, ?, ?, ?, ?)',
  );
  const links = db.prepare<[], LinkRow>('SELECT * FROM link ORDER BY created, id');
  const addLink = db.prepare(
    'INSERT INTO link (id, server, user, root_id, root_name, folder, created) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const removeLink = db.prepare('DELETE FROM link WHERE id = ?');
  const setting = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  const setSetting = db.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  const dropSetting = db.prepare('DELETE FROM setting WHERE key = ?');
  return {
    accounts: () =>
      accounts.all().map(
        (row): AccountRecord => ({
          server: row.server,
          user: row.user,
          displayName: row.display_name,
          ca: row.ca ?? undefined,
          signedIn: row.signed_in !== 0,
        }),
      ),
    putAccount: ({ server, user, displayName, ca, signedIn }) =>
      void putAccount.run(server, user, displayName, ca ?? null, signedIn ? 1 : 0),
    links: () =>
      links.all().map(
        (row): LinkRecord => ({
          id: row.id,
          server: row.server,
          user: row.user,
          rootId: row.root_id,
          rootName: row.root_name,
          folder: row.folder,
          createdMs: row.created,
        }),
      ),
    addLink: (link) =>
      void addLink.run(link.id, link.server, link.user, link.rootId, link.rootName, link.folder, link.createdMs),
    removeLink: (id) => void removeLink.run(id),
    setting: (key) => setting.get(key),
    setSetting: (key, value) => void (value === undefined ? dropSetting.run(key) : setSetting.run(key, value)),
    close: () => db.close(),
  };
}
