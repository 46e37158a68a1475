/**
 * An ideal executor: it does what each action of a plan means, on the trees in memory. Like the real one it looks
 * everything up again right before it acts, and leaves an action alone whose ground has changed.
 */
import { hasAlias } from '../../main/plan/alias.ts';
import { conflictName } from '../../main/plan/names.ts';
import type { Action, CloudKey, Deletion, LocalId, Plan, SyncedNode } from '../../main/plan/types.ts';
import { hashOf, type MemoryTrees, type Side } from './memory-trees.ts';

export type Outcome = 'done' | 'changed';

const HOST = 'HOST';
const DAY = '2026-11-24';

/** Does the actions in the given order of indexes; one whose `after` was not done is not done either. */
export function apply(trees: MemoryTrees, plan: Plan, order: readonly number[]): readonly Outcome[] {
  const outcomes: Outcome[] = plan.actions.map(() => 'changed');
  for (const index of order) {
    const action = plan.actions[index];
    if (action === undefined || (action.after !== undefined && outcomes[action.after] !== 'done')) continue;
    outcomes[index] = perform(trees, action) ? 'done' : 'changed';
  }
  return outcomes;
}

/** Does one action; false where its ground has changed, and then nothing was touched. */
export function perform(trees: MemoryTrees, action: Action): boolean {
  switch (action.kind) {
    case 'read':
      return read(trees, action.local);
    case 'make-cloud-folder':
    case 'upload-new':
      return createInCloud(trees, action.local, 'again' in action ? action.again : undefined, action.as);
    case 'make-local-folder':
    case 'download-new':
      return createHere(trees, action.cloud, 'again' in action ? action.again : undefined, action.as);
    case 'upload-edit':
      return withBoth(trees, action.synced, (row, local, cloud) => {
        if (trees.cloud(cloud)?.revision !== row.revision) return false;
        trees.writeCloud(cloud, trees.disk.get(local) ?? '');
        return agreeOnContent(trees, row);
      });
    case 'download-edit':
      return withBoth(trees, action.synced, (row, local, cloud) => {
        const node = trees.local(local);
        if (node?.hash === undefined || String(node.hash) !== String(row.hash)) return false;
        replaceHere(trees, row, local, trees.cloudBytes.get(cloud) ?? '');
        return agreeOnContent(trees, row);
      });
    case 'move-cloud':
      return withBoth(trees, action.synced, (row, local, cloud) => moveCloud(trees, row, local, cloud));
    case 'move-local':
      return withBoth(trees, action.synced, (row, local, cloud) => moveLocal(trees, row, local, cloud, action.as));
    case 'agree':
      return withBoth(trees, action.synced, (row, local, cloud) => agree(trees, row, local, cloud, action.as));
    case 'delete-cloud':
    case 'delete-local':
      return false;
    case 'adopt':
      return adopt(trees, action.local, action.cloud, action.proof, action.again);
    case 'keep-both':
      return keepBoth(trees, action.local, action.cloud);
    case 'set-aside-local':
      return setAside(trees, 'local', action.local);
    case 'set-aside-cloud':
      return setAside(trees, 'cloud', action.cloud);
    case 'step-aside':
      return stepAside(trees, action.synced, action.side);
    case 'forget':
      return dropRow(trees, action.synced);
    case 'unbind':
      if (action.below) for (const row of trees.rowsBelow(action.synced)) trees.rows.delete(row.id);
      else rememberLost(trees, action.synced);
      return dropRow(trees, action.synced);
    case 'evict-local':
      return evict(trees, action.synced);
  }
}

function withBoth(
  trees: MemoryTrees,
  synced: number,
  act: (row: SyncedNode, local: LocalId, cloud: CloudKey) => boolean,
): boolean {
  const row = trees.synced(synced);
  if (row?.local === undefined || row.cloud === undefined) return false;
  if (trees.local(row.local) === undefined || trees.cloud(row.cloud) === undefined) return false;
  return act(row, row.local, row.cloud);
}

function read(trees: MemoryTrees, local: LocalId): boolean {
  const node = trees.local(local);
  const text = trees.disk.get(local);
  if (node === undefined || text === undefined) return false;
  trees.locals.set(local, { ...node, hash: hashOf(text) });
  return true;
}

