/**
 * Names that cannot exist on this disk. Where the user allows it, such a node of the cloud bears another name here, its
 * alias; the agreement keeps both names, so that the true one is never touched by anything but a renaming by hand.
 */
import { splitName, suggestName } from './names.ts';
import { type Obstacle, obstacleHere } from './place.ts';
import type { Aliases, CloudNode, HoldReason, LocalId, LocalNode, Policy, SyncedNode, Trees } from './types.ts';

/** What another name helps against. A name that something ignored has here is none of these: the user put it there. */
const CURABLE: ReadonlySet<HoldReason> = new Set(['illegal-name-here', 'name-too-long', 'case-clash']);
const MOST_TRIES = 1_000;

/** The name that a node of the cloud is to bear in a folder of this disk, and what stands in the way of that. */
export interface NameHere {
  readonly name: string;
  readonly obstacle: Obstacle;
}

/**
 * The node's own name wherever that is possible. Else, with aliases, the alias that it has had, so that it stays what
 * people know, or a free one near its own.
 *
 * @param parent the local folder; -1 for one that is still to be made, in which nothing is in the way
 * @param self the node's row here, where it has one already
 */
export function nameHere(
  cloud: CloudNode,
  parent: LocalId,
  self: LocalId | undefined,
  trees: Trees,
  policy: Policy,
): NameHere {
  const own = { name: cloud.name, obstacle: obstacleHere(parent, cloud.name, self, trees, policy) };
  const { aliases } = policy;
  if (own.obstacle.kind !== 'hold' || !CURABLE.has(own.obstacle.reason) || aliases?.on !== true) return own;
  const known = aliases.of(cloud.key, cloud.name);
  if (known !== undefined) {
    const obstacle = obstacleHere(parent, known, self, trees, policy);
    // An alias that an ignore rule has begun to match would be fetched again under one name after the other.
    const isIgnored = obstacle.kind === 'hold' && obstacle.reason === 'name-taken-here';
    if (obstacle.kind === 'none' || isIgnored) return { name: known, obstacle };
  }
  const free = freeAlias(cloud, parent, self, aliases, trees, policy);
  return free === undefined ? own : { name: free, obstacle: { kind: 'none' } };
}

/** The same for an agreed node that only changed its folder: it stays what it is called here, wherever that is free. */
export function nameHereAgain(
  { synced, local, cloud }: { readonly synced: SyncedNode; readonly local: LocalNode; readonly cloud: CloudNode },
  parent: LocalId,
  trees: Trees,
  policy: Policy,
): NameHere {
  // Two spellings of one name, or an alias: an unchanged name in the cloud leaves the one here as it is.
  const kept = { name: synced.localName, obstacle: obstacleHere(parent, synced.localName, local.id, trees, policy) };
  if (cloud.name !== synced.name) return nameHere(cloud, parent, local.id, trees, policy);
  if (!hasAlias(synced, policy) || kept.obstacle.kind === 'none') return kept;
  return nameHere(cloud, parent, local.id, trees, policy);
}

function freeAlias(
  cloud: CloudNode,
  parent: LocalId,
  self: LocalId | undefined,
  aliases: Aliases,
  trees: Trees,
  policy: Policy,
): string | undefined {
  const plain = suggestName(cloud.name);
  const { stem, extension } = splitName(plain);
  // Nobody's name here, and no true name of a neighbour that may come here one day.
  const isFree = (name: string): boolean =>
    name !== cloud.name &&
    obstacleHere(parent, name, self, trees, policy).kind === 'none' &&
    trees.cloudChildrenFolded(cloud.parent, policy.foldCloud(name)).every(({ key }) => key === cloud.key) &&
    !aliases.isIgnored(cloud.parent, name, cloud.kind);
  for (let number = 1; number < MOST_TRIES; number += 1) {
    const name = number === 1 ? plain : suggestName(`${stem} (${number})${extension}`);
    if (isFree(name)) return name;
  }
  return undefined;
}

/**
 * Whether the agreed node bears an alias here. Its two names may also differ without one: in case, where two namesakes met
 * as equals, or where the cloud answered with another spelling.
 */
export const hasAlias = ({ name, localName, cloud }: SyncedNode, { aliases }: Policy): boolean =>
  name !== localName && cloud !== undefined && aliases?.of(cloud, name) === localName;

/** An alias of a time when the user allowed them. */
export const isUnwanted = (synced: SyncedNode, policy: Policy): boolean =>
  policy.aliases?.on === false && hasAlias(synced, policy);

/** The node of that cloud folder whose alias this local name is. */
export function ofAlias(parent: number, name: string, trees: Trees, { aliases }: Policy): CloudNode | undefined {
  if (aliases === undefined) return undefined;
  return aliases
    .given(name)
    .map((given) => ({ given, node: trees.cloud(given.key) }))
    .find(({ given, node }) => node?.parent === parent && node.name === given.name)?.node;
}

/** What stands under the alias of an agreed node whose own local node is gone: it was saved anew, and is still that node. */
export function heirOfAlias(synced: SyncedNode, trees: Trees, policy: Policy): LocalNode | undefined {
  if (!hasAlias(synced, policy)) return undefined;
  const folder = trees.synced(synced.parent)?.local;
  const heir = folder === undefined ? undefined : trees.localChild(folder, synced.localName);
  const isNew = heir !== undefined && heir.skip === undefined && trees.syncedOfLocal(heir.id) === undefined;
  return isNew && heir.kind === synced.kind ? heir : undefined;
}

/**
 * The name under which a node of this disk is to be made in the cloud: its true one, where it bears an alias. A node that
 * is new here but bears an alias whose own node is not here any more is taken for that one: it was moved or saved anew
 * unseen, or was deleted in the cloud while it was edited here.
 */
export function nameThere(local: LocalNode, synced: SyncedNode | undefined, trees: Trees, policy: Policy): string {
  if (synced !== undefined && hasAlias(synced, policy) && local.name === synced.localName) return synced.name;
  const { aliases } = policy;
  const lost = aliases?.lost?.(local.id);
  if (lost?.localName === local.name) return lost.name;
  // What is not agreed on and still in the cloud has not been here yet, or was left out.
  const isGone = (key: number): boolean => {
    const agreed = trees.syncedOfCloud(key);
    if (agreed === undefined) return trees.cloud(key) === undefined;
    return agreed.local === undefined || trees.local(agreed.local) === undefined;
  };
  const orphan = synced === undefined ? aliases?.given(local.name).find(({ key }) => isGone(key)) : undefined;
  return orphan?.name ?? local.name;
}
