/** Files and folders as the contract shows them: one of them, and all that lie in a folder. */
import type { LockInfo, TreeEntry } from '../../shared/contract/files.ts';
import type { CloudNode, LocalNode } from '../plan/types.ts';
import type { Link } from './link.ts';
import { lockOn } from './locks.ts';
import { type Known, type Lists, listsOf, stateOf } from './path-state.ts';
import { isoTime, rooted } from './words.ts';

export function lockInfo(link: Link, cloud: CloudNode | undefined): { readonly lock?: LockInfo } {
  const lock = cloud === undefined ? undefined : lockOn(link.journal, cloud.key);
  if (lock === undefined || (lock.untilMs !== undefined && lock.untilMs <= link.cloudNow())) return {};
  const until = lock.untilMs === undefined ? null : isoTime(lock.untilMs);
  return { lock: { by: lock.holder ?? null, until, mine: lock.person !== undefined && lock.person === link.me } };
}

/** By language, numbers by their value: made once, because making it is what takes time. */
const byName = new Intl.Collator(undefined, { numeric: true });

interface Child {
  readonly local: LocalNode | undefined;
  cloud: CloudNode | undefined;
  readonly name: string;
  readonly isFolder: boolean;
}

/** What lies in a folder on either side, folders first, then by name; their states are not asked for yet. */
function children({ journal }: Link, path: string): Child[] {
  const here = journal.localAt(path);
  const agreed = here === undefined ? undefined : journal.syncedOfLocal(here.id);
  const there = agreed?.cloud === undefined ? journal.cloudAt(path) : journal.cloud(agreed.cloud);
  const rows: Child[] = (here === undefined ? [] : journal.localChildren(here.id)).map((local) => ({
    local,
    cloud: undefined,
    name: local.name,
    isFolder: local.kind === 'folder',
  }));
  const byKey = new Map<string, Child>();
  const pairKey = (name: string, kind: string): string => `${kind} ${name}`;
  for (const row of rows) byKey.set(pairKey(row.name, row.isFolder ? 'folder' : 'file'), row);
  for (const cloud of there === undefined ? [] : journal.cloudOnlyChildren(there.key, here?.id)) {
    // What has one name on both sides is one thing to people, also before the sides have agreed on it.
    const partner = byKey.get(pairKey(cloud.name, cloud.kind));
    if (partner === undefined)
      rows.push({ local: undefined, cloud, name: cloud.name, isFolder: cloud.kind === 'folder' });
    else partner.cloud = cloud;
  }
  return rows.sort(
    (one, other) => Number(other.isFolder) - Number(one.isFolder) || byName.compare(one.name, other.name),
  );
}

interface Listing {
  readonly path: string;
  readonly changes: number;
  readonly children: readonly Child[];
}

/** The folder that was listed last: a large one is read page by page, and need not be sorted for each. */
const listed = new WeakMap<Link, Listing>();

function childrenOf(link: Link, path: string): readonly Child[] {
  const changes = link.journal.changes();
  const known = listed.get(link);
  if (known?.path === path && known.changes === changes) return known.children;
  const found = children(link, path);
  listed.set(link, { path, changes, children: found });
  return found;
}

/** One page of a folder; `after` is the last name of the page before. */
export function childrenPage(
  link: Link,
  path: string,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): { readonly entries: TreeEntry[]; readonly next: string | null } {
  const all = childrenOf(link, path);
  const from = after === undefined ? 0 : all.findIndex(({ name }) => name === after) + 1;
  const page = all.slice(from, from + limit);
  const lists = listsOf(link);
  return {
    entries: page.map((child) => entryIn(link, path, completed(link, child), lists)),
    next: from + limit < all.length ? (page.at(-1)?.name ?? null) : null,
  };
}

/** A node with its partners in the other trees. */
export function completed({ journal }: Link, { local, cloud }: Pick<Known, 'local' | 'cloud'>): Known {
  const synced = local === undefined ? cloud && journal.syncedOfCloud(cloud.key) : journal.syncedOfLocal(local.id);
  return {
    local,
    synced,
    cloud: cloud ?? (synced?.cloud === undefined ? undefined : journal.cloud(synced.cloud)),
  };
}

/** @param folder relative to the root, '' for its top */
export function entryIn(link: Link, folder: string, known: Known, lists: Lists = listsOf(link)): TreeEntry {
  const { local, cloud } = known;
  const name = local?.name ?? cloud?.name ?? '';
  const { state, reason } = stateOf(link, known, lists);
  const modified = local?.mtimeMs ?? cloud?.modifiedMs ?? 0;
  const other = local?.skip === 'link' || local?.skip === 'special-file';
  return {
    name,
    path: rooted(folder === '' ? name : `${folder}/${name}`),
    kind: other ? 'other' : (local?.kind ?? cloud?.kind ?? 'file'),
    state,
    reason,
    size: local?.size ?? cloud?.size ?? 0,
    modifiedAt: modified > 0 ? isoTime(modified) : null,
    onThisDisk: local !== undefined,
    inTheCloud: cloud !== undefined,
    ...lockInfo(link, cloud),
  };
}