/** What bore another name here goes up again under its true one, if it does. */
function rememberLost(trees: MemoryTrees, synced: number): void {
  const row = trees.synced(synced);
  if (row?.local !== undefined && hasAlias(row, trees.policy))
    trees.lost.set(row.local, { name: row.name, localName: row.localName });
}

const dropRow = (trees: MemoryTrees, synced: number): boolean => trees.rows.delete(synced);

type Again = 'alone' | 'with-content' | undefined;

/**
 * A folder that was made again brings its content along, where it was used: what is gone below counts as new. Not below
 * what is there on both sides: that was moved out, and what is gone in it went by a deletion of its own.
 */
function renew(trees: MemoryTrees, row: SyncedNode | undefined, again: Again): boolean {
  if (row === undefined) return false;
  if (again !== 'with-content') return true;
  for (const below of [...trees.rows.values()].filter(({ parent, id }) => parent === row.id && id !== row.id)) {
    if (trees.locals.has(below.local ?? 0) && trees.clouds.has(below.cloud ?? 0)) continue;
    trees.rows.delete(below.id);
    renew(trees, below, again);
  }
  return true;
}

function createInCloud(trees: MemoryTrees, local: LocalId, again: Again, as?: string): boolean {
  const node = trees.local(local);
  const known = trees.syncedOfLocal(local);
  if (node === undefined || (known !== undefined && (again === undefined || trees.clouds.has(known.cloud ?? 0))))
    return false;
  const parent = trees.syncedOfLocal(node.parent)?.cloud;
  if (parent === undefined || !trees.clouds.has(parent) || !trees.isFree('cloud', parent, as ?? node.name))
    return false;
  const key = trees.addCloud(parent, as ?? node.name, node.kind, trees.disk.get(local) ?? '', node.mtimeMs);
  if (as !== undefined) trees.setAlias({ key, name: as }, node.name);
  trees.lost.delete(local);
  return renew(trees, trees.bind(local, key), again);
}

function createHere(trees: MemoryTrees, cloud: CloudKey, again: Again, as?: string): boolean {
  const node = trees.cloud(cloud);
  const known = trees.syncedOfCloud(cloud);
  if (node === undefined || (known !== undefined && (again === undefined || trees.locals.has(known.local ?? 0))))
    return false;
  const parent = trees.syncedOfCloud(node.parent)?.local;
  if (parent === undefined || !trees.locals.has(parent) || !trees.isFree('local', parent, as ?? node.name))
    return false;
  if (as !== undefined) trees.setAlias(node, as);
  const id = trees.addLocal(parent, as ?? node.name, node.kind, trees.cloudBytes.get(cloud) ?? '', node.modifiedMs);
  return renew(trees, trees.bind(id, cloud), again);
}

function agreeOnContent(trees: MemoryTrees, row: SyncedNode): boolean {
  const cloud = trees.cloud(row.cloud ?? 0);
  const local = trees.local(row.local ?? 0);
  if (cloud === undefined || local === undefined) return false;
  const hash = hashOf(trees.disk.get(local.id) ?? '');
  trees.locals.set(local.id, { ...local, hash });
  trees.rows.set(row.id, { ...row, hash, revision: cloud.revision, size: cloud.size, proof: 'bytes' });
  return true;
}

/** Both sides made the same move; if one of them was renamed since that was seen, there is nothing to agree on. */
function agree(trees: MemoryTrees, row: SyncedNode, local: LocalId, cloud: CloudKey, as?: string): boolean {
  const here = trees.local(local);
  const there = trees.cloud(cloud);
  const expected = there?.name === row.name ? row.localName : there?.name;
  const isAlias = here !== undefined && there !== undefined && trees.aliasOf(there) === here.name;
  const isSame = here?.name === expected || here?.name === there?.name || isAlias || here?.name === as;
  if (there !== undefined && as !== undefined && as === here?.name) trees.setAlias(there, as);
  if (there !== undefined && here?.name === there.name) trees.setAlias(there, undefined);
  return isSame && agreeOnPlace(trees, row, local, cloud);
}

function agreeOnPlace(trees: MemoryTrees, row: SyncedNode, local: LocalId, cloud: CloudKey): boolean {
  const here = trees.local(local);
  const there = trees.cloud(cloud);
  const parent = here && trees.syncedOfLocal(here.parent);
  if (here === undefined || there === undefined || parent === undefined || parent.cloud !== there.parent) return false;
  trees.rows.set(row.id, { ...row, parent: parent.id, name: there.name, localName: here.name });
  return true;
}

