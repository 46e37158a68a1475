/**
 * Trees, and the list of what is left out, that remember what they were asked. A plan asks for the same folders again for
 * every node inside them, and while it is made nothing changes.
 */
import type { Policy, Trees } from './types.ts';

/** Answers each question once and for all; not to be kept beyond one plan. */
function once<Key, Answer>(ask: (key: Key) => Answer): (key: Key) => Answer {
  const known = new Map<Key, Answer>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before as Answer;
    const answer = ask(key);
    known.set(key, answer);
    return answer;
  };
}

/** The same trees for one plan. */
export function remembered(trees: Trees): Trees {
  return {
    synced: once((id) => trees.synced(id)),
    local: once((id) => trees.local(id)),
    cloud: once((key) => trees.cloud(key)),
    syncedOfLocal: once((id) => trees.syncedOfLocal(id)),
    syncedOfCloud: once((key) => trees.syncedOfCloud(key)),
    localChild: (parent, name) => trees.localChild(parent, name),
    localChildrenFolded: (parent, folded) => trees.localChildrenFolded(parent, folded),
    cloudChildrenFolded: (parent, folded) => trees.cloudChildrenFolded(parent, folded),
  };
}

/** The same policy for one plan. */
export const rememberedPolicy = (policy: Policy): Policy => ({
  ...policy,
  isExcluded: once((key) => policy.isExcluded(key)),
});
