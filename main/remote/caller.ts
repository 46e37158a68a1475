/** Signed-in requests: with a token, once more with a new one where the cloud refuses the old, and errors as ours. */
import { PAGE_SIZE } from '../../shared/api/answers.ts';
import { type Answer, type EndpointKey, endpointName, endpoints } from '../../shared/api/endpoints.ts';
import { SyncError } from '../errors.ts';
import type { Clock, HttpAnswer } from '../world.ts';
import { readRefusal, refusalError } from './api-errors.ts';
import type { Auth } from './auth.ts';
import { ITEMS_LIMIT, PAGES_LIMIT } from './limits.ts';
import { type CallOptions, readJson, readShape, type Wire } from './wire.ts';

/**
 * A token that came a moment ago can be refused as well (a cloud that is being restored, a clock that jumped over
 * there). Only after two new ones in a row, and another for who one is, is it believed that this person may not come in.
 */
const NEW_TOKENS = 2;
/** Tokens that one request may wear out where they are good for others and keep running out under it. */
const MOST_TOKENS = 20;

export interface SignedCall extends CallOptions {
  /** The path or name the user knows, for the error. */
  readonly path?: string;
  /** Milliseconds for which the access token must be good at the start. */
  readonly tokenMs?: number;
  /** More statuses to hand out as answers: 304 for conditional listings, 206 and 416 for ranges. */
  readonly also?: readonly number[];
}

export interface Caller {
  readonly wire: Wire;
  /** The answer of a success, its body unread. Throws the refusal as our error. */
  raw(key: EndpointKey, call: SignedCall): Promise<HttpAnswer>;
  /** The answer after the endpoint's schema. */
  json<K extends EndpointKey>(key: K, call: SignedCall): Promise<Answer<K>>;
  /** All pages of a list, one after the other. Throws `not-an-api-answer` where a page in the middle is missing. */
  pages<T>(key: EndpointKey, call: SignedCall, read: (page: unknown) => Page<T>): Promise<T[]>;
}

export interface Page<T> {
  readonly results: readonly T[];
  readonly total: number;
}

function isSuccess(status: number, also: readonly number[] | undefined): boolean {
  return status === 200 || status === 201 || (also?.includes(status) ?? false);
}

export function createCaller(world: { readonly wire: Wire; readonly auth: Auth; readonly clock: Clock }): Caller {
  const { wire, auth, clock } = world;

  const askWho = async (): Promise<boolean> => {
    const token = await auth.token();
    const answer = await wire.send('me', {}, token);
    await answer.discard();
    if (answer.status === 401) auth.refused(token);
    return answer.status !== 401;
  };
  let asking: Promise<boolean> | undefined;
  /** Whether the cloud lets this person in at all: asked, once for all who wait, before the user is asked to sign in. */
  const mayComeIn = (): Promise<boolean> => {
    asking ??= askWho()
      .then((may) => may || askWho())
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };

  const raw = async (key: EndpointKey, call: SignedCall): Promise<HttpAnswer> => {
    const canRepeat = call.body === undefined || call.body.bytes instanceof Uint8Array;
    for (let tokens = 1; ; tokens++) {
      const token = endpoints[key].signIn ? await auth.token(call.tokenMs) : undefined;
      const answer = await wire.send(key, call, token);
      if (isSuccess(answer.status, call.also)) return answer;
      const refusal = await readRefusal(answer, clock.now(), token === undefined ? [] : [token]);
      if (refusal.status !== 401 || token === undefined) throw refusalError(refusal, endpointName(key), call.path);
      auth.refused(token);
      if (!canRepeat) throw new SyncError('cut-off', { detail: 'the session ran out before the transfer' });
      const isEnough = tokens % (NEW_TOKENS + 1) === 0;
      if (isEnough && (tokens > MOST_TOKENS || key === 'me' || !(await mayComeIn())))
        throw refusalError(refusal, endpointName(key), wire.server);
    }
  };

  return {
    wire,
    raw,
    async json(key, call) {
      return readShape(key, await readJson(key, await raw(key, call)));
    },
    async pages<T>(key: EndpointKey, call: SignedCall, read: (page: unknown) => Page<T>): Promise<T[]> {
      const all: T[] = [];
      for (let n = 0; n < PAGES_LIMIT; n++) {
        const values = n === 0 ? call.values : { ...call.values, offset: all.length };
        const { results, total } = read(await readJson(key, await raw(key, { ...call, ...(values && { values }) })));
        if (all.length + results.length > ITEMS_LIMIT) {
          const detail = `${endpointName(key)}: a list of more than ${ITEMS_LIMIT} items`;
          throw new SyncError('not-an-api-answer', { detail });
        }
        for (const result of results) all.push(result);
        if (results.length === 0 && all.length < total) break;
        // A total that equals a full first page may be one that the cloud left out, so one more page is asked for.
        const mayGoOn = all.length < total || (results.length >= PAGE_SIZE && total === results.length);
        if (!mayGoOn) return all;
      }
      throw new SyncError('not-an-api-answer', { detail: `${endpointName(key)}: a page of the list is missing` });
    },
  };
}
