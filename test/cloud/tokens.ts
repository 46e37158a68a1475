/** Access and refresh tokens. Only their hashes are stored; they survive a restart of the stand-in. */
import { hash, randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';

interface TokenRow {
  readonly hash: string;
  readonly kind: 'access' | 'refresh' | 'code';
  readonly family: string;
  readonly person_id: number;
  readonly client_id: string;
  readonly guid: string;
  readonly generation: number;
  readonly expires: number;
}

export interface Issued {
  readonly access: string;
  readonly refresh: string;
  readonly seconds: number;
}

export interface Holder {
  readonly personId: number;
  readonly clientId: string;
  readonly guid: string;
}

const REFRESH_MS = 90 * 86_400_000;
const CODE_MS = 60_000;

function digest(token: string): string {
  return hash('sha256', token);
}

function fresh(): string {
  return randomBytes(24).toString('base64url');
}

export class Tokens {
  readonly #clock: Clock;
  readonly #seconds: number;
  readonly #sql;
  readonly #known = new Map<string, TokenRow>();

  /** `seconds` is the life of an access token. */
  constructor(db: Database, clock: Clock, seconds: number) {
    this.#clock = clock;
    this.#seconds = seconds;
    this.#sql = {
      add: db.prepare<[string, string, string, number, string, string, number, number]>(
        'INSERT INTO tokens (hash, kind, family, person_id, client_id, guid, generation, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ),
      get: db.prepare<[string], TokenRow>('SELECT * FROM tokens WHERE hash = ?'),
      remove: db.prepare<[string]>('DELETE FROM tokens WHERE hash = ?'),
      removeFamily: db.prepare<[string]>('DELETE FROM tokens WHERE family = ?'),
      removeOlder: db.prepare<[string, number]>('DELETE FROM tokens WHERE family = ? AND generation < ?'),
      removeAccess: db.prepare<[]>("DELETE FROM tokens WHERE kind = 'access'"),
    };
  }

  #add(token: string, row: Omit<TokenRow, 'hash'>): void {
    this.#sql.add.run(
      digest(token),
      row.kind,
      row.family,
      row.person_id,
      row.client_id,
      row.guid,
      row.generation,
      row.expires,
    );
  }

  /** A new pair of tokens, which begins a family that is revoked as a whole. */
  issue(holder: Holder, family = fresh(), generation = 1): Issued {
    const now = this.#clock.now();
    const common = {
      family,
      generation,
      person_id: holder.personId,
      client_id: holder.clientId,
      guid: holder.guid,
    };
    const access = fresh();
    const refresh = fresh();
    this.#add(access, { ...common, kind: 'access', expires: now + this.#seconds * 1000 });
    this.#add(refresh, { ...common, kind: 'refresh', expires: now + REFRESH_MS });
    return { access, refresh, seconds: this.#seconds };
  }

  /** Whose access token it is, or undefined where it is unknown, expired or revoked. */
  holder(access: string): Holder | undefined {
    let row = this.#known.get(access);
    if (row === undefined) {
      row = this.#sql.get.get(digest(access));
      if (row?.kind !== 'access') return undefined;
      this.#known.set(access, row);
      // The client has got the new tokens, so those before them have done their service.
      this.#sql.removeOlder.run(row.family, row.generation);
    }
    if (row.expires <= this.#clock.now()) return undefined;
    return { personId: row.person_id, clientId: row.client_id, guid: row.guid };
  }

  /**
   * Trades a refresh token for new tokens. The old one stays good until one of the new ones is used, so that an answer lost on
   * its way signs nobody out; after that it is refused.
   */
  rotate(refresh: string, clientId: string): (Issued & { readonly guid: string }) | undefined {
    const row = this.#sql.get.get(digest(refresh));
    if (row?.kind !== 'refresh' || row.client_id !== clientId || row.expires <= this.#clock.now()) return undefined;
    this.#sql.removeOlder.run(row.family, row.generation);
    const holder = { personId: row.person_id, clientId, guid: row.guid };
    return { ...this.issue(holder, row.family, row.generation + 1), guid: row.guid };
  }

  /** A one-minute code for the authorization code grant, bound to client, redirect address and challenge by `family`. */
  issueCode(personId: number, clientId: string, binding: string): string {
    const code = fresh();
    const expires = this.#clock.now() + CODE_MS;
    this.#add(code, {
      kind: 'code',
      family: binding,
      person_id: personId,
      client_id: clientId,
      guid: '',
      generation: 0,
      expires,
    });
    return code;
  }

  /** The person a code was given to, once. */
  redeemCode(code: string, clientId: string, binding: string): number | undefined {
    const row = this.#sql.get.get(digest(code));
    if (row?.kind !== 'code') return undefined;
    this.#sql.remove.run(row.hash);
    const good = row.client_id === clientId && row.family === binding && row.expires > this.#clock.now();
    return good ? row.person_id : undefined;
  }

  /** Ends the whole family of an access or refresh token. An unknown token is no error (RFC 7009). */
  revoke(token: string): void {
    const row = this.#sql.get.get(digest(token));
    if (row === undefined) return;
    this.#sql.removeFamily.run(row.family);
    this.#known.clear();
  }

  /** Ends one access token before its time; its refresh token stays good. */
  expire(access: string): void {
    this.#known.delete(access);
    this.#sql.remove.run(digest(access));
  }

  /** Ends every access token. */
  expireAll(): void {
    this.#known.clear();
    this.#sql.removeAccess.run();
  }
}
