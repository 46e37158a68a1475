/** Conflicts: listing them, and settling them by keeping one version, the other, or both. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import { SyncError, toSyncError } from '../../errors.ts';
import type { CloudNode } from '../../plan/types.ts';
import type { ConflictRecord } from '../../records.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { copyOf, type Keep, settleConflict } from '../settle-conflict.ts';
import { isoTime, rooted } from '../words.ts';

const idOf = (link: Link, conflict: ConflictRecord): string => `${link.record.number}-${conflict.id}`;

function describe(link: Link, conflict: ConflictRecord) {
  const { journal } = link;
  const copy = copyOf(link, conflict);
  const kept = conflict.asked ? undefined : journal.localAt(conflict.path);
  const cloud = journal.cloud(conflict.cloud);
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
    rootId: link.record.number,
    path: rooted(conflict.path),
    reason: conflict.why,
    state: conflict.asked ? ('open' as const) : ('kept-both' as const),
    at: isoTime(conflict.atMs),
    mine: version(copy),
    theirs: conflict.asked ? inCloud(link, cloud) : version(kept),
  };
}

function inCloud({ journal }: Link, cloud: CloudNode | undefined) {
  if (cloud === undefined) return null;
  return {
    path: rooted(journal.cloudPath(cloud.key)),
    size: cloud.size,
    modifiedAt: cloud.modifiedMs > 0 ? isoTime(cloud.modifiedMs) : null,
    revision: cloud.revision,
  };
}

function find(engine: Engine, id: string): { readonly link: Link; readonly conflict: ConflictRecord } {
  for (const link of engine.links()) {
    const conflict = link.journal.conflicts(true).find((one) => idOf(link, one) === id);
    if (conflict !== undefined) return { link, conflict };
  }
  throw new SyncError('wrong-usage', { path: id, detail: 'no-such-conflict' });
}

async function resolveOne(engine: Engine, id: string, keep: Keep, text: string | undefined) {
  const { link, conflict } = find(engine, id);
  const { journal } = link;
  const token = engine.parts.world.random.token(12);
  const back = await settleConflict(link, conflict, { keep, text, token });
  journal.tx(() => {
    if (back !== undefined)
      journal.addUndo({
        atMs: link.now(),
        batch: token,
        path: conflict.path,
        step: { kind: 'resolve', conflict: conflict.id, ...back },
      });
    journal.resolveConflict(conflict.id, keep);
  });
  for (const path of [conflict.path, conflict.copyPath]) link.hints.add(folderOf(path));
  link.schedule.lookNow();
  return { id, path: rooted(conflict.path), kept: keep };
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const failureOf = ({ code, path, detail }: SyncError) => ({
  path: path ?? '',
  error: code,
  ...(detail === undefined ? {} : { detail }),
});

export function conflictHandlers(engine: Engine) {
  return {
    conflicts: async ({ rootId }) =>
      engine.linksOf(rootId).flatMap((link) => link.journal.conflicts(true).map((one) => describe(link, one))),
    resolve: async ({ id, keep, text }) => resolveOne(engine, id, keep, text),
    resolveMany: async ({ ids, keep }) => {
      const results = [];
      for (const id of ids) {
        // One that cannot be settled does not keep the others from it.
        const result = await resolveOne(engine, id, keep, undefined).catch((error: unknown) => toSyncError(error));
        results.push(result instanceof SyncError ? { id, ...failureOf(result) } : result);
      }
      return results;
    },
  } satisfies SomeHandlers;
}
