/** Plans and carries out, round after round, until a plan has nothing left to do. */
import { openRing } from '../../main/plan/cycles.ts';
import { reconcile } from '../../main/plan/reconcile.ts';
import type { Plan } from '../../main/plan/types.ts';
import type { MemoryTrees } from './memory-trees.ts';
import { apply, applyDeletions } from './plan-executor.ts';

/** Numbers from 0 to below 1 that follow from the seed alone. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const left = [...items];
  const out: Item[] = [];
  while (left.length > 0) out.push(...left.splice(Math.floor(random() * left.length), 1));
  return out;
}

/** A random order of the plan's actions in which each comes after the one that it names. */
export function allowedOrder(plan: Plan, random: () => number): number[] {
  const order: number[] = [];
  const left = shuffled(
    plan.actions.map((_, index) => index),
    random,
  );
  const done = new Set<number>();
  while (left.length > 0) {
    const at = left.findIndex((index) => done.has(plan.actions[index]?.after ?? index) || ready(plan, index));
    if (at < 0) throw new Error('The plan has a ring of `after`.');
    for (const index of left.splice(at, 1)) {
      order.push(index);
      done.add(index);
    }
  }
  return order;
}

const ready = (plan: Plan, index: number): boolean => plan.actions[index]?.after === undefined;

export interface Pass {
  /** What was planned, window after window, as one. */
  readonly plan: Plan;
  readonly worked: 'actions' | 'deletions' | 'ring' | 'nothing';
}

export interface PassOptions {
  readonly random: () => number;
  /** Chance that an action of the pass is not done, as if the network had failed. */
  readonly failing?: number;
  /** Nodes that are decided about, and acted on, at once; all of them where it is not given. */
  readonly window?: number;
}

/** One pass as the engine does it: grow first; where nothing grows, shrink; where nothing moves, open a ring. */
export function pass(
  trees: MemoryTrees,
  { random, failing = 0, window = Number.POSITIVE_INFINITY }: PassOptions,
): Pass {
  let plan: Plan = { actions: [], holds: [], settled: [], waiting: [], deletions: [] };
  let done = false;
  const left = shuffled(trees.differing(), random);
  while (left.length > 0) {
    const part = reconcile(left.splice(0, window), trees, trees.policy);
    const order = allowedOrder(part, random).filter(() => random() >= failing);
    const outcomes = apply(trees, part, order);
    done ||= outcomes.includes('done') || (failing > 0 && part.actions.length > 0);
    plan = joined(plan, part);
  }
  if (done) return { plan, worked: 'actions' };
  if (plan.deletions.length > 0 && applyDeletions(trees, plan.deletions) > 0) return { plan, worked: 'deletions' };
  const opening = openRing(plan.waiting);
  if (opening === undefined) return { plan, worked: 'nothing' };
  apply(trees, { ...plan, actions: [opening] }, [0]);
  return { plan, worked: 'ring' };
}

function joined(one: Plan, other: Plan): Plan {
  return {
    actions: [...one.actions, ...other.actions],
    holds: [...one.holds, ...other.holds],
    settled: [...one.settled, ...other.settled],
    waiting: [...one.waiting, ...other.waiting],
    deletions: [...one.deletions, ...other.deletions],
  };
}

export interface Story {
  readonly passes: readonly Pass[];
  /** The plan that had nothing left to do. */
  readonly last: Plan;
}

/** Passes until nothing is left; throws after `most` of them, or as soon as a pass loses a content. */
export function settle(trees: MemoryTrees, options: PassOptions & { readonly most?: number }): Story {
  const passes: Pass[] = [];
  for (let count = 0; count < (options.most ?? 100); count += 1) {
    const before = trees.allContents();
    const done = pass(trees, options);
    passes.push(done);
    const after = trees.allContents();
    for (const text of before) if (!after.has(text)) throw new Error(`Lost: ${text}\n${tell(passes)}`);
    if (done.worked === 'nothing') return { passes, last: done.plan };
  }
  throw new Error(`No end after ${passes.length} passes.\n${tell(passes.slice(-6))}`);
}

/** The passes in words, for a failing test. */
export function tell(passes: readonly Pass[]): string {
  return passes.map(({ plan, worked }, index) => `${index}: ${worked} ${JSON.stringify(plan)}`).join('\n');
}
