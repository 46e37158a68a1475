/**
 * The file that opens an issue without a further question: what the doctor found, settings, statistics, what was done
 * last, what is to be done next, and the last lines of the log. It is plain JSON, so that whoever sends it can read what
 * is in it. It holds names of files and of the server, and no secret.
 */
import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { SyncError } from '../../errors.ts';
import { redactText } from '../../real/log-redact.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { isoTime } from '../words.ts';
import type { Check } from './check.ts';
import { statisticsOf } from './journal-file.ts';
import { journalFile } from './links.ts';
import { PROGRAM_VERSION } from './surroundings.ts';

/** Characters of log that are taken along, the newest. */
const LOG_LIMIT = 2_000_000;
const MOST_ROWS = 200;

/** The newest lines of all files of the log, oldest first. */
async function logLines(home: string): Promise<readonly string[]> {
  const folder = path.join(home, 'log');
  const names = await readdir(folder).catch(() => []);
  // `leitz-cloud.log` is the newest, `.1` the one before.
  const files = names.filter((name) => /^leitz-cloud\.log(\.\d+)?$/u.test(name)).sort();
  let text = '';
  for (const file of files) {
    if (text.length >= LOG_LIMIT) break;
    text = (await readFile(path.join(folder, file), 'utf8').catch(() => '')) + text;
  }
  return text.slice(-LOG_LIMIT).split('\n').filter(Boolean).map(redactText);
}

function aboutLink(engine: Engine, link: Link) {
  const { journal, record } = link;
  const now = engine.parts.world.clock.now();
  const { state } = link;
  return {
    rootId: record.number,
    rootName: record.rootName,
    folder: record.folder,
    linkedAt: isoTime(record.createdMs),
    state: state.kind === 'stopped' ? `stopped: ${redactText(state.error.message)}` : state.kind,
    watching: link.schedule.watchState,
    counts: journal.counts(),
    journal: statisticsOf(journalFile(engine.parts.home, record)),
    hashMeaning: journal.fact('hash-meaning'),
    toDecide: journal.differing(undefined, MOST_ROWS, now),
    held: journal.held(MOST_ROWS),
    conflicts: journal
      .conflicts(true)
      .slice(0, MOST_ROWS)
      .map(({ base: _, ...rest }) => rest),
    openIntents: journal.openIntents(),
    lastDone: journal.activity(MOST_ROWS),
  };
}

/** Writes the file, for its owner alone, and gives its size. `wrong-usage` where a file of that name is there already. */
export async function writeBundle(
  engine: Engine,
  file: string,
  parts: { readonly checks: readonly Check[]; readonly settings: unknown },
): Promise<number> {
  const { state, world, home } = engine.parts;
  const about = {
    version: PROGRAM_VERSION,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch} ${world.host.osVersion}`,
    writtenAt: isoTime(world.clock.now()),
    memory: process.memoryUsage(),
    upSeconds: Math.round(process.uptime()),
    accounts: state
      .accounts()
      .map(({ server, user, signedIn, ca }) => ({ server, user, signedIn, ownCa: ca !== undefined })),
  };
  const whole = {
    about,
    ...parts,
    home: statisticsOf(path.join(home, 'home.db')),
    links: engine.links().map((link) => aboutLink(engine, link)),
    log: await logLines(home),
  };
  const bytes = Buffer.from(`${JSON.stringify(whole, undefined, 1)}\n`);
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    const detail = code === 'EEXIST' ? 'there is a file of this name already; choose another name' : code;
    throw new SyncError('wrong-usage', { path: file, detail });
  }
  return bytes.byteLength;
}
