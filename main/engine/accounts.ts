/** The accounts of one home, side by side: who is meant, who they are, and what their organizations decide. */
import * as z from 'zod';
import { type ErrorCode, SyncError, toSyncError } from '../errors.ts';
import type { AccountRecord } from '../home-state.ts';
import type { CloudAccount, CloudRules } from '../sides.ts';
import type { Parts } from './parts.ts';
import { keepRules, knownRules, RULES_GOOD_FOR_MS } from './rules.ts';

export type AccountKey = Pick<AccountRecord, 'server' | 'user'>;
type Me = Awaited<ReturnType<CloudAccount['whoAmI']>>;

export interface OpenAccount {
  readonly record: AccountRecord;
  readonly cloud: CloudAccount;
  excludedExtensions: readonly string[];
  maxFileSize: number | undefined;
  /** Who is signed in; undefined until the cloud was asked. */
  me: { readonly id: number; readonly name: string } | undefined;
  space: { readonly quota: number | undefined; readonly used: number | undefined } | undefined;
  /** When all of this was asked for last, on the clock that never goes back. */
  askedMs: number;
  /** What administrators laid down, as last known. */
  rules: CloudRules | undefined;
  /** What the last question about the account ended in, where it failed. */
  trouble: ErrorCode | undefined;
}

const meShape = z.object({ id: z.number(), name: z.string() });

/** Who we are is kept, so that our locks are told from those of others before the cloud was asked. */
function parseMe(text: string | undefined): OpenAccount['me'] {
  return text === undefined ? undefined : meShape.safeParse(JSON.parse(text)).data;
}

/** Names an account in the contract. */
export const idOfAccount = ({ server, user }: AccountKey): string => `${user} ${server}`;

export const sameAccount = (one: AccountKey, other: AccountKey): boolean =>
  one.server === other.server && one.user.toLowerCase() === other.user.toLowerCase();

/** How people name a server: with or without its scheme. */
const namesServer = (server: string, which: string): boolean => which === server || `https://${which}` === server;

export class Accounts {
  readonly #parts: Parts;
  readonly #open = new Map<string, OpenAccount>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  all(): readonly AccountRecord[] {
    return this.#parts.state.accounts();
  }

  signedIn(): readonly AccountRecord[] {
    return this.all().filter(({ signedIn }) => signedIn);
  }

  isSignedIn(key: AccountKey): boolean {
    return this.#record(key)?.signedIn === true;
  }

  /** The one account that the words name (see the contract's `whichAccount`); `wrong-usage` where that is none or many. */
  named(which: string): AccountRecord {
    const asked = which.toLowerCase();
    const found = this.all().filter(
      (account) =>
        idOfAccount(account).toLowerCase() === asked ||
        account.user.toLowerCase() === asked ||
        namesServer(account.server, asked.replace(/\/+$/u, '')),
    );
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    if (only === undefined) throw new SyncError('wrong-usage', { path: which, detail: 'account-unknown' });
    throw new SyncError('wrong-usage', { path: found.map(idOfAccount).join(', '), detail: 'account-which' });
  }

  /** The named one, or the only one that is signed in; `sign-in-needed` where nobody is. */
  one(which: string | undefined): AccountRecord {
    if (which !== undefined) return this.named(which);
    const [first, second] = this.signedIn();
    if (first === undefined) throw new SyncError('sign-in-needed');
    if (second === undefined) return first;
    throw new SyncError('wrong-usage', { path: this.signedIn().map(idOfAccount).join(', '), detail: 'account-which' });
  }

  /** The named one, or all that are signed in; `sign-in-needed` where there is none. */
  some(which: string | undefined): readonly AccountRecord[] {
    const found = which === undefined ? this.signedIn() : [this.named(which)];
    if (found.length === 0) throw new SyncError('sign-in-needed');
    return found;
  }

  #record(key: AccountKey): AccountRecord | undefined {
    return this.all().find((account) => sameAccount(account, key));
  }

  open(key: AccountKey): OpenAccount {
    const id = idOfAccount(key);
    const open = this.#open.get(id);
    if (open !== undefined) return open;
    const known = this.#record(key);
    if (known === undefined) throw new SyncError('sign-in-needed');
    const made: OpenAccount = {
      record: known,
      cloud: this.#parts.account(known.server, known.user, known.ca),
      excludedExtensions: [],
      maxFileSize: undefined,
      me: parseMe(this.#parts.state.setting(`me ${known.server} ${known.user}`)),
      space: undefined,
      askedMs: this.#parts.world.clock.monotonic(),
      rules: knownRules(this.#parts.state, known)?.rules,
      trouble: undefined,
    };
    this.#open.set(id, made);
    return made;
  }

  /** Asks the cloud who we are and what the organization's policy says; the links obey it from then on. */
  async refresh(record: AccountRecord): Promise<Me> {
    const account = this.open(record);
    account.askedMs = this.#parts.world.clock.monotonic();
    try {
      const me = await account.cloud.whoAmI();
      account.excludedExtensions = me.excludedExtensions;
      account.maxFileSize = me.maxFileSize;
      account.me = { id: me.id, name: me.displayName };
      account.space = { quota: me.spaceQuota, used: me.spaceUsage };
      account.trouble = undefined;
      this.#parts.state.setSetting(`me ${record.server} ${record.user}`, JSON.stringify(account.me));
      await this.#refreshRules(account, me.organizationId);
      return me;
    } catch (thrown) {
      account.trouble = toSyncError(thrown).code;
      throw thrown;
    }
  }

  /** Asks again what was not asked for an hour; what cannot be asked now is the news of whoever needs it. */
  async keepFresh(key: AccountKey): Promise<void> {
    const account = this.open(key);
    if (this.#parts.world.clock.monotonic() - account.askedMs < RULES_GOOD_FOR_MS) return;
    await this.refresh(account.record).catch(() => undefined);
  }

  /** At most once an hour. A cloud that cannot say now leaves what it said last. */
  async #refreshRules(account: OpenAccount, organization: number | undefined): Promise<void> {
    const { state, world } = this.#parts;
    const before = knownRules(state, account.record);
    const now = world.clock.now();
    const age = before === undefined ? Number.POSITIVE_INFINITY : now - before.atMs;
    if (organization === undefined || (age >= 0 && age < RULES_GOOD_FOR_MS)) return;
    try {
      account.rules = await account.cloud.rules(organization, before?.rules.machineId);
      keepRules(state, account.record, { atMs: now, rules: account.rules });
    } catch (thrown) {
      const { code, detail } = toSyncError(thrown);
      world.log.info('the rules of the organization could not be asked for', { code, detail });
    }
  }

  /** A person as people know them; the cloud tells names of others only with their locks. */
  nameOf(key: AccountKey, person: number): string {
    const { me } = this.open(key);
    return me?.id === person ? me.name : `person ${person}`;
  }

  async forget(key: AccountKey): Promise<void> {
    const id = idOfAccount(key);
    await this.#open.get(id)?.cloud.close();
    this.#open.delete(id);
  }

  clouds(): readonly CloudAccount[] {
    return [...this.#open.values()].map(({ cloud }) => cloud);
  }

  async close(): Promise<void> {
    for (const { cloud } of this.#open.values()) await cloud.close();
    this.#open.clear();
  }
}
