/** Single paths: the one state of each with its reason, browsing, leaving folders out. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { LockInfo, TreeEntry } from '../../../shared/contract/files.ts';
import type { PathState } from '../../../shared/model/states.ts';
import { SyncError } from '../../errors.ts';
import { sameHash } from '../../plan/classify.ts';
import type { CloudKey, CloudNode, EntityRef, LocalNode, SyncedNode } from '../../plan/types.ts';
import type { Engine } from '../engine.ts';
import { lookAgainBelow } from '../left-out.ts';
import type { Link } from '../link.ts';
import { isForeign, lockOn, lockWords } from '../locks.ts';
import { findPlace, type Place } from '../place.ts';
import { isoTime, rooted } from '../words.ts';
import { entryOf } from './history.ts';

interface Known {
  readonly local: LocalNode | undefined;
  readonly cloud: CloudNode | undefined;
  readonly synced: SyncedNode | undefined;
}

interface State {
  readonly state: PathState;
  readonly reason: string;
  readonly detail?: string;
  readonly fix?: string;
}

function isLeftOut(link: Link, key: CloudKey): boolean {
  const excluded = new Set(link.journal.excluded());
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
function belowIgnored(link: Link, path: string): State | undefined {
  const names = path.split('/');
  for (let count = names.length - 1; count > 0; count -= 1) {
    const skip = link.journal.localAt(names.slice(0, count).join('/'))?.skip;
    if (skip !== undefined) return ignoredBy(skip);
  }
  return undefined;
}

/** Every path has exactly one state; the first that applies. */
export function stateOf(link: Link, known: Known): State {
  const { local, cloud, synced } = known;
  const ref = refOf(known);
  if (ref === undefined) return { state: 'unknown', reason: 'not-known', fix: 'check-the-path' };
  if (local?.skip !== undefined) return ignoredBy(local.skip);
  const leftOut = cloud !== undefined && isLeftOut(link, cloud.key);
  if (leftOut && local === undefined) return { state: 'excluded', reason: 'left-out', fix: 'include' };
  const open = link.journal.conflicts(true).find(({ copy }) => local !== undefined && copy === local.id);
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
  if (synced !== undefined) return { state: 'synced', reason: 'equal-on-both-sides' };
  const rule = cloud === undefined ? undefined : ruleInCloud(link, cloud);
  return rule === undefined
    ? { state: 'unknown', reason: 'not-known' }
    : { state: 'ignored', reason: 'ignored', detail: rule };
}

function stateOfPlace(place: Place): State {
  const isKnown = (place.local ?? place.cloud ?? place.synced) !== undefined;
  return (isKnown ? undefined : belowIgnored(place.link, place.path)) ?? stateOf(place.link, place);
}

function lockInfo(link: Link, cloud: CloudNode | undefined): { readonly lock?: LockInfo } {
  const lock = cloud === undefined ? undefined : lockOn(link.journal, cloud.key);
  if (lock === undefined || (lock.untilMs !== undefined && lock.untilMs <= link.cloudNow())) return {};
  const until = lock.untilMs === undefined ? null : isoTime(lock.untilMs);
  return { lock: { by: lock.holder ?? null, until, mine: lock.person !== undefined && lock.person === link.me } };
}

export function fileHandlers(engine: Engine) {
  return {
    why: async ({ path }) => {
      const place = await findPlace(engine, path);
      const history = place.link.journal.activity(20, place.path).map((record) => entryOf(place.link, record));
      const running = engine.transfers
        .list()
        .find((transfer) => transfer.rootId === place.link.record.number && transfer.path === place.path);
      const state: State =
        running === undefined
          ? stateOfPlace(place)
          : { state: running.direction === 'up' ? 'uploading' : 'downloading', reason: 'on-its-way' };
      return {
        path: rooted(place.path),
        rootId: place.link.record.number,
        ...state,
        ...lockInfo(place.link, place.cloud),
        history,
      };
    },
    browse: async ({ rootId, folder, after, limit }) => {
      const [link] = engine.linksOf(rootId);
      if (link === undefined) throw new SyncError('wrong-usage', { path: folder });
      const entries = children(link, folder.replace(/^\/+|\/+$/gu, ''));
      const from = after === undefined ? 0 : entries.findIndex(({ name }) => name === after) + 1;
      const page = entries.slice(from, from + limit);
      return { entries: page, next: from + limit < entries.length ? (page.at(-1)?.name ?? null) : null };
    },
    exclude: async ({ path }) => {
      const { link, cloud, path: inRoot } = await findPlace(engine, path);
      if (cloud?.kind !== 'folder' || inRoot === '')
        throw new SyncError('wrong-usage', { path, detail: 'only a folder that is in the cloud can be left out' });
      link.journal.tx(() => {
        link.journal.exclude(cloud.key);
        const agreed = link.journal.syncedOfCloud(cloud.key);
        link.journal.mark(agreed === undefined ? { tree: 'cloud', id: cloud.key } : { tree: 'synced', id: agreed.id });
      });
      link.schedule.lookNow();
      return { path: rooted(inRoot), rootId: link.record.number, state: 'excluded' as const, reason: 'left-out' };
    },
    include: async ({ path }) => {
      const { link, cloud, path: inRoot } = await findPlace(engine, path);
      if (cloud === undefined || !link.journal.excluded().includes(cloud.key))
        throw new SyncError('wrong-usage', { path, detail: 'this folder is not left out' });
      link.journal.tx(() => {
        link.journal.include(cloud.key);
        link.journal.mark({ tree: 'cloud', id: cloud.key });
        lookAgainBelow(link.journal, cloud.key);
      });
      link.schedule.lookNow();
      return { path: rooted(inRoot), rootId: link.record.number, state: 'waiting' as const, reason: 'taken-back' };
    },
  } satisfies SomeHandlers;
}

/** The union of both sides of one folder: folders first, then by name. */
function children(link: Link, path: string): TreeEntry[] {
  const { journal } = link;
  const here = journal.localAt(path);
  const agreed = here === undefined ? undefined : journal.syncedOfLocal(here.id);
  const there = agreed?.cloud === undefined ? journal.cloudAt(path) : journal.cloud(agreed.cloud);
  const rows: Known[] = (here === undefined ? [] : journal.localChildren(here.id)).map((local) => {
    const synced = journal.syncedOfLocal(local.id);
    return { local, synced, cloud: synced?.cloud === undefined ? undefined : journal.cloud(synced.cloud) };
  });
  const seen = new Set(rows.map(({ cloud }) => cloud?.key));
  for (const cloud of there === undefined ? [] : journal.cloudChildren(there.key)) {
    if (!seen.has(cloud.key)) rows.push({ local: undefined, cloud, synced: journal.syncedOfCloud(cloud.key) });
  }
  return rows
    .map((known) => entry(link, path, known))
    .toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

const rank = ({ kind }: TreeEntry): number => (kind === 'folder' ? 0 : 1);

function entry(link: Link, folder: string, known: Known): TreeEntry {
  const { local, cloud } = known;
  const name = local?.name ?? cloud?.name ?? '';
  const { state, reason } = stateOf(link, known);
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
