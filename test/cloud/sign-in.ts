/** Checks who somebody says they are: password, two-step code, lock-out after repeated failures. */
import { timingSafeEqual } from 'node:crypto';
import type { Core } from './core.ts';
import { oauthErrors } from './errors.ts';
import type { PersonRow } from './people.ts';

const FAILURES = 5;
const LOCK_MS = 15 * 60_000;

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function failed(core: Core, person: PersonRow): void {
  const failures = person.failures + 1;
  const locks = failures >= FAILURES;
  core.people.setFailures(person.id, locks ? 0 : failures, locks ? core.clock.now() + LOCK_MS : 0);
}

/** Gives the person, or throws the live service's own words. A code that is merely missing is no failed attempt. */
export function signIn(core: Core, email: string, password: string, code: string | undefined): PersonRow {
  const person = core.people.byEmail(email);
  if (person === undefined) throw oauthErrors.invalidCredentials();
  if (person.locked_until > core.clock.now()) throw oauthErrors.lockedOut();
  if (!same(password, core.people.passwordOf(person))) {
    failed(core, person);
    throw oauthErrors.invalidCredentials();
  }
  const wanted = core.people.codeOf(person);
  if (wanted !== null && (code === undefined || !same(code, wanted))) {
    if (code !== undefined && code !== '') failed(core, person);
    throw oauthErrors.invalidCode();
  }
  if (person.failures > 0) core.people.setFailures(person.id, 0, 0);
  core.activity.record('login', { actorId: person.id, objectType: 'person', objectId: person.id });
  return person;
}
