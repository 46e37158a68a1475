/**
 * The reconciler: what to do about the nodes that differ. Pure: it reads the trees it is given and touches nothing.
 * Each node is classified, looked up in the table, and turned into the one step that can be done now; a node whose step
 * needs another one first either names that one (`after`), or waits for the next round.
 */
import { heirOfAlias, isUnwanted } from './alias.ts';
import { cloudChange, localChange } from './classify.ts';
import { planNew, tooLarge } from './create.ts';
import { type Decision, decideAgreed } from './decide.ts';
import { entityOf } from './entity.ts';
import { planMoveCloud, planMoveLocal } from './moves.ts';
import { isBelowIgnored, isExcludedThere, isIgnoredThere } from './place.ts';
import { makeAgain } from './ready.ts';
import { remembered, rememberedPolicy } from './remembered.ts';
import { type Context, Round } from './round.ts';
import type { Change, CloudNode, Entity, EntityRef, Plan, Policy, SyncedNode, Trees, Why } from './types.ts';

export { entityOf } from './entity.ts';

type Agreed = Entity & { readonly synced: SyncedNode };

/** What to do about these nodes, as far as it can be told now. */
export function reconcile(refs: readonly EntityRef[], askedTrees: Trees, askedPolicy: Policy): Plan {
  const [trees, policy] = [remembered(askedTrees), rememberedPolicy(askedPolicy)];
  const context: Context = { round: new Round(), trees, policy };
  for (const ref of inOrder(refs)) {
    const entity = entityOf(ref, trees, policy);
    if (entity.synced !== undefined) planAgreed(ref, { ...entity, synced: entity.synced }, context);
    // Bound since it was listed: its agreement is what is decided about.
    else if (isAgreedNow(ref, trees)) context.round.settle(ref);
    // A pair that is new on both sides is on the list twice; it is one decision, by the local node.
    else if (isFirst(entity, context.round)) planNew(ref, entity, context);
    else if (entity.local?.unreadable) context.round.hold(ref, 'unreadable');
    else context.round.wait(ref);
  }
  return context.round.plan();
}

function isAgreedNow(ref: EntityRef, trees: Trees): boolean {
  const row = ref.tree === 'local' ? trees.syncedOfLocal(ref.id) : trees.syncedOfCloud(ref.id);
  return ref.tree !== 'synced' && row !== undefined;
}

function isFirst({ local, cloud }: Entity, round: Round): boolean {
  const here = local === undefined || round.first(`decided local ${local.id}`);
  const there = cloud === undefined || round.first(`decided cloud ${cloud.key}`);
  return here && there;
}

/** Agreed nodes first, then this disk's, then the cloud's: a namesake is looked for from this disk before it is fetched. */
function inOrder(refs: readonly EntityRef[]): readonly EntityRef[] {
  const order = { synced: 0, local: 1, cloud: 2 };
  return refs.toSorted((one, other) => order[one.tree] - order[other.tree]);
}

function planAgreed(ref: EntityRef, entity: Agreed, context: Context): void {
  const { round, trees, policy } = context;
  const { synced, local, cloud } = entity;
  if (local?.skip !== undefined) return planIgnoredNow(entity, context);
  // Gone here under a name that is ignored by now: a rule that begins to match deletes nothing on the other side.
  if (local === undefined && cloud !== undefined && isIgnoredThere(cloud, policy))
    return round.unbind(synced.id, 'ignored-now', true);
  const heir = local === undefined && cloud !== undefined ? heirOfAlias(synced, trees, policy) : undefined;
  if (heir !== undefined && cloud !== undefined) return round.adoptAgain(heir.id, cloud.key, 'alone', 'edited-here');
  const here = localChange(synced, local, trees);
  const there = cloudChange(synced, cloud, trees);
  if (cloud !== undefined && (isExcludedThere(cloud.key, trees, policy) || isUnwanted(synced, policy)))
    return planLeftOut(ref, entity, here, there, context);
  if (here === 'unchanged' && there === 'unchanged') return round.settle(ref);
  // Where the cloud moved it under an ignored name or folder it would be ignored here too, and lose its agreement: editors
  // and other clients use such names for a moment.
  if (cloud !== undefined && there.startsWith('moved') && isHiddenByRule(cloud, trees, policy))
    return round.hold(ref, 'content-left-out', cloud.name);
  carryOut(decideAgreed(synced.kind, here, there), ref, entity, context);
}

/**
 * A node that now bears an ignored name here. Editors save so: the old file becomes a backup of that kind for a moment,
 * and the new bytes stand under its name; then that file is the agreed one. Else both sides go their own ways.
 */