/** Puts bytes in the place of a local file; the old ones go to the trash unless the agreed revision has just them. */
function replaceHere(trees: MemoryTrees, row: SyncedNode | undefined, local: LocalId, text: string): void {
  const old = trees.disk.get(local);
  const inCloud = row?.proof === 'bytes' && old !== undefined && String(row.hash) === String(hashOf(old));
  if (old !== undefined && !inCloud) trees.localTrash.push(old);
  trees.writeLocal(local, text);
}

function moveCloud(trees: MemoryTrees, row: SyncedNode, local: LocalId, cloud: CloudKey): boolean {
  const node = trees.local(local);
  const parent = node && trees.syncedOfLocal(node.parent)?.cloud;
  if (node === undefined || parent === undefined || !trees.clouds.has(parent)) return false;
  const name = node.name === row.localName ? (trees.trueNames.get(row.id) ?? row.name) : node.name;
  if (!trees.place('cloud', cloud, parent, name)) return false;
  trees.trueNames.delete(row.id);
  if (name === node.name) trees.aliasesGiven.delete(cloud);
  return agreeOnPlace(trees, row, local, cloud);
}

function moveLocal(trees: MemoryTrees, row: SyncedNode, local: LocalId, cloud: CloudKey, as?: string): boolean {
  const node = trees.cloud(cloud);
  const parent = node && trees.syncedOfCloud(node.parent)?.local;
  if (node === undefined || parent === undefined || !trees.locals.has(parent)) return false;
  const isPlaced = trees.place('local', local, parent, as ?? node.name);
  if (isPlaced) trees.setAlias(node, as);
  return isPlaced && agreeOnPlace(trees, row, local, cloud);
}

function adopt(trees: MemoryTrees, local: LocalId, cloud: CloudKey, proof: SyncedNode['proof'], again: Again): boolean {
  const here = trees.local(local);
  const there = trees.cloud(cloud);
  if (here === undefined || there === undefined || here.kind !== there.kind) return false;
  const [rowHere, rowThere] = [trees.syncedOfLocal(local), trees.syncedOfCloud(cloud)];
  if (rowHere !== undefined && (again === undefined || trees.clouds.has(rowHere.cloud ?? 0))) return false;
  const old = trees.local(rowThere?.local ?? 0);
  if (rowThere !== undefined && (again === undefined || (old !== undefined && old.skip === undefined))) return false;
  if (rowHere !== undefined && rowThere !== undefined) return false;
  if (again === undefined) return trees.bind(local, cloud, proof) !== undefined;
  const known = rowHere ?? rowThere;
  if (known === undefined) return false;
  // The agreement goes on with another node. Nothing else about it changes, so that other bytes or names are changes.
  const row: SyncedNode = { ...known, local, cloud, proof: proof === 'metadata' ? proof : known.proof };
  trees.rows.set(known.id, row);
  return renew(trees, row, again);
}

function keepBoth(trees: MemoryTrees, local: LocalId, cloud: CloudKey): boolean {
  const here = trees.local(local);
  const there = trees.cloud(cloud);
  const [rowHere, rowThere] = [trees.syncedOfLocal(local), trees.syncedOfCloud(cloud)];
  if (here === undefined || there === undefined || rowHere?.id !== rowThere?.id) return false;
  const theirs = trees.cloudBytes.get(cloud) ?? '';
  if (trees.disk.get(local) === theirs) {
    if (rowHere !== undefined) return agreeOnContent(trees, rowHere);
    return trees.bind(local, cloud) !== undefined;
  }
  const parent = trees.syncedOfLocal(here.parent);
  if (parent === undefined) return false;
  const isAlias = trees.aliasOf(there) === here.name;
  const name = rowHere === undefined && !isAlias ? there.name : here.name;
  if (!trees.isFree('local', here.parent, name, local)) return false;
  trees.place('local', local, here.parent, asideName(trees, 'local', local));
  const placed = trees.addLocal(here.parent, name, 'file', theirs, there.modifiedMs);
  if (rowHere !== undefined) trees.rows.set(rowHere.id, { ...rowHere, local: placed });
  const row = trees.synced(rowHere?.id ?? 0);
  return row === undefined ? trees.bind(placed, cloud) !== undefined : agreeOnContent(trees, row);
}

