/** What waits for a decision, and letting it happen or undoing it. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { SideName } from '../../../shared/model/states.ts';
import { SyncError } from '../../errors.ts';
import type { CloudNode, EntityRef } from '../../plan/types.ts';
import type { DifferingNode } from '../../records.ts';
import type { Engine } from '../engine.ts';
import { fixName, suggestedName } from '../fix-name.ts';
import type { Link } from '../link.ts';
import { revertLocal } from '../revert.ts';
import { lockInfo } from '../tree-entries.ts';
import { isoTime, rooted } from '../words.ts';

const MOST = 10_000;
const EXAMPLES = 20;

/** The path of a node of the list, wherever it can still be found. */
export function pathOfRef({ journal }: Link, ref: EntityRef): string {
  const synced = ref.tree === 'synced' ? journal.synced(ref.id) : undefined;
  const local = ref.tree === 'local' ? ref.id : synced?.local;
  if (local !== undefined && journal.local(local) !== undefined) return journal.localPath(local);
  const cloud = ref.tree === 'cloud' ? ref.id : synced?.cloud;
  return cloud === undefined ? (synced?.name ?? '') : journal.cloudPath(cloud);
}

const idOf = (link: Link, ref: EntityRef): string => `${link.record.number}-${ref.tree}-${ref.id}`;
const massId = (link: Link, side: SideName): string => `${link.record.number}-deletions-${side}`;

const heldOf = (link: Link): readonly DifferingNode[] =>
  link.journal.held(MOST).filter(({ hold }) => hold !== 'blocked-by-held' && hold !== 'conflict-to-decide');

const massOf = (link: Link, side: SideName): readonly DifferingNode[] =>
  heldOf(link).filter(({ hold, detail }) => hold === 'mass-deletion' && detail === side);

function massItem(link: Link, side: SideName) {
  const nodes = massOf(link, side);
  const first = nodes[0];
  if (first === undefined) return [];
  const count = Number(link.journal.fact(`mass-deletion:${side}`) ?? nodes.length);
  return [
    {
      id: massId(link, side),
      rootId: link.record.number,
      path: rooted(commonFolder(nodes.map(({ ref }) => pathOfRef(link, ref)))),
      reason: 'mass-deletion',
      action: 'delete',
      side,
      count,
      bytes: 0,
      examples: nodes.slice(0, EXAMPLES).map(({ ref }) => rooted(pathOfRef(link, ref))),
      at: isoTime(first.sinceMs),
    },
  ];
}

/** The folder in which all of it happened. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  let shared = first.length;
  for (const names of others) {
    let same = 0;
    while (same < shared && names[same] === first[same]) same += 1;
    shared = same;
  }
  return first.slice(0, shared).join('/');
}

/** In a root that may only be read, a refusal is no riddle: nothing goes up from here. */
function reasonOf(link: Link, node: DifferingNode): { readonly reason: string; readonly detail?: string } {
  if (node.hold === 'forbidden' && link.journal.fact('read-only') === 'yes') return { reason: 'read-only-root' };
  return { reason: node.hold ?? 'failing', ...(node.detail === undefined ? {} : { detail: node.detail }) };
}

function cloudOf({ journal }: Link, ref: EntityRef): CloudNode | undefined {
  const key = ref.tree === 'cloud' ? ref.id : ref.tree === 'synced' ? journal.synced(ref.id)?.cloud : undefined;
  return key === undefined ? undefined : journal.cloud(key);
}

function item(link: Link, node: DifferingNode) {
  const path = pathOfRef(link, node.ref);
  const suggestion = suggestedName(link, node);
  return {
    id: idOf(link, node.ref),
    rootId: link.record.number,
    path: rooted(path),
    ...reasonOf(link, node),
    count: 1,
    bytes: 0,
    ...(node.hold === 'locked' ? lockInfo(link, cloudOf(link, node.ref)) : {}),
    ...(suggestion === undefined ? {} : { suggestedName: suggestion }),
    at: isoTime(node.sinceMs),
  };
}

interface Found {
  readonly link: Link;
  readonly side: SideName | undefined;
  readonly nodes: readonly DifferingNode[];
}

function find(engine: Engine, id: string): Found {
  for (const link of engine.links()) {
    for (const side of ['local', 'cloud'] as const) {
      if (id === massId(link, side)) return { link, side, nodes: massOf(link, side) };
    }
    const node = heldOf(link).find(({ ref }) => idOf(link, ref) === id);
    if (node !== undefined) return { link, side: undefined, nodes: [node] };
  }
  throw new SyncError('wrong-usage', { path: id, detail: 'no-such-hold' });
}

export function heldHandlers(engine: Engine) {
  return {
    held: async ({ rootId }) =>
      engine.linksOf(rootId).flatMap((link) => [
        ...massItem(link, 'cloud'),
        ...massItem(link, 'local'),
        ...heldOf(link)
          .filter(({ hold }) => hold !== 'mass-deletion')
          .map((node) => item(link, node)),
      ]),
    release: async ({ id }) => {
      const { link, side, nodes } = find(engine, id);
      const path = rooted(nodes[0] === undefined ? '' : pathOfRef(link, nodes[0].ref));
      link.journal.tx(() => {
        if (side !== undefined) link.journal.setFact(`consent:${side}`, 'given');
        // What was only waiting for this decision is looked at again with it.
        for (const { ref } of link.journal.held(Number.MAX_SAFE_INTEGER))
          if (side !== undefined) link.journal.mark(ref);
        for (const { ref } of nodes) link.journal.mark(ref);
      });
      link.schedule.lookNow();
      return { id, path, did: side === undefined ? 'tried-again' : 'deletion-allowed', count: nodes.length };
    },
    decline: async ({ id }) => {
      const { link, side, nodes } = find(engine, id);
      const path = rooted(nodes[0] === undefined ? '' : pathOfRef(link, nodes[0].ref));
      const [only] = nodes;
      if (side === undefined && only?.hold === 'forbidden') {
        const did = await revertLocal(link, only.ref, `${engine.parts.world.random.token(12)}-declined`);
        link.schedule.lookNow();
        return { id, path, did, count: 1 };
      }
      if (side === undefined)
        throw new SyncError('wrong-usage', {
          path,
          detail: 'only a deletion, or what may not be changed, can be declined; rename or remove the item itself',
        });
      link.journal.tx(() => {
        // Without the agreement, what is left on the other side counts as new, and is made again here.
        for (const { ref } of nodes) if (ref.tree === 'synced') link.journal.unbind(ref.id, true);
        link.journal.setFact(`mass-deletion:${side}`, undefined);
      });
      link.schedule.lookNow();
      return { id, path, did: 'deletion-undone', count: nodes.length };
    },
    fixName: async ({ id, name }) => {
      const { link, nodes } = find(engine, id);
      const [node] = nodes;
      if (node === undefined)
        throw new SyncError('wrong-usage', { path: id, detail: 'its name is not what it waits for' });
      const path = rooted(pathOfRef(link, node.ref));
      const fixed = await fixName(link, node, name);
      link.schedule.lookNow();
      return { id, path, name: fixed };
    },
  } satisfies SomeHandlers;
}
