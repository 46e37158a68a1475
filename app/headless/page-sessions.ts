/**
 * Who may use the page: whoever opened its one-time address. The address is good once and for an hour; what it is
 * exchanged for lives only in this process's memory, so ending the process ends every session.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a printed address waits to be opened, in milliseconds. */
export const ADDRESS_LIFE_MS = 60 * 60_000;
/** A session ends after this long without a request, in milliseconds. */
export const SESSION_IDLE_MS = 12 * 60 * 60_000;
/** Browsers at once; the one that was silent longest gives way. */
const MOST_SESSIONS = 16;
const MOST_ADDRESSES = 8;

const secret = (): string => randomBytes(32).toString('base64url');
/** Secrets are kept and compared as digests: all have one length, and none lies in memory as it is. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

interface Kept {
  readonly digest: Buffer;
  until: number;
}

interface Session extends Kept {
  /** Of what the page itself holds, beside the cookie. */
  readonly key: Buffer;
}

/** What an address is exchanged for. */
export interface LetIn {
  /** For the cookie, which the browser also gives to other ports of this computer. */
  readonly session: string;
  /** For the page alone: it keeps it where only its own origin can read it. */
  readonly key: string;
}

function find<Some extends Kept>(list: readonly Some[], text: string): Some | undefined {
  const wanted = digest(text);
  let found: Some | undefined;
  // Every one is compared, so that the time tells nothing about which one fits.
  for (const kept of list) if (timingSafeEqual(kept.digest, wanted)) found = kept;
  return found;
}

export class PageSessions {
  readonly #now: () => number;
  #addresses: Kept[] = [];
  #sessions: Session[] = [];

  /** `now` gives milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A new one-time token. */
  invite(): string {
    const token = secret();
    this.#addresses = [
      ...this.#addresses.slice(1 - MOST_ADDRESSES),
      { digest: digest(token), until: this.#now() + ADDRESS_LIFE_MS },
    ];
    return token;
  }

  /** Exchanges a token for a session, once; undefined where it was used before, is too old, or was never given out. */
  open(token: string): LetIn | undefined {
    const invitation = find(this.#addresses, token);
    if (invitation === undefined) return undefined;
    this.#addresses = this.#addresses.filter((kept) => kept !== invitation);
    if (invitation.until < this.#now()) return undefined;
    const session = secret();
    const key = secret();
    this.#sessions = [
      ...this.#sessions.toSorted((one, other) => one.until - other.until).slice(1 - MOST_SESSIONS),
      { digest: digest(session), key: digest(key), until: this.#now() + SESSION_IDLE_MS },
    ];
    return { session, key };
  }

  /** Whether this session is open; keeps it open. */
  isOpen(session: string | undefined): boolean {
    const kept = session === undefined ? undefined : find(this.#sessions, session);
    const now = this.#now();
    if (kept === undefined || kept.until < now) return false;
    kept.until = now + SESSION_IDLE_MS;
    return true;
  }

  /** Whether this key belongs to this open session. */
  holds(session: string | undefined, key: string | undefined): boolean {
    const kept = session === undefined ? undefined : find(this.#sessions, session);
    return kept !== undefined && key !== undefined && timingSafeEqual(kept.key, digest(key));
  }

  /** Ends one session; later requests with it are refused. */
  end(session: string): void {
    const kept = find(this.#sessions, session);
    this.#sessions = this.#sessions.filter((one) => one !== kept);
  }
}
