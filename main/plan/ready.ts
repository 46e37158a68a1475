/** Prepares the place on the other side: the folder it is in, and the name. */
import { nameHere, nameThere } from './alias.ts';
import { cloudMoved, localMoved } from './classify.ts';
import { cloudParent, localParent, type Obstacle, obstacleInCloud, type Parent, type Side, upwards } from './place.ts';
import type { Context, Round } from './round.ts';
import type {
  Again,
  CloudKey,
  CloudNode,
  EntityRef,
  LocalId,
  LocalNode,
  SyncedId,
  SyncedNode,
  Trees,
  Why,
} from './types.ts';

/** The folder on the other side, or the action of this round that brings it about. */
export interface Ready {
  readonly id: number | undefined;
  readonly after?: number;
  readonly parent: Extract<Parent, { state: 'there' }> | { readonly unborn: number };
}

/** Makes the parent come about, or says which action of this round does; undefined: the node waits, as is recorded. */
export function readyParent(side: Side, of: number, ref: EntityRef, context: Context): Ready | undefined {
  const { round, trees } = context;
  const parent = side === 'local' ? localParent(of, trees) : cloudParent(of, trees);
  if (parent.state === 'there') return { id: parent.id, parent };
  const made = round.makerOf(side, of);
  const after = made ?? (parent.state === 'deleted' ? makeAgain(parent.synced, side, ref, context) : undefined);
  if (after !== undefined) return { id: undefined, after, parent: { unborn: of } };
  if (parent.state === 'unborn')
    round.wait(ref, {
      behind: { tree: side === 'local' ? 'cloud' : 'local', id: parent.of },
      ...leaving(ref, context),
    });
  return undefined;
}

/**
 * A folder that one side deleted is needed there again: by new content inside, or because the other side used it. Its
 * agreement stays, so that what was deleted with it stays deleted, and what was moved out of it stays where it is.
 *
 * @param ref the node that asks; it waits or is held where the folder cannot be made now
 * @returns the index of the action that brings the folder about
 */
export function makeAgain(synced: SyncedNode, side: Side, ref: EntityRef, context: Context): number | undefined {
  const { round } = context;
  const made = side === 'local' ? round.makerOf('local', synced.cloud ?? 0) : round.makerOf('cloud', synced.local ?? 0);
  if (made !== undefined) return made;
  return side === 'local' ? makeHereAgain(synced, ref, context) : makeThereAgain(synced, ref, context);
}

function againHow(moved: boolean): { readonly again: Again; readonly why: Why } {
  // Who moves a folder uses all that is in it.
  return moved ? { again: 'with-content', why: 'move-beats-delete' } : { again: 'alone', why: 'needed-by-content' };
}

function makeHereAgain(synced: SyncedNode, ref: EntityRef, context: Context): number | undefined {
  const { round, trees, policy } = context;
  const cloud = synced.cloud === undefined ? undefined : trees.cloud(synced.cloud);
  if (cloud === undefined) return undefined;
  const ready = readyParent('local', cloud.parent, ref, context);
  if (ready === undefined) return undefined;
  const { again, why } = againHow(cloudMoved(synced, cloud, trees));
  const { name, obstacle } = nameHere(cloud, ready.id ?? -1, undefined, trees, policy);
  const found = obstacle.kind === 'of-disk' && isNewFolder(obstacle.node, trees.syncedOfLocal(obstacle.node.id));
  if (!found && !wayIsFree(obstacle, undefined, ref, context)) return undefined;
  if (!round.claim('local', ready.parent, policy.foldLocal(name))) {
    round.wait(ref);
    return undefined;
  }
  if (found) return adoptFound(obstacle.node.id, cloud.key, again, why, ref, round);
  const as = name === cloud.name ? {} : { as: name };
  return round.act({ kind: 'make-local-folder', cloud: cloud.key, again, ...as }, why, ready.after);
}

function makeThereAgain(synced: SyncedNode, ref: EntityRef, context: Context): number | undefined {
  const { round, trees, policy } = context;
  const local = synced.local === undefined ? undefined : trees.local(synced.local);
  if (local === undefined) return undefined;
  const ready = readyParent('cloud', local.parent, ref, context);
  if (ready === undefined) return undefined;
  const { again, why } = againHow(localMoved(synced, local, trees));
  const name = nameThere(local, synced, trees, policy);
  const obstacle = obstacleInCloud(ready.id ?? -1, name, undefined, trees, policy);
  const found = obstacle.kind === 'of-cloud' && isNewFolder(obstacle.node, trees.syncedOfCloud(obstacle.node.key));
  if (!found && !wayIsFree(obstacle, local, ref, context)) return undefined;
  if (!round.claim('cloud', ready.parent, policy.foldCloud(name))) {
    round.wait(ref);
    return undefined;
  }
  if (found) return adoptFound(local.id, obstacle.node.key, again, why, ref, round);
  const as = name === local.name ? {} : { as: name };
  return round.act({ kind: 'make-cloud-folder', local: local.id, again, ...as }, why, ready.after);
}

/** A folder that was found may hold things: what goes into it is decided when both sides of it are known as one. */
function adoptFound(local: LocalId, cloud: CloudKey, again: Again, why: Why, ref: EntityRef, round: Round): undefined {
  round.adoptAgain(local, cloud, again, why);
  round.wait(ref);
}

const isNewFolder = (node: LocalNode | CloudNode, agreed: SyncedNode | undefined): boolean =>
  node.kind === 'folder' && agreed === undefined;

/** True if the way is free; else says what is done about the obstacle. `mover` is the local node that wants the name. */
export function wayIsFree(obstacle: Obstacle, mover: LocalNode | undefined, ref: EntityRef, context: Context): boolean {
  const { round } = context;
  switch (obstacle.kind) {
    case 'none':
      return true;
    case 'hold':
      round.hold(ref, obstacle.reason, obstacle.detail);
      return false;
    case 'leaving':
      round.wait(ref, { blocker: { synced: obstacle.synced, side: obstacle.side }, ...leaving(ref, context) });
      return false;
    case 'doomed':
      round.wait(ref, { blocker: { synced: obstacle.synced.id, side: obstacle.side }, ...leaving(ref, context) });
      return false;
    case 'of-cloud':
      if (mover === undefined) round.wait(ref);
      else round.setAsideHere(mover.id, 'created-on-both-sides');
      return false;
    case 'of-disk':
      round.setAsideHere(obstacle.node.id, 'created-on-both-sides');
      return false;
  }
}

/** The folders around a node that waits to be moved which will be deleted, but not before it has left them. */
export function leaving(ref: EntityRef, { trees }: Context): { readonly leaves?: readonly SyncedId[] } {
  const synced = ref.tree === 'synced' ? trees.synced(ref.id) : undefined;
  if (synced === undefined) return {};
  const leaves = [...doomedAbove('local', synced.local, trees), ...doomedAbove('cloud', synced.cloud, trees)];
  return leaves.length === 0 ? {} : { leaves };
}

function doomedAbove(side: Side, node: number | undefined, trees: Trees): readonly SyncedId[] {
  if (node === undefined) return [];
  return upwards(side, node, trees)
    .slice(1)
    .map((at) => (side === 'local' ? trees.syncedOfLocal(at) : trees.syncedOfCloud(at)))
    .filter((row) => row !== undefined)
    .filter((row) => (side === 'local' ? !trees.cloud(row.cloud ?? 0) : !trees.local(row.local ?? 0)))
    .map((row) => row.id);
}
