/** Finds the rows of the three trees that belong together. */
import { ofAlias } from './alias.ts';
import { cloudParent, isIgnoredThere, localParent } from './place.ts';
import type { CloudNode, Entity, EntityRef, LocalNode, Policy, Trees } from './types.ts';

/** The up to three rows that belong to one reference. A node that is new on one side finds its new namesake. */
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
    const takes = local !== undefined && local.skip === undefined;
    return { synced: undefined, local, cloud: takes ? namesakeInCloud(local, trees, policy) : undefined };
  }
  const cloud = trees.cloud(ref.id);
  return { synced: undefined, cloud, local: cloud && namesakeHere(cloud, trees, policy) };
}

/** Exact names first: on a disk that tells cases apart, `A` and `a` are two files and only one can be the cloud's. */
function namesakeInCloud(local: LocalNode, trees: Trees, policy: Policy): CloudNode | undefined {
  const parent = cloudParent(local.parent, trees);
  if (parent.state !== 'there') return undefined;
  const aliased = ofAlias(parent.id, local.name, trees, policy);
  if (aliased !== undefined && trees.syncedOfCloud(aliased.key) === undefined && takesPart(aliased, policy))
    return aliased;
  const free = trees
    .cloudChildrenFolded(parent.id, policy.foldCloud(local.name))
    .filter((node) => trees.syncedOfCloud(node.key) === undefined)
    .filter((node) => takesPart(node, policy));
  const found = free.find((node) => node.name === local.name) ?? free[0];
  if (found === undefined || found.name === local.name) return found;
  // Another local file with the cloud's exact spelling has the better claim.
  const better = trees.localChild(local.parent, found.name);
  return better === undefined || better.id === local.id ? found : undefined;
}

const takesPart = (node: CloudNode, policy: Policy): boolean =>
  !policy.isExcluded(node.key) && !isIgnoredThere(node, policy);

function namesakeHere(cloud: CloudNode, trees: Trees, policy: Policy): LocalNode | undefined {
  const parent = localParent(cloud.parent, trees);
  if (parent.state !== 'there' || !takesPart(cloud, policy)) return undefined;
  const alias = policy.aliases?.of(cloud.key, cloud.name);
  const aliased = alias === undefined ? undefined : trees.localChild(parent.id, alias);
  if (aliased !== undefined && aliased.skip === undefined && trees.syncedOfLocal(aliased.id) === undefined)
    return aliased;
  const exact = trees.localChild(parent.id, cloud.name);
  const candidates = exact ? [exact] : trees.localChildrenFolded(parent.id, policy.foldLocal(cloud.name));
  return candidates.find((node) => node.skip === undefined && trees.syncedOfLocal(node.id) === undefined);
}
