/** Nodes on which the sides never agreed: made on the other side, bound to a namesake, or set aside. */
import { heirOfAlias, nameHere, nameThere, ofAlias } from './alias.ts';
import { cloudChange, localChange } from './classify.ts';
import { decideNew } from './decide.ts';
import { isBelowIgnored, isExcludedThere, type Obstacle, obstacleInCloud } from './place.ts';
import { readyParent, wayIsFree } from './ready.ts';
import type { Context } from './round.ts';
import type { Again, CloudNode, Entity, EntityRef, LocalNode, SyncedNode, Trees, Why } from './types.ts';

export function planNew(ref: EntityRef, { local, cloud }: Entity, context: Context): void {
  const { round } = context;
  if (local === undefined && cloud === undefined) return round.settle(ref);
  if (local?.skip !== undefined) return round.settle(ref);
  // With a namesake here it is decided about all the same: what is here has to be safe before a folder is cleared away.
  if (local === undefined && cloud !== undefined && isLeftOut(cloud, context)) return round.settle(ref);
  const here = local === undefined ? 'absent' : local.unreadable ? 'unreadable' : 'created';
  const kind = (local ?? cloud)?.kind ?? 'file';
  const kinds = local && cloud && local.kind !== cloud.kind ? 'differ' : 'same';
  const { verdict, why = 'new-here' } = decideNew(here, cloud === undefined ? 'absent' : 'created', kinds, kind);
  if (verdict === 'hold-unreadable') return round.hold(ref, 'unreadable');
  if (verdict === 'upload' && local) return planCreateInCloud(ref, local, why, context);
  if (verdict === 'download' && cloud) return planCreateHere(ref, cloud, why, context);
  if (local === undefined || cloud === undefined) return round.wait(ref);
  if (verdict === 'conflict-of-kinds') {
    // The file becomes the conflict copy, whichever side it is on.
    if (local.kind === 'file') round.setAsideHere(local.id, why);
    else round.act({ kind: 'set-aside-cloud', cloud: cloud.key }, why);
  } else if (verdict === 'adopt') round.act({ kind: 'adopt', local: local.id, cloud: cloud.key, proof: 'bytes' }, why);
  else planPair(local, cloud, why, context);
}

const isLeftOut = (cloud: CloudNode, { trees, policy }: Context): boolean =>
  isExcludedThere(cloud.key, trees, policy) || isBelowIgnored(cloud.key, trees, policy);

/**
 * Two files of one name that nobody compared. Equal size and equal time to the second (all that the cloud keeps) count
 * as equal, so that linking two full sides transfers nothing; anything else is compared byte by byte by the executor.
 */
function planPair(local: LocalNode, cloud: CloudNode, why: Why, { round }: Context): void {
  const sameTime = Math.floor(local.mtimeMs / 1000) === Math.floor(cloud.modifiedMs / 1000);
  const pair = { local: local.id, cloud: cloud.key };
  if (local.size !== cloud.size || (!sameTime && local.size > 0)) round.act({ kind: 'keep-both', ...pair }, why);
  else round.act({ kind: 'adopt', ...pair, proof: local.size === 0 ? 'bytes' : 'metadata' }, 'equal-on-both-sides');
}

/** True if the file is larger than the organization allows; then it is held. */
export function tooLarge(local: LocalNode, ref: EntityRef, { round, policy }: Context): boolean {
  if (local.kind === 'folder' || policy.maxFileSize === undefined || local.size <= policy.maxFileSize) return false;
  round.hold(ref, 'too-large', String(policy.maxFileSize));
  return true;
}

interface Predecessor {
  readonly local: number | undefined;
  readonly cloud: number | undefined;
  readonly again: Again;
}

