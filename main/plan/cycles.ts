/**
 * Rings: `a` becomes `b` while `b` becomes `a`. Every member waits for another one to leave its name, to come about, or
 * to move out of it, and none can start. When a whole pass found nothing to do but wait, one member of a ring steps aside
 * to a temporary name and the rest follows.
 */
import type { Action, EntityRef, SyncedId, Waiting } from './types.ts';

interface Edge {
  readonly to: string;
  /** The node that can give up its name so that this edge goes away; only waiting for a name is helped by that. */
  readonly opens: Waiting['blocker'];
}

const keyOf = (ref: EntityRef): string => `${ref.tree} ${ref.id}`;
const agreed = (id: SyncedId): string => keyOf({ tree: 'synced', id });

/**
 * The step that opens a ring, or undefined where nobody waits in one.
 *
 * @param waiting all that a pass left waiting in which no action and no deletion could be done
 */
export function openRing(waiting: readonly Waiting[]): Action | undefined {
  const edges = edgesOf(waiting);
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const blocker = openingFrom(start, edges, done);
    if (blocker !== undefined)
      return { kind: 'step-aside', synced: blocker.synced, side: blocker.side, why: 'name-freed-for-another' };
  }
  return undefined;
}

function edgesOf(waiting: readonly Waiting[]): ReadonlyMap<string, readonly Edge[]> {
  const edges = new Map<string, Edge[]>();
  const add = (from: string, edge: Edge): void => {
    const known = edges.get(from);
    if (known === undefined) edges.set(from, [edge]);
    else known.push(edge);
  };
  for (const { entity, blocker, behind, leaves } of waiting) {
    const from = keyOf(entity);
    if (blocker !== undefined) add(from, { to: agreed(blocker.synced), opens: blocker });
    if (behind !== undefined) add(from, { to: keyOf(behind), opens: undefined });
    // A folder to be deleted waits for what has to leave it.
    for (const folder of leaves ?? []) add(agreed(folder), { to: from, opens: undefined });
  }
  return edges;
}

/**
 * Walks depth first from one node; the first way back onto the path is a ring, and one of its names opens it. Without
 * recursion, and with a look-up instead of a search along the path, because a chain may be as long as the list.
 */
function openingFrom(
  start: string,
  edges: ReadonlyMap<string, readonly Edge[]>,
  done: Set<string>,
): Waiting['blocker'] | undefined {
  const path: { readonly key: string; readonly came: Edge | undefined; next: number }[] = [];
  const place = new Map<string, number>();
  const enter = (key: string, came: Edge | undefined): void => {
    done.add(key);
    place.set(key, path.length);
    path.push({ key, came, next: 0 });
  };
  if (!done.has(start)) enter(start, undefined);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const edge = edges.get(top.key)?.[top.next];
    top.next += 1;
    if (edge === undefined) {
      path.pop();
      place.delete(top.key);
      continue;
    }
    const back = place.get(edge.to);
    if (back !== undefined) {
      const ring = [...path.slice(back + 1).map(({ came }) => came), edge];
      const opens = ring.find((one) => one?.opens !== undefined)?.opens;
      if (opens !== undefined) return opens;
    } else if (!done.has(edge.to)) enter(edge.to, edge);
  }
  return undefined;
}
