/**
 * The reconciler: what to do about the nodes that differ. Pure: it reads the trees it is given and touches nothing.
 * Each node is classified, looked up in the table, and turned into the one step that can be done now; a node whose step
 * needs another one first either names that one (`after`), or waits for the next round.
 */
import { cloudChange, localChange } from './classify.ts';
import { type Decision, decideAgreed, decideNew } from './decide.ts';
import {
  cloudParent,
  isBelowHere,
  isBelowInCloud,
  localParent,
  type Obstacle,
  obstacleHere,
  obstacleInCloud,
  type Parent,
} from './place.ts';
import type {
  Action,
  CloudKey,
  CloudNode,
  Deletion,
  Entity,
  EntityRef,
  Hold,
  HoldReason,
  LocalId,
  LocalNode,
  Plan,
  Policy,
  SyncedNode,
  Trees,
  Waiting,
  Why,
} from './types.ts';

/** Distributes over the union, so that each kind of action keeps its own fields. */
type Step = Action extends infer One ? (One extends Action ? Omit<One, 'why' | 'after'> : never) : never;

/** Collects what the round decides, and remembers which folders are made in it. */
class Round {
  readonly actions: Action[] = [];
  readonly holds: Hold[] = [];
  readonly settled: EntityRef[] = [];
  readonly waiting: Waiting[] = [];
  readonly deletions: Deletion[] = [];
  readonly #unbound = new Set<number>();
  readonly #claimed = new Set<string>();
  readonly #makesCloudFolder = new Map<LocalId, number>();
  readonly #makesLocalFolder = new Map<CloudKey, number>();

  act(step: Step, why: Why, after?: number): void {
    const index = this.actions.length;
    const action = { ...step, why, ...(after === undefined ? {} : { after }) } as Action;
    this.actions.push(action);
    if (action.kind === 'make-cloud-folder') this.#makesCloudFolder.set(action.local, index);
    if (action.kind === 'make-local-folder') this.#makesLocalFolder.set(action.cloud, index);
  }

