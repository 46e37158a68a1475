/** Who holds a lock and until when, as `include_lock_info` tells it [client; the fields are ours]. */
import type { CloudLock as ApiLock } from '../../shared/api/children.ts';
import { readDateTime } from '../../shared/api/times.ts';
import type { CloudLock } from '../sides.ts';

interface Lockable {
  readonly is_locked: boolean;
  readonly locks?: readonly ApiLock[] | readonly unknown[] | null | undefined;
}

/** Undefined where the object is not locked, or nothing more is told of its lock. */
export function lockFrom({ is_locked, locks }: Lockable): CloudLock | undefined {
  if (!is_locked) return undefined;
  const [lock] = locks ?? [];
  if (typeof lock !== 'object' || lock === null) return undefined;
  const person = 'person_id' in lock && typeof lock.person_id === 'number' ? lock.person_id : undefined;
  const holder = 'display_name' in lock && typeof lock.display_name === 'string' ? lock.display_name : undefined;
  const expires = 'expires' in lock && typeof lock.expires === 'string' ? lock.expires : '';
  return { person, holder: holder === '' ? undefined : holder?.slice(0, 200), untilMs: readDateTime(expires) };
}
