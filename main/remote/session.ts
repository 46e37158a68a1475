/** The tokens of one signed-in person, and how they are kept: as one secret, so that they change together or not at all. */
import * as z from 'zod';
import type { CloudToken } from '../../shared/api/answers.ts';
import type { Clock, Secrets } from '../world.ts';

/** Where the cloud does not say how long an access token lives; a 401 corrects it if it is less. */
const DEFAULT_LIFE_S = 3600;
/** No cloud means it with a longer life than a month; a number without end could not even be written down. */
const LONGEST_LIFE_S = 31 * 24 * 3600;

const kept = z.object({
  access: z.string().min(1),
  refresh: z.string().min(1).optional(),
  lifeMs: z.number().nonnegative(),
  /** When they came, by this machine's clock. */
  receivedMs: z.number(),
});

export interface Session {
  readonly access: string;
  readonly refresh: string | undefined;
  readonly lifeMs: number;
  readonly receivedMs: number;
  /** The same moment on the clock that never jumps; undefined where another run of the program received them. */
  readonly receivedMonotonicMs: number | undefined;
}

/** Name of the secret that holds a person's session at a server. */
export function sessionSecret(server: string, user: string): string {
  return `session ${server} ${user.toLowerCase()}`;
}

/**
 * Name of the secret that holds this installation's number at a server; it stays after signing out [oauth]. A person who
 * signs in beside another one there gets a number of their own: a machine is one person's at a time in the cloud's list,
 * so two at once would take it from each other.
 */
export function machineSecret(server: string, user?: string): string {
  return user === undefined ? `machine ${server}` : `machine ${server} ${user.toLowerCase()}`;
}

/** The session of a token answer; the refresh token of before stays where no new one came [oauth]. */
export function sessionOf(token: CloudToken, clock: Clock, before?: Session): Session {
  return {
    access: token.access_token,
    refresh: token.refresh_token ?? before?.refresh,
    lifeMs: Math.min(token.expires_in ?? DEFAULT_LIFE_S, LONGEST_LIFE_S) * 1000,
    receivedMs: clock.now(),
    receivedMonotonicMs: clock.monotonic(),
  };
}

/** Milliseconds since the tokens came: the longer of what both clocks say, so that a sleep or a set-back clock counts. */
function ageMs(session: Session, clock: Clock): number {
  const wall = clock.now() - session.receivedMs;
  if (session.receivedMonotonicMs === undefined) return wall < 0 ? Number.POSITIVE_INFINITY : wall;
  return Math.max(wall, clock.monotonic() - session.receivedMonotonicMs);
}

/** True where the access token is good for at least `neededMs` more, or half of its life where that is less. */
export function isFresh(session: Session, clock: Clock, neededMs: number): boolean {
  return session.lifeMs - ageMs(session, clock) >= Math.min(neededMs, session.lifeMs / 2);
}

export async function loadSession(secrets: Secrets, name: string): Promise<Session | undefined> {
  const text = await secrets.get(name);
  if (text === undefined) return undefined;
  try {
    const parsed = kept.parse(JSON.parse(text));
    return { ...parsed, refresh: parsed.refresh, receivedMonotonicMs: undefined };
  } catch {
    return undefined;
  }
}

export async function saveSession(secrets: Secrets, name: string, session: Session): Promise<void> {
  const { access, refresh, lifeMs, receivedMs } = session;
  await secrets.set(name, JSON.stringify({ access, refresh, lifeMs, receivedMs }));
}