function planCreateInCloud(ref: EntityRef, local: LocalNode, why: Why, context: Context): void {
  const { round, trees, policy } = context;
  if (tooLarge(local, ref, context)) return;
  const ready = readyParent('cloud', local.parent, ref, context);
  if (ready === undefined) return;
  const lost = lostUnderAlias(ready.id, local, context);
  if (lost !== undefined) return round.adoptAgain(local.id, lost, 'alone', why);
  // Inside a folder that is only being made nothing can be in the way, but the name has to be one the cloud takes.
  const name = nameThere(local, undefined, trees, policy);
  const obstacle = obstacleInCloud(ready.id ?? -1, name, undefined, trees, policy);
  if (obstacle.kind === 'of-cloud' && obstacle.node.name !== name && !trees.syncedOfCloud(obstacle.node.key))
    return round.hold(ref, 'case-clash', obstacle.node.name);
  const before = predecessor(obstacle, local.kind, context);
  if (before === undefined && !wayIsFree(obstacle, local, ref, context)) return;
  if (!round.claim('cloud', ready.parent, policy.foldCloud(name))) return round.wait(ref);
  if (before?.cloud !== undefined) {
    round.adoptAgain(local.id, before.cloud, before.again, why);
    return;
  }
  const as = name === local.name ? {} : { as: name };
  const kind = local.kind === 'folder' ? 'make-cloud-folder' : 'upload-new';
  round.act({ kind, local: local.id, ...as }, why, ready.after);
}

/** The node of the cloud whose alias a new local node bears, because the one that bore it was deleted and made again. */
function lostUnderAlias(parent: number | undefined, local: LocalNode, { trees, policy }: Context): number | undefined {
  const node = parent === undefined ? undefined : ofAlias(parent, local.name, trees, policy);
  const agreed = node && trees.syncedOfCloud(node.key);
  return agreed !== undefined && heirOfAlias(agreed, trees, policy)?.id === local.id && isGoneHere(agreed, trees)
    ? agreed.cloud
    : undefined;
}

const isGoneHere = ({ local }: SyncedNode, trees: Trees): boolean =>
  local === undefined || trees.local(local) === undefined;

function planCreateHere(ref: EntityRef, cloud: CloudNode, why: Why, context: Context): void {
  const { round, trees, policy } = context;
  const ready = readyParent('local', cloud.parent, ref, context);
  if (ready === undefined) return;
  const { name, obstacle } = nameHere(cloud, ready.id ?? -1, undefined, trees, policy);
  const before = predecessor(obstacle, cloud.kind, context);
  if (before === undefined && !wayIsFree(obstacle, undefined, ref, context)) return;
  if (!round.claim('local', ready.parent, policy.foldLocal(name))) return round.wait(ref);
  if (before?.local !== undefined) {
    // The agreed bytes lie in the trash of the cloud, if anywhere: what is here must not be replaced without a copy.
    round.adoptAgain(before.local, cloud.key, before.again, why, 'metadata');
    return;
  }
  const kind = cloud.kind === 'folder' ? 'make-local-folder' : 'download-new';
  round.act({ kind, cloud: cloud.key, ...(name === cloud.name ? {} : { as: name }) }, why, ready.after);
}

/**
 * The agreed node whose place a new one of the same kind has taken: deleted and made again, as editors save and as
 * folders are rebuilt. It takes over the agreement, so that the other side keeps the node with its id, its revisions
 * and its shares, and what was moved from the old folder into the new one has not moved at all. Where the other side
 * used the old node meanwhile, that one's own decision comes first.
 */
function predecessor(obstacle: Obstacle, kind: LocalNode['kind'], { trees, policy }: Context): Predecessor | undefined {
  if (obstacle.kind !== 'doomed' || obstacle.synced.kind !== kind) return undefined;
  const { synced, side } = obstacle;
  const local = synced.local === undefined ? undefined : trees.local(synced.local);
  const cloud = synced.cloud === undefined ? undefined : trees.cloud(synced.cloud);
  const change = side === 'local' ? localChange(synced, local, trees) : cloudChange(synced, cloud, trees);
  if (change !== 'unchanged' || (cloud !== undefined && policy.isExcluded(cloud.key))) return undefined;
  return { local: local?.id, cloud: cloud?.key, again: 'alone' };
}
