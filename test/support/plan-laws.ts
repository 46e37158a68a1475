/** The laws as checks on the trees in memory. Each throws with the story's end in words. */

import { upwards } from '../../main/plan/place.ts';
import { reconcile } from '../../main/plan/reconcile.ts';
import type { Action, EntityRef, Plan } from '../../main/plan/types.ts';
import { hashOf, type MemoryTrees } from './memory-trees.ts';

/** Contents that somebody made or kept and nobody deleted: they have to be live at the end, not only in a trash. */
export function contentsThatStay(trees: MemoryTrees): Set<string> {
  const stay = new Set<string>();
  for (const [id, text] of trees.disk) {
    // Ignored content may go into the trash with the folder that holds it.
    if (trees.local(id)?.skip !== undefined) continue;
    const row = trees.syncedOfLocal(id);
    const agreed = row !== undefined && String(row.hash) === String(hashOf(text));
    // A content that the cloud replaced or deleted, and that nobody here touched, may go.
    if (!agreed || trees.cloud(row.cloud ?? 0)?.revision === row.revision) stay.add(text);
  }
  for (const [key, text] of trees.cloudBytes) {
    const row = trees.syncedOfCloud(key);
    const local = trees.local(row?.local ?? 0);
    const here = local === undefined || local.skip !== undefined ? undefined : trees.disk.get(local.id);
    const agreed = row !== undefined && trees.cloud(key)?.revision === row.revision;
    if (!agreed || (here !== undefined && String(hashOf(here)) === String(row.hash))) stay.add(text);
  }
  return stay;
}

export function liveContents(trees: MemoryTrees): Set<string> {
  return new Set([...trees.disk.values(), ...trees.cloudBytes.values()]);
}

/** What the last plan leaves alone, each with a hold, or waiting while something is held. */
export function unsettled(plan: Plan): readonly EntityRef[] {
  return [
    ...plan.holds.map((hold) => hold.entity),
    ...plan.waiting.map((waiting) => waiting.entity),
    ...plan.deletions.map(({ synced }): EntityRef => ({ tree: 'synced', id: synced })),
    ...plan.actions.filter(({ kind }) => kind === 'evict-local').map(refOf),
  ];
}

const refOf = (action: Action): EntityRef => ({ tree: 'synced', id: 'synced' in action ? action.synced : 0 });

const isLeftOut = (trees: MemoryTrees, key: number): boolean =>
  upwards('cloud', key, trees).some((at) => trees.policy.isExcluded(at));

/** Law 2: what neither waits nor is held, nor lies below such a node, is bound, and equal on both sides. */
export function checkEqual(trees: MemoryTrees, plan: Plan): void {
  const [here, there] = [new Set<number>(), new Set<number>()];
  for (const ref of unsettled(plan)) {
    const row = ref.tree === 'synced' ? trees.synced(ref.id) : undefined;
    const local = ref.tree === 'local' ? ref.id : row?.local;
    const cloud = ref.tree === 'cloud' ? ref.id : row?.cloud;
    if (local !== undefined) for (const id of trees.subtree('local', local)) here.add(id);
    if (cloud !== undefined) for (const id of trees.subtree('cloud', cloud)) there.add(id);
  }
  for (const node of trees.locals.values()) {
    if (here.has(node.id) || node.skip !== undefined) continue;
    const row = trees.syncedOfLocal(node.id);
    const cloud = trees.cloud(row?.cloud ?? 0);
    if (row === undefined || cloud === undefined) throw new Error(`Only here: ${node.name} (${node.id})`);
    if (trees.disk.get(node.id) !== trees.cloudBytes.get(cloud.key)) throw new Error(`Bytes differ: ${node.name}`);
    if (trees.syncedOfLocal(node.parent)?.cloud !== cloud.parent && node.parent !== 0)
      throw new Error(`Places differ: ${node.name}`);
    if (node.name !== cloud.name && (node.name !== row.localName || cloud.name !== row.name))
      throw new Error(`Names differ: ${node.name} and ${cloud.name}`);
  }
  for (const node of trees.clouds.values()) {
    if (there.has(node.key) || isLeftOut(trees, node.key)) continue;
    if (trees.policy.ignoreRule(node.name, node.kind) !== undefined) continue;
    const row = trees.syncedOfCloud(node.key);
    if (!trees.locals.has(row?.local ?? 0)) throw new Error(`Only in the cloud: ${node.name} (${node.key})`);
  }
}

const keyOf = (ref: EntityRef): string => `${ref.tree} ${ref.id}`;

/** Nothing waits for ever but for something held: every chain of waiting ends at a hold. */
export function checkExplained(trees: MemoryTrees, plan: Plan): void {
  // A left-out folder in which something was not taken over yet is held by whoever tried to clear it away.
  const notCleared = plan.actions.filter(({ kind }) => kind === 'evict-local').map(refOf);
  const explained = new Set([...plan.holds.map((hold) => hold.entity), ...notCleared].map(keyOf));
  const stuck = new Map<string, readonly string[]>();
  for (const { entity, behind, blocker } of plan.waiting) {
    const on = [...(behind ? [keyOf(behind)] : []), ...(blocker ? [`synced ${blocker.synced}`] : [])];
    stuck.set(keyOf(entity), on);
  }
  for (const { synced, side } of plan.deletions) {
    const below = trees.subtree(side, trees.synced(synced)?.[side] ?? 0).slice(1);
    const rows = below.map((id) => (side === 'local' ? trees.syncedOfLocal(id) : trees.syncedOfCloud(id)));
    stuck.set(
      `synced ${synced}`,
      below.map((id, index) => (rows[index] ? `synced ${rows[index].id}` : `${side} ${id}`)),
    );
    // Held by whoever tried to delete it: left-out content is below.
    if (side === 'cloud' && rows.some((row) => row === undefined)) explained.add(`synced ${synced}`);
  }
  for (let before = -1; before !== explained.size; ) {
    before = explained.size;
    for (const [key, on] of stuck) if (on.some((other) => explained.has(other))) explained.add(key);
  }
  const unexplained = [...stuck.keys()].filter((key) => !explained.has(key));
  if (unexplained.length > 0)
    throw new Error(
      `Waits without a reason: ${unexplained} in ${JSON.stringify([plan.waiting, plan.deletions, plan.holds])}`,
    );
}

/** What is agreed on stays so: a plan over every node there is, not only over those that differ, finds nothing to do. */
export function checkQuiet(trees: MemoryTrees): void {
  const refs: EntityRef[] = [
    ...[...trees.rows.keys()].map((id): EntityRef => ({ tree: 'synced', id })),
    ...trees.differing().filter((ref) => ref.tree !== 'synced'),
  ];
  const { actions } = reconcile(refs, trees, trees.policy);
  if (actions.some(({ kind }) => kind !== 'evict-local')) throw new Error(`Not quiet: ${JSON.stringify(actions)}`);
}

export function checkStay(stay: ReadonlySet<string>, trees: MemoryTrees): void {
  const live = liveContents(trees);
  for (const text of stay) if (!live.has(text)) throw new Error(`No longer live: ${text}`);
}
