/** Keeps an access token at hand: refreshes it early, once for all who wait, and never loses the one that comes after. */
import type { CloudToken } from '../../shared/api/answers.ts';
import { type ErrorCode, SyncError, toSyncError } from '../errors.ts';
import type { Clock, Log, Random, Secrets } from '../world.ts';
import { refusalError } from './api-errors.ts';
import { REVOKE_IDLE_MS } from './limits.ts';
import { isFresh, loadSession, type Session, saveSession, sessionOf, sessionSecret } from './session.ts';
import { askForToken, CLIENT_ID, GRANT_REFUSED } from './sign-in.ts';
import type { Wire } from './wire.ts';

/** An ordinary request wants a token that is good for this long, so that it does not run out on the way. */
const MARGIN_MS = 30_000;
/** A refresh that fails is tried once more after this, and some more by chance. */
const AGAIN_MS = 300;
/** Also a refusal, before the user is asked to sign in for it: a cloud that is coming up may not know its grants yet. */
const WORTH_A_SECOND_TRY: ReadonlySet<ErrorCode> = new Set(['cut-off', 'server-error', 'sign-in-needed']);
/** After a streamed upload broke off, a token older than this is no longer believed (see `doubt`). */
const DOUBT_AGE_MS = 60_000;

/** The grant is refused, or the client itself; only signing in anew can cure that. */
const REFUSED = new Set([...GRANT_REFUSED, 'invalid_client', 'unauthorized_client', 'forbidden']);

export interface Auth {
  /** An access token that is good for `neededMs`. Throws `sign-in-needed`, or what the refresh failed with. */
  token(neededMs?: number): Promise<string>;
  /** The cloud answered 401 to this token: the next `token()` refreshes, unless somebody already did. */
  refused(token: string): void;
  /**
   * A streamed upload broke off, perhaps because the cloud refused the token and cut the connection before its 401
   * could be read: the next `token()` refreshes unless the token is new.
   */
  doubt(): void;
  /** Revokes the tokens where the cloud can be reached, and forgets them in any case. */
  signOut(): Promise<void>;
}

export interface AuthWorld {
  readonly wire: Wire;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly user: string;
}

class Tokens implements Auth {
  readonly #world: AuthWorld;
  readonly #name: string;
  #session: Session | undefined;
  /** Came from the cloud, but could not be written down yet; not used before it is. */
  #unsaved: Session | undefined;
  #refreshing: Promise<Session> | undefined;
  /** A refresh token the cloud has refused for good. */
  #dead: string | undefined;
  #refusedAccess: string | undefined;

  constructor(world: AuthWorld) {
    this.#world = world;
    this.#name = sessionSecret(world.wire.server, world.user);
  }

  async token(neededMs = MARGIN_MS): Promise<string> {
    const session = this.#session;
    if (session !== undefined && this.#isGood(session, neededMs)) return session.access;
    this.#refreshing ??= this.#renew(neededMs).finally(() => {
      this.#refreshing = undefined;
    });
    return (await this.#refreshing).access;
  }

  refused(token: string): void {
    this.#refusedAccess = token;
  }

  doubt(): void {
    const session = this.#session;
    if (session === undefined) return;
    const { receivedMonotonicMs: received } = session;
    if (received === undefined || this.#world.clock.monotonic() - received > DOUBT_AGE_MS) this.refused(session.access);
  }

  async signOut(): Promise<void> {
    const { secrets, wire, log } = this.#world;
    const session = this.#unsaved ?? this.#session ?? (await loadSession(secrets, this.#name));
    this.#session = undefined;
    this.#unsaved = undefined;
    try {
      await secrets.delete(this.#name);
    } finally {
      // Both are tried even where the secret could not be deleted: a revoked token is worth nothing to anybody.
      for (const [hint, token] of [
        ['refresh_token', session?.refresh],
        ['access_token', session?.access],
      ] as const) {
        if (token === undefined) continue;
        try {
          const values = { client_id: CLIENT_ID, token, token_type_hint: hint };
          await (await wire.send('revoke', { values, idleMs: REVOKE_IDLE_MS })).discard();
        } catch (error) {
          log.warn('The token could not be revoked; it expires by itself.', { hint, error: String(error) });
        }
      }
    }
  }

  #isGood(session: Session, neededMs: number): boolean {
    return session.access !== this.#refusedAccess && isFresh(session, this.#world.clock, neededMs);
  }

  /** The stored session is read again first: another process of this home may have signed in or refreshed. */
  async #renew(neededMs: number): Promise<Session> {
    const { secrets, clock } = this.#world;
    if (this.#unsaved !== undefined) return this.#keep(this.#unsaved);
    const stored = await loadSession(secrets, this.#name);
    if (stored !== undefined && stored.access !== this.#session?.access) this.#session = stored;
    const session = stored === undefined ? undefined : this.#session;
    if (session === undefined) throw new SyncError('sign-in-needed', { path: this.#world.wire.server });
    if (this.#isGood(session, neededMs)) return session;
    if (session.refresh === undefined || session.refresh === this.#dead) {
      throw new SyncError('sign-in-needed', { path: this.#world.wire.server, detail: 'the session has ended' });
    }
    return this.#keep(sessionOf(await this.#refresh(session.refresh), clock, session));
  }

  /** Written down before anybody uses it: with its first use the cloud may end the one before. */
  async #keep(session: Session): Promise<Session> {
    this.#unsaved = session;
    await saveSession(this.#world.secrets, this.#name, session);
    this.#unsaved = undefined;
    this.#session = session;
    return session;
  }

  async #refresh(refresh: string): Promise<CloudToken> {
    const { clock, random, log, wire } = this.#world;
    const first = await this.#ask(refresh);
    if (!(first instanceof SyncError)) return first;
    if (!WORTH_A_SECOND_TRY.has(first.code)) throw first;
    log.info('Refreshing the session failed and is tried once more.', { error: first.message });
    await clock.sleep(AGAIN_MS * (1 + random.fraction()));
    const second = await this.#ask(refresh);
    if (!(second instanceof SyncError)) return second;
    if (second.code === 'sign-in-needed') {
      this.#dead = refresh;
      log.warn('The cloud has ended the session; signing in is needed.', { server: wire.server });
    }
    throw second;
  }

  async #ask(refresh: string): Promise<CloudToken | SyncError> {
    const { wire, clock } = this.#world;
    try {
      const values = { grant_type: 'refresh_token', client_id: CLIENT_ID, refresh_token: refresh };
      const answer = await askForToken(wire, clock, values);
      if (answer.ok) return answer.token;
      const { status, error = '', description } = answer.refusal;
      if (status < 500 && status !== 429 && REFUSED.has(error)) {
        return new SyncError('sign-in-needed', { path: wire.server, detail: description ?? error });
      }
      return refusalError(answer.refusal, 'Refreshing the session', wire.server);
    } catch (error) {
      return toSyncError(error);
    }
  }
}

/** Starts with what `secrets` holds for the user; asks for nothing before the first token is wanted. */
export function createAuth(world: AuthWorld): Auth {
  return new Tokens(world);
}
