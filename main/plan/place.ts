/**
 * Where a node is to stand on the other side, and what stands in the way. Every answer is about the trees as they are
 * now; what cannot be done yet waits for the next round, which is how chains of renames find their order.
 */
import { problemHere, problemInCloud } from './names.ts';
import type {
  CloudKey,
  CloudNode,
  HoldReason,
  LocalId,
  LocalNode,
  Policy,
  SyncedId,
  SyncedNode,
  Trees,
} from './types.ts';

export type Side = 'local' | 'cloud';

/** The parent on the other side: there already, still to be made by somebody, or deleted there and needed again. */
export type Parent =
  | { readonly state: 'there'; readonly id: number }
  | { readonly state: 'unborn'; readonly of: number }
  | { readonly state: 'deleted'; readonly synced: SyncedId };

/** The cloud folder that answers to a local folder. */
export function cloudParent(localParent: LocalId, trees: Trees): Parent {
  const synced = trees.syncedOfLocal(localParent);
  if (synced === undefined) return { state: 'unborn', of: localParent };
  if (synced.cloud === undefined || trees.cloud(synced.cloud) === undefined)
    return { state: 'deleted', synced: synced.id };
  return { state: 'there', id: synced.cloud };
}

/** The local folder that answers to a cloud folder. */
export function localParent(parent: CloudKey, trees: Trees): Parent {
  const synced = trees.syncedOfCloud(parent);
  if (synced === undefined) return { state: 'unborn', of: parent };
  if (synced.local === undefined || trees.local(synced.local) === undefined)
    return { state: 'deleted', synced: synced.id };
  return { state: 'there', id: synced.local };
}

/** What keeps a name from being used at a place. */
export type Obstacle =
  | { readonly kind: 'none' }
  /** An agreed node that is about to leave this name, on the side where it still has it. */
  | { readonly kind: 'leaving'; readonly synced: SyncedId; readonly side: Side }
  /** A node of the other side that is new under this name and not agreed on. */
  | { readonly kind: 'new-cloud'; readonly node: CloudNode }
  | { readonly kind: 'new-local'; readonly node: LocalNode }
  | { readonly kind: 'hold'; readonly reason: HoldReason; readonly detail: string };

const NONE: Obstacle = { kind: 'none' };

/** Whether the agreed node will leave the name it has in the cloud: it was moved, deleted or retyped here. */
function leavesCloudName(occupant: SyncedNode, trees: Trees, policy: Policy): boolean {
  const local = occupant.local === undefined ? undefined : trees.local(occupant.local);
  if (local === undefined) return true;
  const parent = trees.synced(occupant.parent);
  return local.parent !== parent?.local || policy.foldCloud(local.name) !== policy.foldCloud(occupant.localName);
}

function leavesLocalName(occupant: SyncedNode, trees: Trees, policy: Policy): boolean {
  const cloud = occupant.cloud === undefined ? undefined : trees.cloud(occupant.cloud);
  if (cloud === undefined) return true;
  const parent = trees.synced(occupant.parent);
  return cloud.parent !== parent?.cloud || policy.foldLocal(cloud.name) !== policy.foldLocal(occupant.name);
}

/** What stands in the way of `name` inside a cloud folder, for a node that is `self` there already (or nothing yet). */
export function obstacleInCloud(
  parent: CloudKey,
  name: string,
  self: CloudKey | undefined,
  trees: Trees,
  policy: Policy,
): Obstacle {
  const problem = problemInCloud(name);
  if (problem !== undefined)
    return { kind: 'hold', reason: problem === 'too-long' ? 'name-too-long' : 'illegal-name-in-cloud', detail: name };
  for (const occupant of trees.cloudChildrenFolded(parent, policy.foldCloud(name))) {
    if (occupant.key === self) continue;
    if (policy.isExcluded(occupant.key)) return { kind: 'hold', reason: 'name-of-excluded-folder', detail: name };
    const synced = trees.syncedOfCloud(occupant.key);
    if (synced === undefined) return { kind: 'new-cloud', node: occupant };
    if (leavesCloudName(synced, trees, policy)) return { kind: 'leaving', synced: synced.id, side: 'cloud' };
    return { kind: 'hold', reason: 'case-clash', detail: occupant.name };
  }
  return NONE;
}

/** What stands in the way of `name` inside a local folder, for a node that is `self` there already (or nothing yet). */
export function obstacleHere(
  parent: LocalId,
  name: string,
  self: LocalId | undefined,
  trees: Trees,
  policy: Policy,
): Obstacle {
  const problem = problemHere(name, policy.platform);
  if (problem !== undefined)
    return { kind: 'hold', reason: problem === 'too-long' ? 'name-too-long' : 'illegal-name-here', detail: name };
  for (const occupant of trees.localChildrenFolded(parent, policy.foldLocal(name))) {
    if (occupant.id === self) continue;
    const synced = trees.syncedOfLocal(occupant.id);
    if (occupant.skip !== undefined) return { kind: 'hold', reason: 'name-taken-here', detail: occupant.name };
    if (synced === undefined) return { kind: 'new-local', node: occupant };
    if (leavesLocalName(synced, trees, policy)) return { kind: 'leaving', synced: synced.id, side: 'local' };
    return { kind: 'hold', reason: 'case-clash', detail: occupant.name };
  }
  return NONE;
}

/** Deepest nesting that is followed; deeper is a cycle of parents or an attack. */
const DEEPEST = 2_000;

/** Whether `node` is `ancestor` or lies below it, in the cloud. */
export function isBelowInCloud(node: CloudKey, ancestor: CloudKey, trees: Trees): boolean {
  let key: CloudKey | undefined = node;
  for (let depth = 0; key !== undefined && key !== 0 && depth < DEEPEST; depth += 1) {
    if (key === ancestor) return true;
    key = trees.cloud(key)?.parent;
  }
  return false;
}

export function isBelowHere(node: LocalId, ancestor: LocalId, trees: Trees): boolean {
  let id: LocalId | undefined = node;
  for (let depth = 0; id !== undefined && id !== 0 && depth < DEEPEST; depth += 1) {
    if (id === ancestor) return true;
    id = trees.local(id)?.parent;
  }
  return false;
}
