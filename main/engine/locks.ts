/** Locks as people meet them: whose they are, until when, and whether they are in our way. */
import type { CloudKey, CloudNode } from '../plan/types.ts';
import type { Journal } from '../records.ts';
import type { LockRecord } from '../records-back.ts';

/** Whether the lock keeps us out. `nowMs` is the cloud's time; where we do not know who we are, the cloud says it. */
export function isForeign(lock: LockRecord | undefined, me: number | undefined, nowMs: number): boolean {
  if (lock === undefined || me === undefined) return false;
  if (lock.untilMs !== undefined && lock.untilMs <= nowMs) return false;
  return lock.person !== me;
}

/** `Bernd Müller, until 2026-11-24 10:15 UTC`, as far as the cloud tells it. */
export function lockWords({ holder, untilMs }: LockRecord): string {
  const until = untilMs === undefined ? undefined : new Date(untilMs).toISOString();
  const when = until === undefined ? undefined : `until ${until.slice(0, 10)} ${until.slice(11, 16)} UTC`;
  return [holder, when].filter((part) => part !== undefined).join(', ');
}

/** The lock on the node or on the nearest folder above that has one. */
export function lockOn(journal: Journal, key: CloudKey): LockRecord | undefined {
  for (let node: CloudNode | undefined = journal.cloud(key); node !== undefined; node = journal.cloud(node.parent)) {
    if (node.locked) return journal.lockOf(node.key) ?? { person: undefined, holder: undefined, untilMs: undefined };
  }
  return undefined;
}