  /** Drops an agreement once a round, however many nodes ask for it. */
  unbind(synced: number, why: Why, below: boolean): void {
    if (this.#unbound.has(synced)) return;
    this.#unbound.add(synced);
    this.act({ kind: 'unbind', synced, below }, why);
  }

  makerOfCloudFolder(local: LocalId): number | undefined {
    return this.#makesCloudFolder.get(local);
  }

  makerOfLocalFolder(cloud: CloudKey): number | undefined {
    return this.#makesLocalFolder.get(cloud);
  }

  /**
   * Takes a name at a place for this round; false if another node of the round has it already. Without it two new
   * files that differ only in case would both be sent, and the cloud would bury one under the other.
   */
  claim(side: 'local' | 'cloud', parent: string, folded: string): boolean {
    const key = `${side} ${parent} ${folded}`;
    if (this.#claimed.has(key)) return false;
    this.#claimed.add(key);
    return true;
  }

  hold(entity: EntityRef, reason: HoldReason, detail?: string): void {
    this.holds.push({ entity, reason, ...(detail === undefined ? {} : { detail }) });
  }

  wait(entity: EntityRef, blocker?: Waiting['blocker']): void {
    this.waiting.push({ entity, ...(blocker === undefined ? {} : { blocker }) });
  }
}

/** The up to three rows that belong to one reference. An unagreed local node finds its namesake in the cloud. */
export function entityOf(ref: EntityRef, trees: Trees, policy: Policy): Entity {
  if (ref.tree === 'synced') {
    const synced = trees.synced(ref.id);
    return {
      synced,
      local: synced?.local === undefined ? undefined : trees.local(synced.local),
      cloud: synced?.cloud === undefined ? undefined : trees.cloud(synced.cloud),
    };
  }
  if (ref.tree === 'local') {
    const local = trees.local(ref.id);
    return { synced: undefined, local, cloud: local && namesakeInCloud(local, trees, policy) };
  }
  const cloud = trees.cloud(ref.id);
  return { synced: undefined, cloud, local: cloud && namesakeHere(cloud, trees, policy) };
}

/** Exact names first: on a disk that tells cases apart, `A` and `a` are two files and only one can be the cloud's. */
function pick<Node extends { readonly name: string }>(nodes: readonly Node[], name: string): Node | undefined {
  return nodes.find((node) => node.name === name) ?? nodes[0];
}

function namesakeInCloud(local: LocalNode, trees: Trees, policy: Policy): CloudNode | undefined {
  const parent = cloudParent(local.parent, trees);
  if (parent.state !== 'there') return undefined;
  const free = trees
    .cloudChildrenFolded(parent.id, policy.foldCloud(local.name))
    .filter((node) => trees.syncedOfCloud(node.key) === undefined && !policy.isExcluded(node.key));
  const found = pick(free, local.name);
  if (found === undefined || found.name === local.name) return found;
  // Another local file with the cloud's exact spelling has the better claim.
  const better = trees.localChild(local.parent, found.name);
  return better === undefined || better.id === local.id ? found : undefined;
}

function namesakeHere(cloud: CloudNode, trees: Trees, policy: Policy): LocalNode | undefined {
  const parent = localParent(cloud.parent, trees);
  if (parent.state !== 'there') return undefined;
  const exact = trees.localChild(parent.id, cloud.name);
  const candidates = exact ? [exact] : trees.localChildrenFolded(parent.id, policy.foldLocal(cloud.name));
  const found = candidates.find((node) => node.skip === undefined && trees.syncedOfLocal(node.id) === undefined);
  if (found !== undefined) return found;
  // A spelling that only the cloud takes for the same name still belongs to this node if nobody else claims it.
  return undefined;
}

/** What to do about these nodes, as far as it can be told now. */
export function reconcile(refs: readonly EntityRef[], trees: Trees, policy: Policy): Plan {
  const round = new Round();
  const seen = new Set<string>();
  for (const ref of refs) {
    const entity = entityOf(ref, trees, policy);
    // A pair that is new on both sides is on the list twice; it is one decision.
    const key = entity.synced
      ? `s${entity.synced.id}`
      : entity.local && entity.cloud
        ? `l${entity.local.id}`
        : `${ref.tree}${ref.id}`;
    if (seen.has(key)) {
      round.wait(ref);
      continue;
    }
    seen.add(key);
    if (entity.synced !== undefined) planAgreed(ref, { ...entity, synced: entity.synced }, round, trees, policy);
    else planNew(ref, entity, round, trees, policy);
  }
  const { actions, holds, settled, waiting, deletions } = round;
  return { actions, holds, settled, waiting, deletions };
}

function planAgreed(
  ref: EntityRef,
  entity: Entity & { readonly synced: SyncedNode },
  round: Round,
  trees: Trees,
  policy: Policy,
): void {
  const { synced, local, cloud } = entity;
  if (local?.skip !== undefined) return round.unbind(synced.id, 'ignored-now', true);
  const here = localChange(synced, local, trees);
  const there = cloudChange(synced, cloud, trees);
  if (here === 'unchanged' && there === 'unchanged') {
    if (synced.cloud !== undefined && policy.isExcluded(synced.cloud))
      return round.act({ kind: 'evict-local', synced: synced.id }, 'left-out');
    round.settled.push(ref);
    return;
  }
  if (takenAlong(synced, local, cloud, trees)) return planCovered(synced, here, there, ref, round);
  carryOut(decideAgreed(synced.kind, here, there), ref, { synced, local, cloud }, round, trees, policy);
}

/** Whether the folder above is gone on the same side as this node: then that folder's decision speaks for both. */
function takenAlong(
  synced: SyncedNode,
  local: LocalNode | undefined,
  cloud: CloudNode | undefined,
  trees: Trees,
): boolean {
  const parent = trees.synced(synced.parent);
  if (parent === undefined) return false;
  const parentHere = parent.local !== undefined && trees.local(parent.local) !== undefined;
  const parentThere = parent.cloud !== undefined && trees.cloud(parent.cloud) !== undefined;
  return (local === undefined && !parentHere) || (cloud === undefined && !parentThere);
}

/** A node inside a deleted folder: untouched it goes with the folder; used meanwhile it needs the folder back. */
function planCovered(synced: SyncedNode, here: string, there: string, ref: EntityRef, round: Round): void {
  if (here === 'touched') {
    if (synced.local !== undefined) round.act({ kind: 'read', local: synced.local }, 'content-unknown');
    return;
  }
  if (here === 'unreadable') return round.hold(ref, 'unreadable');
  if (here === 'deleted' && there === 'deleted')
    return round.act({ kind: 'forget', synced: synced.id }, 'gone-on-both-sides');
  const used = (change: string): boolean => change !== 'deleted' && change !== 'unchanged';
  if (used(here) || used(there)) {
    const edited = here.endsWith('edited') || there.endsWith('edited');
    return round.unbind(synced.id, edited ? 'edit-beats-delete' : 'move-beats-delete', synced.kind === 'folder');
  }
  round.deletions.push({ synced: synced.id, side: here === 'deleted' ? 'cloud' : 'local', topmost: false });
}

function carryOut(
  decision: Decision,
  ref: EntityRef,
  entity: Entity & { readonly synced: SyncedNode },
  round: Round,
  trees: Trees,
  policy: Policy,
): void {
  const { synced, local, cloud } = entity;
  const why = decision.why ?? 'content-unknown';
  switch (decision.verdict) {
    case 'nothing':
      round.settled.push(ref);
      return;
    case 'hold-unreadable':
      return round.hold(ref, 'unreadable');
    case 'read-first':
      if (local !== undefined) round.act({ kind: 'read', local: local.id }, why);
      return;
    case 'upload':
      if (local !== undefined && tooLarge(local, ref, round, policy)) return;
      return round.act({ kind: 'upload-edit', synced: synced.id }, why);
    case 'download':
      return round.act({ kind: 'download-edit', synced: synced.id }, why);
    case 'move-cloud':
      if (local !== undefined && cloud !== undefined)
        planMoveCloud(ref, synced, local, cloud, why, round, trees, policy);
      return;
    case 'move-local':
      if (local !== undefined && cloud !== undefined)
        planMoveLocal(ref, synced, local, cloud, why, round, trees, policy);
      return;
    case 'delete-cloud':
      round.deletions.push({ synced: synced.id, side: 'cloud', topmost: true });
      return;
    case 'delete-local':
      round.deletions.push({ synced: synced.id, side: 'local', topmost: true });
      return;
    case 'forget':
      return round.act({ kind: 'forget', synced: synced.id }, why);
    case 'make-again':
      return round.unbind(synced.id, why, synced.kind === 'folder');
    case 'conflict':
      if (local !== undefined && cloud !== undefined)
        round.act(
          { kind: 'keep-both', local: local.id, cloud: cloud.key },
          cloud.revision < synced.revision ? 'cloud-went-back' : why,
        );
      return;
    case 'adopt':
    case 'conflict-of-kinds':
    case 'impossible':
      // Not reachable for an agreed node: its kinds agree by construction. Looked at again rather than guessed at.
      round.wait(ref);
  }
}

function tooLarge(local: LocalNode, ref: EntityRef, round: Round, policy: Policy): boolean {
  if (policy.maxFileSize === undefined || local.size <= policy.maxFileSize) return false;
  round.hold(ref, 'too-large', String(policy.maxFileSize));
  return true;
}

/** Makes the parent come about, or says which action of this round does; undefined = wait for the next round. */
function readyParent(
  parent: Parent,
  maker: (of: number) => number | undefined,
  ref: EntityRef,
  round: Round,
): { readonly id: number | undefined; readonly after?: number } | undefined {
  if (parent.state === 'there') return { id: parent.id };
  if (parent.state === 'deleted') {
    round.unbind(parent.synced, 'needed-by-content', false);
    round.wait(ref);
    return undefined;
  }
  const after = maker(parent.of);
  if (after !== undefined) return { id: undefined, after };
  round.wait(ref);
  return undefined;
}

/** True if the way is free; else says what is done about the obstacle. */
function wayIsFree(obstacle: Obstacle, mover: LocalNode | undefined, ref: EntityRef, round: Round): boolean {
  switch (obstacle.kind) {
    case 'none':
      return true;
    case 'hold':
      round.hold(ref, obstacle.reason, obstacle.detail);
      return false;
    case 'leaving':
      round.wait(ref, { synced: obstacle.synced, side: obstacle.side });
      return false;
    case 'new-cloud':
      // Moved here onto a name that is new in the cloud: the one that others do not know yet gives way.
      if (mover !== undefined) round.act({ kind: 'set-aside-local', local: mover.id }, 'created-on-both-sides');
      else round.wait(ref);
      return false;
    case 'new-local':
      round.act({ kind: 'set-aside-local', local: obstacle.node.id }, 'created-on-both-sides');
      return false;
  }
}

function planMoveCloud(
  ref: EntityRef,
  synced: SyncedNode,
  local: LocalNode,
  cloud: CloudNode,
  why: Why,
  round: Round,
  trees: Trees,
  policy: Policy,
): void {
  const ready = readyParent(cloudParent(local.parent, trees), (of) => round.makerOfCloudFolder(of), ref, round);
  if (ready === undefined) return;
  const name = local.name === synced.localName ? synced.name : local.name;
  if (ready.id !== undefined) {
    if (cloud.kind === 'folder' && isBelowInCloud(ready.id, cloud.key, trees))
      // Each side put one folder into the other. The cloud's order stays; this one goes back to its place first.
      return planMoveLocal(ref, synced, local, cloud, 'cloud-move-wins', round, trees, policy);
    if (!wayIsFree(obstacleInCloud(ready.id, name, cloud.key, trees, policy), local, ref, round)) return;
  }
  if (!round.claim('cloud', String(ready.id ?? `unborn ${local.parent}`), policy.foldCloud(name)))
    return round.wait(ref);
  round.act({ kind: 'move-cloud', synced: synced.id }, why, ready.after);
}

function planMoveLocal(
  ref: EntityRef,
  synced: SyncedNode,
  local: LocalNode,
  cloud: CloudNode,
  why: Why,
  round: Round,
  trees: Trees,
  policy: Policy,
): void {
  const ready = readyParent(localParent(cloud.parent, trees), (of) => round.makerOfLocalFolder(of), ref, round);
  if (ready === undefined) return;
  const name = cloud.name === synced.name ? synced.localName : cloud.name;
  if (ready.id !== undefined) {
    if (local.parent === ready.id && local.name === name)
      // Both sides made the same move.
      return round.act({ kind: 'agree', synced: synced.id }, why);
    if (local.kind === 'folder' && isBelowHere(ready.id, local.id, trees)) return round.wait(ref);
    if (!wayIsFree(obstacleHere(ready.id, name, local.id, trees, policy), undefined, ref, round)) return;
  }
  if (!round.claim('local', String(ready.id ?? `unborn ${cloud.parent}`), policy.foldLocal(name)))
    return round.wait(ref);
  round.act({ kind: 'move-local', synced: synced.id }, why, ready.after);
}

function planNew(ref: EntityRef, entity: Entity, round: Round, trees: Trees, policy: Policy): void {
  const { local, cloud } = entity;
  if (local === undefined && cloud === undefined) {
    round.settled.push(ref);
    return;
  }
  if (local?.skip !== undefined || (cloud !== undefined && leftOut(cloud, policy))) {
    round.settled.push(ref);
    return;
  }
  const here = local === undefined ? 'absent' : local.unreadable ? 'unreadable' : 'created';
  const kind = (local ?? cloud)?.kind ?? 'file';
  const kinds = local && cloud && local.kind !== cloud.kind ? 'differ' : 'same';
  const { verdict, why = 'new-here' } = decideNew(here, cloud === undefined ? 'absent' : 'created', kinds, kind);
  if (verdict === 'hold-unreadable') return round.hold(ref, 'unreadable');
  if (verdict === 'upload' && local) return planCreateInCloud(ref, local, why, round, trees, policy);
  if (verdict === 'download' && cloud) return planCreateHere(ref, cloud, why, round, trees, policy);
  if (local === undefined || cloud === undefined) return round.wait(ref);
  if (verdict === 'conflict-of-kinds')
    return local.kind === 'file'
      ? round.act({ kind: 'set-aside-local', local: local.id }, why)
      : round.act({ kind: 'set-aside-cloud', cloud: cloud.key }, why);
  if (verdict === 'adopt') return round.act({ kind: 'adopt', local: local.id, cloud: cloud.key, proof: 'bytes' }, why);
  planPair(local, cloud, why, round);
}

function leftOut(cloud: CloudNode, policy: Policy): boolean {
  return policy.isExcluded(cloud.key) || policy.ignoreRule(cloud.name, cloud.kind) !== undefined;
}

/**
 * Two files of one name that nobody compared. Equal size and equal time to the second (all that the cloud keeps) count
 * as equal, so that linking two full sides transfers nothing; anything else is compared byte by byte by the executor.
 */
function planPair(local: LocalNode, cloud: CloudNode, why: Why, round: Round): void {
  const sameTime = Math.floor(local.mtimeMs / 1000) === Math.floor(cloud.modifiedMs / 1000);
  if (local.size === cloud.size && (sameTime || local.size === 0))
    return round.act(
      { kind: 'adopt', local: local.id, cloud: cloud.key, proof: local.size === 0 ? 'bytes' : 'metadata' },
      'equal-on-both-sides',
    );
  round.act({ kind: 'keep-both', local: local.id, cloud: cloud.key }, why);
}

function planCreateInCloud(
  ref: EntityRef,
  local: LocalNode,
  why: Why,
  round: Round,
  trees: Trees,
  policy: Policy,
): void {
  if (local.kind === 'file' && tooLarge(local, ref, round, policy)) return;
  const ready = readyParent(cloudParent(local.parent, trees), (of) => round.makerOfCloudFolder(of), ref, round);
  if (ready === undefined) return;
  // Inside a folder that is only being made nothing can be in the way, but the name has to be one the cloud takes.
  const obstacle = obstacleInCloud(ready.id ?? -1, local.name, undefined, trees, policy);
  if (obstacle.kind === 'new-cloud' && obstacle.node.name !== local.name)
    return round.hold(ref, 'case-clash', obstacle.node.name);
  if (!wayIsFree(obstacle, local, ref, round)) return;
  if (!round.claim('cloud', String(ready.id ?? `unborn ${local.parent}`), policy.foldCloud(local.name)))
    return round.wait(ref);
  const kind = local.kind === 'folder' ? 'make-cloud-folder' : 'upload-new';
  round.act({ kind, local: local.id }, why, ready.after);
}

function planCreateHere(ref: EntityRef, cloud: CloudNode, why: Why, round: Round, trees: Trees, policy: Policy): void {
  const ready = readyParent(localParent(cloud.parent, trees), (of) => round.makerOfLocalFolder(of), ref, round);
  if (ready === undefined) return;
  const obstacle = obstacleHere(ready.id ?? -1, cloud.name, undefined, trees, policy);
  if (!wayIsFree(obstacle, undefined, ref, round)) return;
  if (!round.claim('local', String(ready.id ?? `unborn ${cloud.parent}`), policy.foldLocal(cloud.name)))
    return round.wait(ref);
  const kind = cloud.kind === 'folder' ? 'make-local-folder' : 'download-new';
  round.act({ kind, cloud: cloud.key }, why, ready.after);
}
