/** Nodes that one side moved: the same move on the other side, as soon as its way is free. */
import { nameHereAgain } from './alias.ts';
import { cloudMoved, localMoved } from './classify.ts';
import { nestingThere, obstacleInCloud, upwards } from './place.ts';
import { leaving, readyParent, wayIsFree } from './ready.ts';
import type { Context } from './round.ts';
import type { CloudNode, EntityRef, LocalNode, SyncedNode, Trees, Why } from './types.ts';

export interface Both {
  readonly synced: SyncedNode;
  readonly local: LocalNode;
  readonly cloud: CloudNode;
}

/** Moves the cloud's node to where the local one is. */
export function planMoveCloud(ref: EntityRef, both: Both, why: Why, context: Context): void {
  const { round, trees, policy } = context;
  const { synced, local, cloud } = both;
  const ready = readyParent('cloud', local.parent, ref, context);
  if (ready === undefined) return;
  // Where the user allowed another name on this disk, an unchanged one stands for the true one.
  const name = local.name === synced.localName ? synced.name : local.name;
  if (ready.id !== undefined) {
    if (ready.id === cloud.parent && name === cloud.name) {
      round.act({ kind: 'agree', synced: synced.id }, why);
      return;
    }
    const nesting = nestingThere(local, cloud, trees);
    // Each side put one folder into the other. The cloud's order stays; this one goes back to its place first.
    if (nesting === 'conflict') return planMoveLocal(ref, both, 'cloud-move-wins', context);
    if (nesting !== 'free') return round.wait(ref, { behind: nesting, ...leaving(ref, context) });
    if (!wayIsFree(obstacleInCloud(ready.id, name, cloud.key, trees, policy), local, ref, context)) return;
  }
  if (!round.claim('cloud', ready.parent, policy.foldCloud(name))) return round.wait(ref);
  round.act({ kind: 'move-cloud', synced: synced.id }, why, ready.after);
}

/** Moves the local node to where the cloud's is. */
export function planMoveLocal(ref: EntityRef, both: Both, why: Why, context: Context): void {
  const { round, trees, policy } = context;
  const { synced, local, cloud } = both;
  const ready = readyParent('local', cloud.parent, ref, context);
  if (ready === undefined) return;
  const { name, obstacle } = nameHereAgain(both, ready.id ?? -1, trees, policy);
  const as = name === cloud.name ? {} : { as: name };
  if (ready.id !== undefined) {
    if (local.parent === ready.id && local.name === name) {
      // Both sides made the same move.
      round.act({ kind: 'agree', synced: synced.id, ...as }, why);
      return;
    }
    const behind = nestingHere(local, ready.id, trees);
    if (behind !== undefined) return round.wait(ref, { behind, ...leaving(ref, context) });
    if (!wayIsFree(obstacle, undefined, ref, context)) return;
  }
  if (!round.claim('local', ready.parent, policy.foldLocal(name))) return round.wait(ref);
  round.act({ kind: 'move-local', synced: synced.id, ...as }, why, ready.after);
}

/** Where the target lies inside the folder itself on this disk: what has to move out of it first. */
function nestingHere(local: LocalNode, target: number, trees: Trees): EntityRef | undefined {
  const path = upwards('local', target, trees);
  const at = path.indexOf(local.id);
  if (local.kind !== 'folder' || at < 0) return undefined;
  const rows = path.slice(0, at).map((id) => trees.syncedOfLocal(id));
  const movedThere = rows.find((row) => {
    const cloud = row?.cloud === undefined ? undefined : trees.cloud(row.cloud);
    return row !== undefined && cloud !== undefined && cloudMoved(row, cloud, trees);
  });
  // Where the cloud moved none of them, this disk did; that move is undone by its own decision.
  const movedHere = rows.find((row) => {
    const here = row?.local === undefined ? undefined : trees.local(row.local);
    return row !== undefined && here !== undefined && localMoved(row, here, trees);
  });
  const first = movedThere ?? movedHere ?? rows[0];
  return first === undefined ? { tree: 'local', id: target } : { tree: 'synced', id: first.id };
}
