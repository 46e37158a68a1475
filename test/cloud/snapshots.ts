/** Backups of the whole cloud's file system, to which it can go back. Contents are never thrown away once there is one. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Core } from './core.ts';

/** What a backup holds. People, tokens and machines stay as they are. */
const TABLES = ['roots', 'folders', 'files', 'revisions', 'share_links', 'activity'] as const;
const NAME = /^[\w-]{1,64}$/;

function fileOf(core: Core, name: string): string {
  if (!NAME.test(name)) throw new Error(`"${name}" is no name for a snapshot: use letters, digits, "_" and "-".`);
  const folder = path.join(core.dataFolder, 'snapshots');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.sqlite`);
}

export function takeSnapshot(core: Core, name: string): void {
  const file = fileOf(core, name);
  rmSync(file, { force: true });
  core.contents.keepEverything = true;
  core.database.prepare<[string]>('VACUUM INTO ?').run(file);
}

/** `reuseIds`: ids and revision ids that were given out after the snapshot are given out again, for other content. */
export function restoreSnapshot(core: Core, name: string, reuseIds: boolean): void {
  const { database } = core;
  database.prepare<[string]>('ATTACH ? AS snapshot').run(fileOf(core, name));
  try {
    database.transaction(() => {
      for (const table of TABLES) {
        database.exec(`DELETE FROM main.${table}`);
        database.exec(`INSERT INTO main.${table} SELECT * FROM snapshot.${table}`);
      }
    })();
  } finally {
    database.exec('DETACH snapshot');
  }
  core.tree.forgetPlaces();
  core.counters.afterRestore(reuseIds);
}
