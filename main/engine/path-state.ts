/** The one state of a path, and why. */
import type { PathState } from '../../shared/model/states.ts';
import { sameHash } from '../plan/classify.ts';
import type { CloudKey, CloudNode, EntityRef, LocalNode, SyncedNode } from '../plan/types.ts';
import type { ConflictRecord } from '../records.ts';
import type { Link } from './link.ts';
import { isForeign, lockOn, lockWords } from './locks.ts';
import { rooted } from './words.ts';

export interface Known {
  readonly local: LocalNode | undefined;
  readonly cloud: CloudNode | undefined;
  readonly synced: SyncedNode | undefined;
}

export interface State {
  readonly state: PathState;
  readonly reason: string;
  readonly detail?: string;
  readonly fix?: string;
}

function isLeftOut(link: Link, key: CloudKey, excluded: ReadonlySet<CloudKey>): boolean {
  if (excluded.size === 0) return false;
  for (let node = link.journal.cloud(key); node !== undefined; node = link.journal.cloud(node.parent)) {
    if (excluded.has(node.key)) return true;
  }
  return false;
}

/** Whether this disk has something that the cloud does not have yet. */
const isLocalEdit = ({ local, synced }: Known): boolean =>
  synced === undefined || (local?.kind === 'file' && (local.hash === undefined || !sameHash(local.hash, synced.hash)));

const refOf = ({ local, cloud, synced }: Known): EntityRef | undefined => {
  if (synced !== undefined) return { tree: 'synced', id: synced.id };
  if (local !== undefined) return { tree: 'local', id: local.id };
  return cloud === undefined ? undefined : { tree: 'cloud', id: cloud.key };
};

/** `skip` as LOCAL keeps it: the reason, and after a colon the rule. */
function ignoredBy(skip: string): State {
  const [reason = 'ignored', ...rule] = skip.split(': ');
  return { state: 'ignored', reason, ...(rule.length === 0 ? {} : { detail: rule.join(': ') }) };
}

/** The rule that leaves the cloud's node out, itself or with a folder above it. */
function ruleInCloud(link: Link, cloud: CloudNode): string | undefined {
  const { ignoreRule } = link.policy();
  for (let node: CloudNode | undefined = cloud; node !== undefined; node = link.journal.cloud(node.parent)) {
    const rule = node.parent === 0 ? undefined : ignoreRule(node.name, node.kind, node.key);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

/** A path that nobody looks at, because a folder above it takes no part; undefined where none is. */
export function belowIgnored(link: Link, path: string): State | undefined {
  const names = path.split('/');
  for (let count = names.length - 1; count > 0; count -= 1) {
    const skip = link.journal.localAt(names.slice(0, count).join('/'))?.skip;
    if (skip !== undefined) return ignoredBy(skip);
  }
  return undefined;
}

/** What the states of many nodes are told from, read once. */
export interface Lists {
  readonly excluded: ReadonlySet<CloudKey>;
  readonly conflicts: ReadonlyMap<number, ConflictRecord>;
}

export const listsOf = ({ journal }: Link): Lists => ({
  excluded: new Set(journal.excluded()),
  conflicts: new Map(journal.conflicts(true).map((conflict) => [conflict.copy, conflict])),
});

/** Whether it bears an alias here, and not merely another spelling. */
const isNamedOtherwise = ({ journal }: Link, { name, localName, cloud }: SyncedNode): boolean =>
  name !== localName && cloud !== undefined && journal.aliasOf({ key: cloud, name }) === localName;

/** Every path has exactly one state; the first that applies. */
export function stateOf(link: Link, known: Known, { excluded, conflicts } = listsOf(link)): State {
  const { local, cloud, synced } = known;
  const ref = refOf(known);
  if (ref === undefined) return { state: 'unknown', reason: 'not-known', fix: 'check-the-path' };
  if (local?.skip !== undefined) return ignoredBy(local.skip);
  const leftOut = cloud !== undefined && isLeftOut(link, cloud.key, excluded);
  if (leftOut && local === undefined) return { state: 'excluded', reason: 'left-out', fix: 'include' };
  const open = local === undefined ? undefined : conflicts.get(local.id);
  if (open !== undefined) return { state: 'conflict', reason: open.why, detail: rooted(open.path), fix: 'resolve' };
  const differs = link.journal.differingOf(ref);
  const lock = cloud === undefined ? undefined : lockOn(link.journal, cloud.key);
  const holder = lock === undefined ? '' : lockWords(lock);
  if (differs?.hold === 'locked')
    return { state: 'locked', reason: 'locked', ...(holder === '' ? {} : { detail: holder }), fix: 'fix-locked' };
  if (differs?.hold === 'forbidden' && link.journal.fact('read-only') === 'yes')
    return { state: 'held', reason: 'read-only-root', fix: 'fix-read-only-root' };
  if (differs?.hold !== undefined) {
    const state = differs.hold === 'failing' ? 'failed' : 'held';
    return {
      state,
      reason: differs.hold,
      ...(differs.detail === undefined ? {} : { detail: differs.detail }),
      fix: `fix-${differs.hold}`,
    };
  }
  if (leftOut && !isLocalEdit(known)) return { state: 'waiting', reason: 'left-out' };
  if (differs !== undefined) {
    if (local !== undefined && cloud === undefined) return { state: 'waiting', reason: 'new-here' };
    if (local === undefined && cloud !== undefined) return { state: 'waiting', reason: 'new-in-cloud' };
    return {
      state: 'waiting',
      reason: synced !== undefined && cloud?.revision !== synced.revision ? 'edited-in-cloud' : 'edited-here',
    };
  }
  if (isForeign(lock, link.me, link.cloudNow()))
    return { state: 'locked', reason: 'locked-by-other', ...(holder === '' ? {} : { detail: holder }) };
  if (synced !== undefined && isNamedOtherwise(link, synced))
    return { state: 'synced', reason: 'named-otherwise-here', detail: synced.name };
  if (synced !== undefined) return { state: 'synced', reason: 'equal-on-both-sides' };
  const rule = cloud === undefined ? undefined : ruleInCloud(link, cloud);
  return rule === undefined
    ? { state: 'unknown', reason: 'not-known' }
    : { state: 'ignored', reason: 'ignored', detail: rule };
}
