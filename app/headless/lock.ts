/**
 * One running process per home. The lock is an exclusive SQLite transaction that is never finished: the operating
 * system keeps it and lets go of it when the process is gone, however it went, so that a lock is never stale. A file
 * beside it says who holds it; that file is words for people and a way to the socket, never the lock itself.
 */
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { Refused } from './refused.ts';

const holder = z.object({
  pid: z.int().positive(),
  /** UTC. */
  since: z.iso.datetime(),
  /** The verb by which it was started, such as `start`; never with its arguments. */
  command: z.string().max(100),
  /** Where it listens; left out while it does not. */
  socket: z.string().max(4096).optional(),
});
export type Holder = z.infer<typeof holder>;

export interface HomeLock {
  readonly holder: Holder;
  /** Writes down where the holder listens. */
  announce(socket: string): void;
  release(): void;
}

const holderFile = (home: string) => path.join(home, 'holder.json');
const RETRY_MS = 50;

/** Who holds the home, as far as is written down: the process may be gone. */
export function readHolder(home: string): Holder | undefined {
  try {
    return holder.safeParse(JSON.parse(readFileSync(holderFile(home), 'utf8'))).data;
  } catch {
    // Missing, or written half by a process that was killed: nobody is named.
    return undefined;
  }
}

function tryLock(home: string): Database.Database | undefined {
  const file = path.join(home, 'lock');
  // Made here because SQLite would make it readable for others.
  closeSync(openSync(file, 'a', 0o600));
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (thrown) {
    db.close();
    if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) return undefined;
    throw thrown;
  }
}

/** `pid 4711 since 2026-11-24 08:15:30 UTC, leitz-cloud start`. */
function inWords(found: Holder | undefined): string | undefined {
  if (found === undefined) return undefined;
  return `pid ${found.pid} since ${found.since.slice(0, 19).replace('T', ' ')} UTC, leitz-cloud ${found.command}`;
}

function write(home: string, value: Holder): void {
  const temporary = `${holderFile(home)}.${value.pid}`;
  writeFileSync(temporary, JSON.stringify(value), { mode: 0o600 });
  renameSync(temporary, holderFile(home));
}

/**
 * Takes the lock of a home that exists. Waits up to `waitMs` for another process to let go of it, then throws
 * `home-in-use` with who it is. `giveUp` ends the waiting early.
 */
export async function takeHome(
  home: string,
  command: string,
  options: { readonly waitMs?: number; readonly giveUp?: () => boolean } = {},
): Promise<HomeLock> {
  const until = Date.now() + (options.waitMs ?? 0);
  let db = tryLock(home);
  while (db === undefined) {
    if (Date.now() >= until || options.giveUp?.()) {
      const detail = inWords(readHolder(home));
      throw new Refused({ code: 'home-in-use', path: home, ...(detail === undefined ? {} : { detail }) });
    }
    await pause(RETRY_MS);
    db = tryLock(home);
  }
  const held = db;
  const self: Holder = { pid: process.pid, since: new Date().toISOString(), command };
  write(home, self);
  return {
    holder: self,
    announce: (socket) => write(home, { ...self, socket }),
    release: () => {
      rmSync(holderFile(home), { force: true });
      held.close();
    },
  };
}
