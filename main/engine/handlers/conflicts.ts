/** Conflicts: listing them, and settling them by keeping one version, the other, or both. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import { SyncError, toSyncError } from '../../errors.ts';
import { textOf } from '../../execute/text.ts';
import type { CloudNode } from '../../plan/types.ts';
import type { ConflictRecord } from '../../records.ts';
import type { UndoRecord } from '../../records-back.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { baseOf } from '../merge.ts';
import { copyOf, type Keep, settleConflict } from '../settle-conflict.ts';
import { undoStep } from '../undo.ts';
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

const MOST_UNDO = 20_000;
/** Settled ones that are shown; older ones are history. */
const MOST_SETTLED = 50;

type ResolveRecord = UndoRecord & { readonly step: Extract<UndoRecord['step'], { readonly kind: 'resolve' }> };

/** How each decision is taken back, by the number of its conflict. */
function waysBack({ journal }: Link): ReadonlyMap<number, ResolveRecord> {
  const steps = journal.undoable(MOST_UNDO).filter((record): record is ResolveRecord => record.step.kind === 'resolve');
  return new Map(steps.toReversed().map((record) => [record.step.conflict, record]));
}

function settledOf(link: Link) {
  const ways = waysBack(link);
  return link.journal
    .conflicts(false)
    .filter(({ resolution }) => resolution !== undefined)
    .map((conflict) => {
      const back = ways.get(conflict.id);
      return {
        id: idOf(link, conflict),
        rootId: link.record.number,
        path: rooted(conflict.path),
        kept: conflict.resolution ?? '',
        at: isoTime(back?.atMs ?? conflict.atMs),
        canReopen: back !== undefined,
      };
    });
}

async function reopen(engine: Engine, id: string) {
  for (const link of engine.links()) {
    const conflict = link.journal.conflicts(false).find((one) => idOf(link, one) === id);
    const back = conflict === undefined ? undefined : waysBack(link).get(conflict.id);
    if (conflict === undefined || back === undefined) continue;
    const { path } = await undoStep(link, back.step, back.path);
    link.journal.tx(() => link.journal.dropUndo(back.id));
    for (const each of [conflict.path, conflict.copyPath, path]) link.hints.add(folderOf(each));
    link.forgetListings();
    link.schedule.lookNow();
    return { id, path: rooted(conflict.path) };
  }
  throw new SyncError('wrong-usage', { path: id, detail: 'nothing-to-undo' });
}

export function conflictHandlers(engine: Engine) {
  return {
    conflictBase: async ({ id }) => {
      const { link, conflict } = find(engine, id);
      const base = await baseOf(link, conflict);
      return { id, text: (base && textOf(base)) ?? null };
    },
    settledConflicts: async ({ rootId }) =>
      engine
        .linksOf(rootId)
        .flatMap(settledOf)
        .toSorted((one, other) => (one.at < other.at ? 1 : -1))
        .slice(0, MOST_SETTLED),
    reopen: async ({ id }) => reopen(engine, id),
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
