/** Conflicts: listing them, and settling them by keeping one version, the other, or both. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import { SyncError } from '../../errors.ts';
import { expectedOf } from '../../execute/work.ts';
import type { ConflictRecord } from '../../records.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { isoTime, rooted } from '../words.ts';

const idOf = (link: Link, conflict: ConflictRecord): string => `${link.record.rootId}-${conflict.id}`;

function describe(link: Link, conflict: ConflictRecord) {
  const { journal } = link;
  const copy = journal.local(conflict.copy);
  const kept = journal.localAt(conflict.path);
  const version = (node: typeof copy) =>
    node === undefined
      ? null
      : {
          path: rooted(journal.localPath(node.id)),
          size: node.size,
          modifiedAt: node.mtimeMs > 0 ? isoTime(node.mtimeMs) : null,
        };
  return {
    id: idOf(link, conflict),
    rootId: link.record.rootId,
    path: rooted(conflict.path),
    reason: conflict.why,
    state: 'kept-both' as const,
    at: isoTime(conflict.atMs),
    mine: version(copy),
    theirs: version(kept),
  };
}

function find(engine: Engine, id: string): { readonly link: Link; readonly conflict: ConflictRecord } {
  for (const link of engine.links()) {
    const conflict = link.journal.conflicts(true).find((one) => idOf(link, one) === id);
    if (conflict !== undefined) return { link, conflict };
  }
  throw new SyncError('wrong-usage', { path: id, detail: 'no-such-conflict' });
}

/** The copy's bytes take the name; what had it goes to the trash, and both changes sync like any others. */
async function keepMine(link: Link, conflict: ConflictRecord, trash: string): Promise<void> {
  const copy = link.journal.local(conflict.copy);
  if (copy === undefined)
    throw new SyncError('changed', { path: conflict.copyPath, detail: 'the copy is not there any more' });
  const kept = link.journal.localAt(conflict.path);
  if (kept !== undefined) await link.local.toTrash(conflict.path, expectedOf(kept), trash);
  await link.local.move(link.journal.localPath(copy.id), conflict.path, expectedOf(copy));
  if (kept !== undefined) link.journal.tx(() => noteTrash(link, trash, conflict.path, kept.size));
}

async function keepTheirs(link: Link, conflict: ConflictRecord, trash: string): Promise<void> {
  const copy = link.journal.local(conflict.copy);
  if (copy === undefined) return;
  const path = link.journal.localPath(copy.id);
  await link.local.toTrash(path, expectedOf(copy), trash);
  link.journal.tx(() => noteTrash(link, trash, path, copy.size));
}

function noteTrash(link: Link, name: string, path: string, size: number): void {
  link.journal.addTrash({ name, path, kind: 'file', size, atMs: Date.now(), why: 'conflict-resolved' });
}

export function conflictHandlers(engine: Engine) {
  return {
    conflicts: async ({ rootId }) =>
      engine.linksOf(rootId).flatMap((link) => link.journal.conflicts(true).map((one) => describe(link, one))),
    resolve: async ({ id, keep }) => {
      const { link, conflict } = find(engine, id);
      const trash = `${engine.parts.world.random.token(12)}-conflict`;
      if (keep === 'merged')
        throw new SyncError('not-supported', {
          path: rooted(conflict.path),
          detail: 'merging is not there yet; keep mine, theirs or both',
        });
      if (keep === 'mine') await keepMine(link, conflict, trash);
      if (keep === 'theirs') await keepTheirs(link, conflict, trash);
      link.journal.tx(() => link.journal.resolveConflict(conflict.id, keep));
      link.hints.add(conflict.path.slice(0, Math.max(0, conflict.path.lastIndexOf('/'))));
      link.schedule.lookNow();
      return { id, path: rooted(conflict.path), kept: keep };
    },
  } satisfies SomeHandlers;
}
