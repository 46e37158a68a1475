/**
 * Rings of names: `a` becomes `b` while `b` becomes `a`. Every member waits for the next one to leave its name. When a
 * whole pass found nothing to do but wait, one member of a ring steps aside to a temporary name and the rest follows.
 */
import type { Action, SyncedId, Waiting } from './types.ts';

/**
 * The step that opens a ring, or undefined where nobody waits in one.
 *
 * @param waiting all that a pass without any action left waiting
 */
export function openRing(waiting: readonly Waiting[]): Action | undefined {
  const next = new Map<SyncedId, NonNullable<Waiting['blocker']>>();
  for (const { entity, blocker } of waiting) {
    if (entity.tree === 'synced' && blocker !== undefined) next.set(entity.id, blocker);
  }
  for (const start of next.keys()) {
    const path = new Set<SyncedId>();
    let at: SyncedId | undefined = start;
    while (at !== undefined && !path.has(at)) {
      path.add(at);
      at = next.get(at)?.synced;
    }
    if (at === undefined) continue;
    const side = [...next.values()].find((blocker) => blocker.synced === at)?.side ?? 'cloud';
    return { kind: 'step-aside', synced: at, side, why: 'name-freed-for-another' };
  }
  return undefined;
}
