/**
 * One cycle of one link: look, then do what differs until nothing is left to do. Deletions come last, together, after
 * everything that creates or moves is done, so that nothing which turns out to be needed is deleted first.
 */
import type { Lanes } from '../execute/lanes.ts';
import { execute } from '../execute/run.ts';
import type { Work } from '../execute/work.ts';
import { openRing } from '../plan/cycles.ts';
import { type GuardLimits, needsConsent } from '../plan/guard.ts';
import { reconcile } from '../plan/reconcile.ts';
import type { Action, CloudKey, Deletion, EntityRef, Waiting } from '../plan/types.ts';
import { observeCloud } from './observe-cloud.ts';
import { observeLocal, type SkipRule } from './observe-local.ts';

export interface Look {
  readonly local: 'all' | readonly string[];
  readonly cloud: 'top' | 'all' | 'none' | readonly CloudKey[];
}

export interface CycleContext {
  readonly work: Work;
  readonly lanes: Lanes;
  readonly skip: SkipRule;
  readonly guard: GuardLimits;
  /** Throws `folder-missing`, `folder-replaced`... where the linked folder is not the one that was linked. */
  readonly checkGround: () => Promise<void>;
  /** Folders that the watcher hinted at and that are due, to be looked into between two windows of a long cycle. */
  readonly dueHints: () => 'all' | readonly string[];
}

/** Nodes decided about at once: bounds the memory of a plan, whatever the size of the change. */
const WINDOW = 1_000;
/** Passes after which a cycle ends even if something still moves; the next cycle goes on. */
const MOST_PASSES = 400;

/** Looks and acts once; gives the number of actions done. */
export async function cycle(context: CycleContext, look: Look): Promise<number> {
  await context.checkGround();
  await observe(context, look);
  context.work.journal.tx(() => context.work.journal.reviveBlocked());
  let done = 0;
  for (let passes = 0; passes < MOST_PASSES; passes += 1) {
    const pass = await decideAndDo(context);
    const finished = pass.done > 0 ? pass.done : await finishPass(context, pass);
    if (finished === 0) break;
    done += finished;
  }
  return done;
}

