/** Activity as it happens: asks for what is new whenever the engine says that something changed. */
import type { Call, Output } from '../../shared/contract/contract.ts';
import type { Listener } from '../../shared/contract/events.ts';

type Entry = Output<'activity'>[number];

/** Most entries told at once; where more happened between two looks, the oldest of them are left out. */
const MOST = 1000;

export interface Followed {
  readonly call: Call;
  subscribe(listener: Listener): Promise<void>;
}

/**
 * Calls `onEntry` for every entry that is made from now on, oldest first. Entries are numbered by root. A look that is
 * asked for while another runs is made afterwards, so that nothing is told twice or out of order.
 */
export async function followActivity(engine: Followed, onEntry: (entry: Entry) => void): Promise<void> {
  const last = new Map<number, number>();
  const news = async (): Promise<readonly Entry[]> => {
    const found = await engine.call('activity', { limit: MOST });
    if (!found.ok) return [];
    const fresh = found.value.filter((entry) => entry.id > (last.get(entry.rootId) ?? 0)).toReversed();
    for (const { rootId, id } of fresh) last.set(rootId, Math.max(id, last.get(rootId) ?? 0));
    return fresh;
  };
  await news();
  let looking = false;
  let again = false;
  const look = async (): Promise<void> => {
    again = true;
    if (looking) return;
    looking = true;
    while (again) {
      again = false;
      for (const entry of await news()) onEntry(entry);
    }
    looking = false;
  };
  await engine.subscribe((event) => {
    if (event.type === 'status') void look();
  });
}