/** A conflict name that is free in the folder on both sides. */
function asideName(trees: MemoryTrees, side: Side, id: number): string {
  const node = side === 'local' ? trees.local(id) : trees.cloud(id);
  const parent = node?.parent ?? 0;
  const row = side === 'local' ? trees.syncedOfLocal(parent) : trees.syncedOfCloud(parent);
  return conflictName(node?.name ?? '', HOST, DAY, (name) => {
    const freeHere = row?.local === undefined || trees.isFree('local', row.local, name);
    const freeThere = row?.cloud === undefined || trees.isFree('cloud', row.cloud, name);
    return !freeHere || !freeThere || !trees.isFree(side, parent, name);
  });
}

function setAside(trees: MemoryTrees, side: Side, id: number): boolean {
  const node = side === 'local' ? trees.local(id) : trees.cloud(id);
  return node !== undefined && trees.place(side, id, node.parent, asideName(trees, side, id));
}

/**
 * The node takes a name for the time being on one side, and the agreement takes that name for both: so it stands where
 * it was agreed on that side, and counts as moved on the other one, from where its true name comes back.
 */
function stepAside(trees: MemoryTrees, synced: number, side: Side): boolean {
  const row = trees.synced(synced);
  const id = row?.[side];
  if (row === undefined || id === undefined) return false;
  const name = `~aside-${trees.nextId()}`;
  // It may be one that is to be deleted: then the other side has it no more.
  if (!(side === 'local' ? trees.locals : trees.clouds).has(id)) return false;
  if (!trees.place(side, id, trees.parentOf(side, id), name)) return false;
  const keeps = side === 'cloud' && row.name !== row.localName && trees.local(row.local ?? 0)?.name === row.localName;
  if (keeps && !trees.trueNames.has(row.id)) trees.trueNames.set(row.id, row.name);
  trees.rows.set(row.id, { ...row, name, localName: keeps ? row.localName : name });
  return true;
}

function evict(trees: MemoryTrees, synced: number): boolean {
  const row = trees.synced(synced);
  if (row?.local === undefined || !trees.locals.has(row.local)) return false;
  for (const id of trees.subtree('local', row.local)) {
    const node = trees.local(id);
    const agreed = trees.syncedOfLocal(id);
    // Something below was not taken over yet: the folder stays until it was.
    if (node?.skip === undefined && agreed === undefined) return false;
    if (node?.unreadable || (node?.kind === 'file' && String(node.hash) !== String(agreed?.hash))) return false;
  }
  for (const id of trees.subtree('local', row.local)) trees.rows.delete(trees.syncedOfLocal(id)?.id ?? 0);
  trees.take('local', row.local);
  if (row.name !== row.localName) trees.aliasesGiven.delete(row.cloud ?? 0);
  return true;
}

/**
 * Does the deletions of a pass in which nothing else was to be done: each doomed subtree as a whole where everything in
 * it is doomed too; where something below stays, its doomed neighbours go alone. Gives how many nodes went.
 */
export function applyDeletions(trees: MemoryTrees, deletions: readonly Deletion[]): number {
  const doomed = { local: new Set<number>(), cloud: new Set<number>() };
  for (const { synced, side } of deletions) {
    const id = trees.synced(synced)?.[side];
    if (id !== undefined) doomed[side].add(id);
  }
  let gone = 0;
  for (const side of ['local', 'cloud'] as const) {
    for (const id of doomed[side]) {
      const exists = side === 'local' ? trees.locals.has(id) : trees.clouds.has(id);
      // What is ignored here goes along into the trash; what the cloud keeps that never came here stays.
      const stays = (one: number): boolean => !doomed[side].has(one) && (side === 'cloud' || !isSkipped(trees, one));
      if (!exists || trees.subtree(side, id).some(stays)) continue;
      for (const one of trees.subtree(side, id)) {
        const row = side === 'local' ? trees.syncedOfLocal(one) : trees.syncedOfCloud(one);
        if (row !== undefined) trees.rows.delete(row.id);
      }
      trees.take(side, id);
      gone += 1;
    }
  }
  return gone;
}

const isSkipped = (trees: MemoryTrees, id: number): boolean => trees.local(id)?.skip !== undefined;
