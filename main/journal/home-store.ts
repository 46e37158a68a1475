/** Keeps accounts, links and settings of one home in SQLite. No secrets: those are in the credential store. */
import type { AccountRecord, HomeState, LinkRecord, RootRef } from '../home-state.ts';
import { type Connect, type Db, openDatabase } from './database.ts';
import { accountsAndLinks } from './migrations/home-0010-accounts-and-links.ts';
import { rootNumbers } from './migrations/home-0030-root-numbers.ts';

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

interface NumberRow {
  number: number;
  server: string;
  user: string;
  root_id: number;
}

/** Numbers for roots whose own is taken begin here; clouds count from one, so few ever come this far. */
const FIRST_FREE = 1_000_001;

export const HOME_MIGRATIONS = [
  { version: 10, sql: accountsAndLinks },
  { version: 30, sql: rootNumbers },
];

function rootNumbersOf(db: Db): Pick<HomeState, 'numberOf' | 'rootOfNumber'> {
  const byRoot = db
    .prepare<[string, string, number], number>(
      'SELECT number FROM root_number WHERE server = ? AND user = ? AND root_id = ?',
    )
    .pluck();
  const byNumber = db.prepare<[number], NumberRow>('SELECT * FROM root_number WHERE number = ?');
  const highest = db.prepare<[], number | null>('SELECT max(number) FROM root_number').pluck();
  const add = db.prepare('INSERT INTO root_number (number, server, user, root_id) VALUES (?, ?, ?, ?)');
  return {
    numberOf: ({ server, user, rootId }) => {
      const known = byRoot.get(server, user, rootId);
      if (known !== undefined) return known;
      const isFree = byNumber.get(rootId) === undefined;
      const number = isFree ? rootId : Math.max(FIRST_FREE, (highest.get() ?? 0) + 1);
      add.run(number, server, user, rootId);
      return number;
    },
    rootOfNumber: (number): RootRef | undefined => {
      const row = byNumber.get(number);
      return row && { server: row.server, user: row.user, rootId: row.root_id };
    },
  };
}

/**
 * @param nowMs a name part for a damaged file that is set aside
 * @param connect where databases are kept; real files if left out
 */
export function openHomeStore(file: string, nowMs: number, connect?: Connect): HomeState {
  const { db } = openDatabase(file, HOME_MIGRATIONS, String(Math.round(nowMs)), connect);
  const numbers = rootNumbersOf(db);
  const accounts = db.prepare<[], AccountRow>('SELECT * FROM account ORDER BY rowid');
  const putAccount = db.prepare(
    `INSERT INTO account (server, user, display_name, ca, signed_in) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (server, user) DO UPDATE SET
       display_name = excluded.display_name, ca = excluded.ca, signed_in = excluded.signed_in`,
  );
  const removeAccount = db.prepare('DELETE FROM account WHERE server = ? AND user = ?');
  const links = db.prepare<[], LinkRow>('SELECT * FROM link ORDER BY created, id');
  const addLink = db.prepare(
    'INSERT INTO link (id, server, user, root_id, root_name, folder, created) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const removeLink = db.prepare('DELETE FROM link WHERE id = ?');
  const setLinkFolder = db.prepare('UPDATE link SET folder = ? WHERE id = ?');
  // Few, and asked for with every action: kept in memory. Nobody else writes them while the home is open.
  const settings = new Map(
    db
      .prepare<[], { key: string; value: string }>('SELECT key, value FROM setting')
      .all()
      .map(({ key, value }) => [key, value]),
  );
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
    removeAccount: ({ server, user }) => void removeAccount.run(server, user),
    ...numbers,
    links: () =>
      links.all().map(
        (row): LinkRecord => ({
          id: row.id,
          server: row.server,
          user: row.user,
          rootId: row.root_id,
          number: numbers.numberOf({ server: row.server, user: row.user, rootId: row.root_id }),
          rootName: row.root_name,
          folder: row.folder,
          createdMs: row.created,
        }),
      ),
    addLink: (link) =>
      void addLink.run(link.id, link.server, link.user, link.rootId, link.rootName, link.folder, link.createdMs),
    removeLink: (id) => void removeLink.run(id),
    setLinkFolder: (id, folder) => void setLinkFolder.run(folder, id),
    setting: (key) => settings.get(key),
    setSetting: (key, value) => {
      if (value === undefined) {
        dropSetting.run(key);
        settings.delete(key);
      } else {
        setSetting.run(key, value);
        settings.set(key, value);
      }
    },
    close: () => db.close(),
  };
}