async function observe({ work, skip }: CycleContext, look: Look): Promise<void> {
  const here =
    look.local === 'all' || look.local.length > 0
      ? observeLocal(work.local, work.journal, skip, look.local)
      : undefined;
  const there = look.cloud === 'none' ? undefined : observeCloud(work.cloud, work.journal, look.cloud);
  // Both are awaited even if one fails: nothing may go on in the background of a cycle that has ended.
  const [first, second] = await Promise.allSettled([here, there]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
}

interface Pass {
  readonly done: number;
  readonly waiting: readonly Waiting[];
  readonly deletions: readonly Deletion[];
}

/** Decides about every differing node once, window by window, and does what can be done now. */
async function decideAndDo(context: CycleContext): Promise<Pass> {
  const { work, lanes } = context;
  const { journal } = work;
  const waiting: Waiting[] = [];
  const deletions: Deletion[] = [];
  let done = 0;
  let after: EntityRef | undefined;
  for (;;) {
    const listed = journal.differing(after, WINDOW, work.clock.now());
    if (listed.length === 0) return { done, waiting, deletions };
    after = listed.at(-1);
    const refs = listed.filter((ref) => !lanes.isBusy(ref));
    const plan = reconcile(refs, journal, work.policy);
    journal.tx(() => {
      for (const ref of plan.settled) journal.settle(ref);
      for (const { entity, reason, detail } of plan.holds) journal.hold(entity, reason, detail, undefined);
    });
    waiting.push(...plan.waiting);
    deletions.push(...plan.deletions);
    done += await execute(plan.actions, work, lanes);
    // Somebody saved a file while much else is on its way: it is looked at now, and edits are first on the list.
    if (done > 0 && (await lookBetween(context))) return { done, waiting, deletions };
  }
}

/** True if the watcher had hints that were due, and the disk was looked at for them. */
async function lookBetween({ work, skip, dueHints }: CycleContext): Promise<boolean> {
  const hinted = dueHints();
  // With lost hints everything has to be looked at, which is the next cycle's business.
  if (hinted === 'all' || hinted.length === 0) return false;
  await observeLocal(work.local, work.journal, skip, hinted);
  return true;
}

/** A pass without any action: deletions are due, or a ring of names has to be opened, or what waits is stuck. */
async function finishPass(context: CycleContext, pass: Pass): Promise<number> {
  const { work, lanes } = context;
  const deletions = allowedDeletions(context, pass.deletions);
  if (deletions.length > 0) {
    await context.checkGround();
    const done = await execute(deletions, work, lanes);
    if (done > 0) return done;
  }
  const ring = openRing(pass.waiting);
  if (ring !== undefined) return execute([ring], work, lanes);
  work.journal.tx(() => {
    const deleted = pass.deletions.map(({ synced }): EntityRef => ({ tree: 'synced', id: synced }));
    for (const ref of [...pass.waiting.map(({ entity }) => entity), ...deleted]) {
      // Still unsettled and without anything to do: it waits for something that is held itself. So does what was held
      // until now and is due again; left with its old hold it would be due for ever, and the link never at rest.
      const now = work.journal.differingOf(ref);
      const isDue = now?.retryAtMs !== undefined && now.retryAtMs <= work.clock.now();
      if (now !== undefined && (now.hold === undefined || isDue))
        work.journal.hold(ref, 'blocked-by-held', undefined, undefined);
    }
  });
  return 0;
}

/** The deletions that may go ahead. The guard holds all of one side's together, and survivors keep their folder. */
function allowedDeletions({ work, guard }: CycleContext, deletions: readonly Deletion[]): Action[] {
  const { journal } = work;
  const allowed: Action[] = [];
  for (const side of ['cloud', 'local'] as const) {
    const due = deletions.filter((deletion) => deletion.side === side);
    const top = due.filter(({ topmost }) => topmost);
    const doomed = top.reduce((sum, { synced }) => sum + journal.countAgreedFiles(synced), 0);
    // Nothing is counted where nothing is to be deleted, which is nearly always.
    const total = doomed === 0 ? 0 : journal.counts().agreed.files;
    const asked = doomed > 0 && needsConsent(doomed, total, guard) && journal.fact(`consent:${side}`) === undefined;
    journal.tx(() => {
      journal.setFact(`mass-deletion:${side}`, asked ? String(doomed) : undefined);
      if (!asked && top.length === 0) journal.setFact(`consent:${side}`, undefined);
      if (!asked) allowed.push(...wholeOnes(work, due, side));
      for (const { synced, topmost } of asked ? due : [])
        journal.hold({ tree: 'synced', id: synced }, topmost ? 'mass-deletion' : 'blocked-by-held', side, undefined);
    });
  }
  return allowed;
}

/**
 * The largest doomed subtrees in which nothing stays. A folder with a survivor in it is held, and its doomed neighbours
 * go alone.
 */
function wholeOnes(work: Work, due: readonly Deletion[], side: 'local' | 'cloud'): Action[] {
  const { journal } = work;
  const torn = new Set<number>();
  const isTop = ({ synced, topmost }: Deletion): boolean => topmost || torn.has(journal.synced(synced)?.parent ?? 0);
  // Again until nothing changes, because a list of nodes need not have parents before children.
  for (let before = -1; before !== torn.size; ) {
    before = torn.size;
    for (const deletion of due) {
      if (!torn.has(deletion.synced) && isTop(deletion) && hasSurvivors(work, deletion.synced, side))
        torn.add(deletion.synced);
    }
  }
  for (const synced of torn) journal.hold({ tree: 'synced', id: synced }, 'content-left-out', undefined, undefined);
  return due
    .filter((deletion) => !torn.has(deletion.synced) && isTop(deletion))
    .map(({ synced }) => deletionOf(synced, side));
}

function hasSurvivors({ journal }: Work, id: number, side: 'local' | 'cloud'): boolean {
  const synced = journal.synced(id);
  if (synced?.kind !== 'folder') return false;
  const row = side === 'local' ? synced.local : synced.cloud;
  return row !== undefined && journal.hasSurvivors(side, row);
}

const deletionOf = (synced: number, side: 'local' | 'cloud'): Action =>
  side === 'cloud'
    ? { kind: 'delete-cloud', synced, why: 'deleted-here' }
    : { kind: 'delete-local', synced, why: 'deleted-in-cloud' };

/** What a cycle would do first, without doing it: one decision per differing node, deletions included. */
export function preview({ work }: CycleContext): {
  readonly actions: readonly Action[];
  readonly deletions: readonly Deletion[];
  readonly holds: number;
} {
  const actions: Action[] = [];
  const deletions: Deletion[] = [];
  let holds = 0;
  let after: EntityRef | undefined;
  for (;;) {
    const refs = work.journal.differing(after, WINDOW, Number.POSITIVE_INFINITY);
    if (refs.length === 0) return { actions, deletions, holds };
    after = refs.at(-1);
    const plan = reconcile(refs, work.journal, work.policy);
    actions.push(...plan.actions);
    deletions.push(...plan.deletions);
    holds += plan.holds.length;
  }
}
