/** Each linked folder: there, ours, writable, with room, watched, and with a sound journal. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SyncError } from '../../errors.ts';
import type { LinkRecord } from '../../home-state.ts';
import type { WatchState } from '../../world.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { bad, type Check, good, look, ofRoot, skipped, warning } from './check.ts';
import { integrityCheck } from './journal-file.ts';
import { roomCheck } from './surroundings.ts';

export const journalFile = (home: string, record: LinkRecord): string => path.join(home, 'journals', `${record.id}.db`);

const LIMIT = 'fs.inotify.max_user_watches';
const ENOUGH = 1_048_576;

function inotifyWatches(): number | undefined {
  try {
    const value = Number(readFileSync('/proc/sys/fs/inotify/max_user_watches', 'utf8'));
    return Number.isSafeInteger(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param folders watched folders of all links together, each of which takes one watch of the user's on Linux
 * @param limit the user's watches; undefined where the system has no such limit
 */
export function watcherLimitCheck(folders: number, limit: number | undefined): Check {
  if (limit === undefined) return good('watcher', `${folders} folders; this system needs no watch for each`);
  const found = `${folders} folders, and ${limit} watches for all programs of this user (${LIMIT})`;
  const fix = `As an administrator: echo ${LIMIT}=${ENOUGH} > /etc/sysctl.d/60-leitz-cloud.conf && sysctl --system. Until then some changes are found by the hourly scan only.`;
  if (folders >= limit) return bad('watcher', found, fix);
  return folders > limit / 2 ? warning('watcher', found, fix) : good('watcher', found);
}

/** One check for all links, because they share the limit. */
export function watcherCheck(engine: Engine): Check {
  const folders = engine.links().reduce((sum, link) => sum + link.journal.counts().agreed.folders + 1, 0);
  return watcherLimitCheck(folders, inotifyWatches());
}

function watchStateCheck(engine: Engine, state: WatchState): Check {
  if (!engine.watching) return skipped('watching', 'nobody watches now; `leitz-cloud start` does');
  const detail = state.detail ?? '';
  if (state.state === 'watching') return good('watching', detail);
  if (state.state === 'starting') return good('watching', 'it is being set up');
  const fix = 'Raise the limit that it names. Until then changes are found by the hourly scan.';
  return state.state === 'partial' ? warning('watching', detail, fix) : bad('watching', detail, fix);
}

const FIXES: Readonly<Record<string, string>> = {
  'folder-missing':
    'Connect the drive, or put the folder back. If it is gone for good: leitz-cloud unlink, then link another one.',
  'folder-replaced':
    'Put the linked folder back in its place, or unlink the root and link the folder that is there now.',
  'folder-not-writable': 'Give this user the right to write there, and check whether the disk is mounted read-only.',
};

async function markerCheck(engine: Engine, record: LinkRecord): Promise<Check> {
  try {
    await engine.parts.requireGround(record);
    return good('marker', `${record.folder} is the folder that was linked`);
  } catch (thrown) {
    if (!(thrown instanceof SyncError)) throw thrown;
    return bad(
      'marker',
      `${record.folder}: ${thrown.detail ?? thrown.code}`,
      FIXES[thrown.code] ?? 'Put the linked folder back in its place.',
    );
  }
}

async function writeCheck(link: Link): Promise<Check> {
  const name = 'doctor-probe';
  try {
    await link.local.discardStaged(name);
    await link.local.stage(name, nothing(), { size: 0, mtimeMs: 0 });
    await link.local.discardStaged(name);
    return good('writable', `files can be written at ${link.record.folder}`);
  } catch (thrown) {
    if (!(thrown instanceof SyncError)) throw thrown;
    return bad('writable', thrown.detail ?? thrown.code, FIXES['folder-not-writable'] ?? '');
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function stateCheck(link: Link): Check {
  const { state } = link;
  const { pending, held } = link.journal.due();
  if (state.kind === 'stopped') {
    const { code, detail } = state.error;
    return warning(
      'syncing',
      `it rests: ${code}${detail === undefined ? '' : `, ${detail}`}`,
      'See `leitz-cloud status`.',
    );
  }
  if (held > 0) return warning('syncing', `${held} items wait for a decision`, 'See `leitz-cloud held`.');
  return good('syncing', pending === 0 ? 'nothing waits' : `${pending} items are on their way`);
}

async function checksOfLink(engine: Engine, record: LinkRecord): Promise<readonly Check[]> {
  const journal = integrityCheck('journal', journalFile(engine.parts.home, record));
  const marker = await markerCheck(engine, record);
  const link = engine.links().find((one) => one.record.id === record.id);
  if (marker.outcome !== 'good') return [marker, journal];
  const room = await roomCheck('disk', engine.parts.world.disk, record.folder);
  if (link === undefined) return [marker, room, journal];
  return [
    marker,
    await writeCheck(link),
    room,
    watchStateCheck(engine, link.schedule.watchState),
    journal,
    stateCheck(link),
  ];
}

/** All links of the home, also those whose account is signed out. */
export async function linkChecks(engine: Engine): Promise<readonly Check[]> {
  const records = engine.parts.state.links();
  if (records.length === 0) return [skipped('marker', 'no folder is linked')];
  const all: Check[] = [];
  for (const record of records)
    all.push(...ofRoot(record.number, await look('marker', () => checksOfLink(engine, record))));
  return all;
}
