/**
 * Where a node is to stand on the other side, and what stands in the way. Every answer is about the trees as they are
 * now; what cannot be done yet waits for the next round, which is how chains of renames find their order.
 */
import { cloudMoved, localMoved } from './classify.ts';
import { problemHere, problemInCloud } from './names.ts';
import type {
  CloudKey,
  CloudNode,
  EntityRef,
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
  | { readonly state: 'deleted'; readonly synced: SyncedNode };

/** The cloud folder that answers to a local folder. */
export function cloudParent(localParent: LocalId, trees: Trees): Parent {
  const synced = trees.syncedOfLocal(localParent);
  if (synced === undefined) return { state: 'unborn', of: localParent };
  if (synced.cloud === undefined || trees.cloud(synced.cloud) === undefined) return { state: 'deleted', synced };
  return { state: 'there', id: synced.cloud };
}

/** The local folder that answers to a cloud folder. */
export function localParent(parent: CloudKey, trees: Trees): Parent {
  const synced = trees.syncedOfCloud(parent);
  if (synced === undefined) return { state: 'unborn', of: parent };
  if (synced.local === undefined || trees.local(synced.local) === undefined) return { state: 'deleted', synced };
  return { state: 'there', id: synced.local };
}

/** What keeps a name from being used at a place. */
export type Obstacle =
  | { readonly kind: 'none' }
  /** An agreed node that is about to leave this name, on the side where it still has it. */
  | { readonly kind: 'leaving'; readonly synced: SyncedId; readonly side: Side }
  /** An agreed node that is to be deleted here, or to be made again, because the other side has it no more. */
  | { readonly kind: 'doomed'; readonly synced: SyncedNode; readonly side: Side }
  /** A node that is new in the cloud under this name, or that the cloud moved here: the cloud's keeps the name. */
  | { readonly kind: 'of-cloud'; readonly node: CloudNode }
  /** A node that is new here under this name, or was moved here on this disk: it gives way to the cloud's. */
  | { readonly kind: 'of-disk'; readonly node: LocalNode }
  | { readonly kind: 'hold'; readonly reason: HoldReason; readonly detail: string };

const NONE: Obstacle = { kind: 'none' };

export const isIgnoredThere = (node: CloudNode, policy: Policy): boolean =>
  policy.ignoreRule(node.name, node.kind, node.key) !== undefined;

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
  for (const occupant of trees.cloudChildrenFolded(parent, policy.foldCloud(name)))
    if (occupant.key !== self) return inTheWayThere(occupant, trees, policy);
  return NONE;
}

function inTheWayThere(occupant: CloudNode, trees: Trees, policy: Policy): Obstacle {
  if (policy.isExcluded(occupant.key))
    return { kind: 'hold', reason: 'name-of-excluded-folder', detail: occupant.name };
  const synced = trees.syncedOfCloud(occupant.key);
  if (synced === undefined) {
    // An ignored node never comes here, so nothing here can give way to it.
    if (isIgnoredThere(occupant, policy)) return { kind: 'hold', reason: 'name-taken-here', detail: occupant.name };
    return { kind: 'of-cloud', node: occupant };
  }
  const local = synced.local === undefined ? undefined : trees.local(synced.local);
  if (cloudMoved(synced, occupant, trees)) return { kind: 'of-cloud', node: occupant };
  if (local === undefined) return { kind: 'doomed', synced, side: 'cloud' };
  const leaves =
    local.parent !== trees.synced(synced.parent)?.local ||
    policy.foldCloud(local.name) !== policy.foldCloud(synced.localName);
  if (leaves) return { kind: 'leaving', synced: synced.id, side: 'cloud' };
  return { kind: 'hold', reason: 'case-clash', detail: occupant.name };
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
  for (const occupant of trees.localChildrenFolded(parent, policy.foldLocal(name)))
    if (occupant.id !== self) return inTheWayHere(occupant, trees, policy);
  return NONE;
}

function inTheWayHere(occupant: LocalNode, trees: Trees, policy: Policy): Obstacle {
  if (occupant.skip !== undefined) return { kind: 'hold', reason: 'name-taken-here', detail: occupant.name };
  const synced = trees.syncedOfLocal(occupant.id);
  if (synced === undefined) return { kind: 'of-disk', node: occupant };
  const cloud = synced.cloud === undefined ? undefined : trees.cloud(synced.cloud);
  if (cloud === undefined)
    return localMoved(synced, occupant, trees)
      ? { kind: 'of-disk', node: occupant }
      : { kind: 'doomed', synced, side: 'local' };
  const leaves =
    cloud.parent !== trees.synced(synced.parent)?.cloud ||
    policy.foldLocal(cloud.name) !== policy.foldLocal(synced.name);
  if (leaves) return { kind: 'leaving', synced: synced.id, side: 'local' };
  if (localMoved(synced, occupant, trees)) {
    // A move that the cloud's order of folders does not allow is taken back.
    if (nestingThere(occupant, cloud, trees) === 'conflict')
      return { kind: 'leaving', synced: synced.id, side: 'local' };
    // It was moved here and would be sent there; but the cloud has given the name to another one.
    return { kind: 'of-disk', node: occupant };
  }
  return { kind: 'hold', reason: 'case-clash', detail: occupant.name };
}

/** Deepest nesting that is followed; deeper is a cycle of parents or an attack. */
const DEEPEST = 2_000;

/** The node and the folders above it on one side, from the inside out, the top last. */
export function upwards(side: Side, node: number, trees: Trees): readonly number[] {
  const path: number[] = [];
  let at: number | undefined = node;
  while (at !== undefined && at !== 0 && path.length < DEEPEST) {
    path.push(at);
    at = side === 'local' ? trees.local(at)?.parent : trees.cloud(at)?.parent;
  }
  return path;
}

/** Whether selective sync leaves this cloud node out, itself or with a folder above it. */
export function isExcludedThere(key: CloudKey, trees: Trees, policy: Policy): boolean {
  return upwards('cloud', key, trees).some((at) => policy.isExcluded(at));
}

/** Whether an ignored folder of the cloud, one that was never agreed on, holds this node, or the node is one itself. */
export function isBelowIgnored(key: CloudKey, trees: Trees, policy: Policy): boolean {
  return upwards('cloud', key, trees).some((at) => {
    const node = trees.cloud(at);
    return node !== undefined && node.parent !== 0 && !trees.syncedOfCloud(at) && isIgnoredThere(node, policy);
  });
}

/**
 * Whether the folder can go where it is wanted in the cloud. If the target lies inside the folder itself, something on
 * the way from one to the other has to move out first: `behind` it is where this disk moved that one, and that one can
 * go. Where the cloud put the target there, both moves cannot be: a conflict.
 */
export function nestingThere(local: LocalNode, cloud: CloudNode, trees: Trees): 'free' | 'conflict' | EntityRef {
  const target = cloudParent(local.parent, trees);
  if (cloud.kind !== 'folder' || target.state !== 'there') return 'free';
  const path = upwards('cloud', target.id, trees);
  const at = path.indexOf(cloud.key);
  if (at < 0) return 'free';
  for (const key of path.slice(0, at)) {
    const synced = trees.syncedOfCloud(key);
    const between = trees.cloud(key);
    const here = synced?.local === undefined ? undefined : trees.local(synced.local);
    if (synced === undefined || between === undefined || here === undefined) continue;
    if (!localMoved(synced, here, trees) || cloudMoved(synced, between, trees)) continue;
    // Each step of this descends inside the cloud's tree, so it ends.
    if (nestingThere(here, between, trees) !== 'conflict') return { tree: 'synced', id: synced.id };
  }
  return 'conflict';
}