function planIgnoredNow({ synced, cloud }: Agreed, { round, trees }: Context): void {
  const folder = trees.synced(synced.parent)?.local;
  const heir = folder === undefined ? undefined : trees.localChild(folder, synced.localName);
  const inherits =
    heir !== undefined &&
    heir.skip === undefined &&
    heir.kind === synced.kind &&
    trees.syncedOfLocal(heir.id) === undefined;
  if (inherits && cloud !== undefined) round.adoptAgain(heir.id, cloud.key, 'alone', 'edited-here');
  else round.unbind(synced.id, 'ignored-now', true);
}

function isHiddenByRule(cloud: CloudNode, trees: Trees, policy: Policy): boolean {
  return isIgnoredThere(cloud, policy) || isBelowIgnored(cloud.parent, trees, policy);
}

/** A node that selective sync leaves out, or whose alias is not wanted any more: what was done here goes up first, then the local copy goes. */
function planLeftOut(ref: EntityRef, entity: Agreed, here: Change, there: Change, context: Context): void {
  const { round, policy } = context;
  const { synced } = entity;
  const why = isUnwanted(synced, policy) ? 'alias-ended' : 'left-out';
  const movedThere = there.startsWith('moved');
  // Whoever deletes the copy of a left-out node means the copy.
  if (here === 'deleted') round.act({ kind: 'forget', synced: synced.id }, why);
  else if (here === 'unchanged' || (here === 'moved' && movedThere))
    round.act({ kind: 'evict-local', synced: synced.id }, why);
  // Its place does not matter any more, its content does. Of two contents the local one stays here, as a new file.
  else if (movedThere && there === 'moved-edited' && here.endsWith('edited'))
    round.unbind(synced.id, 'edited-on-both-sides', false);
  else if (movedThere && here.endsWith('edited'))
    carryOut({ verdict: 'upload', why: 'edited-here' }, ref, entity, context);
  else carryOut(decideAgreed(synced.kind, here, there), ref, entity, context);
}

/** Whether the folder above is gone on the same side as this node: then that folder's deletion takes it along. */
function isTakenAlong({ synced, local, cloud }: Agreed, trees: Trees): boolean {
  const parent = trees.synced(synced.parent);
  if (parent === undefined) return false;
  const parentHere = parent.local !== undefined && trees.local(parent.local) !== undefined;
  const parentThere = parent.cloud !== undefined && trees.cloud(parent.cloud) !== undefined;
  return (local === undefined && !parentHere) || (cloud === undefined && !parentThere);
}

function carryOut(decision: Decision, ref: EntityRef, entity: Agreed, context: Context): void {
  const { round, trees } = context;
  const { synced, local, cloud } = entity;
  const why = decision.why ?? 'content-unknown';
  const both = local === undefined || cloud === undefined ? undefined : { synced, local, cloud };
  switch (decision.verdict) {
    case 'nothing':
      return round.settle(ref);
    case 'hold-unreadable':
      return round.hold(ref, 'unreadable');
    case 'read-first':
      if (local !== undefined) round.act({ kind: 'read', local: local.id }, why);
      return;
    case 'upload':
      if (local === undefined || !tooLarge(local, ref, context))
        round.act({ kind: 'upload-edit', synced: synced.id }, why);
      return;
    case 'download':
      round.act({ kind: 'download-edit', synced: synced.id }, why);
      return;
    case 'move-cloud':
      return both && planMoveCloud(ref, both, why, context);
    case 'move-local':
      return both && planMoveLocal(ref, both, why, context);
    case 'delete-cloud':
      return round.delete(synced.id, 'cloud', !isTakenAlong(entity, trees));
    case 'delete-local':
      return round.delete(synced.id, 'local', !isTakenAlong(entity, trees));
    case 'forget':
      round.act({ kind: 'forget', synced: synced.id }, why);
      return;
    case 'make-again':
      return planMakeAgain(ref, entity, why, context);
    case 'conflict':
      if (both !== undefined) planConflict(both, why, context);
      return;
    case 'adopt':
    case 'conflict-of-kinds':
    case 'impossible':
      // Not reachable for an agreed node: its kinds agree by construction. Looked at again rather than guessed at.
      round.wait(ref);
  }
}

/** A used file counts as new on the side that has it; a used folder comes back with its agreement and its content. */
function planMakeAgain(ref: EntityRef, { synced, local }: Agreed, why: Why, context: Context): void {
  if (synced.kind === 'file') return context.round.unbind(synced.id, why, false);
  makeAgain(synced, local === undefined ? 'local' : 'cloud', ref, context);
}

function planConflict({ synced, local, cloud }: Required<Agreed>, why: Why, { round }: Context): void {
  if (local === undefined || cloud === undefined) return;
  const wentBack = cloud.revision < synced.revision;
  round.act({ kind: 'keep-both', local: local.id, cloud: cloud.key }, wentBack ? 'cloud-went-back' : why);
}
