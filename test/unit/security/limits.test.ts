/** Lists without end, through the whole remote side. */
import { expect, test } from 'vitest';
import { createCloudAccount } from '../../../main/remote/account.ts';
import { ITEMS_LIMIT, PAGES_LIMIT } from '../../../main/remote/limits.ts';
import { saveSession, sessionSecret } from '../../../main/remote/session.ts';
import { failure, type Reply, random, scriptedHttp, TestClock, TestLog, TestSecrets } from '../main/remote/support.ts';

const SERVER = 'https://cloud.test';

async function sideOf(page: () => Reply) {
  const secrets = new TestSecrets();
  const clock = new TestClock();
  const session = {
    access: 'a',
    refresh: 'r',
    lifeMs: 3_600_000,
    receivedMs: clock.now(),
    receivedMonotonicMs: undefined,
  };
  await saveSession(secrets, sessionSecret(SERVER, 'eve'), session);
  const http = scriptedHttp(page);
  const account = createCloudAccount({ http, secrets, clock, random, log: new TestLog(), server: SERVER, user: 'eve' });
  return { http, side: account.side(7) };
}

test('a list that goes on for ever is given up at the limit of items', async () => {
  const results = Array.from({ length: 50_000 }, (_, n) => ({ revision_id: n, size: 1 }));
  const body = JSON.stringify({ results, total: Number.MAX_SAFE_INTEGER });
  const { http, side } = await sideOf(() => ({ body }));
  expect(await failure(side.revisions(1))).toBe('not-an-api-answer');
  expect(http.requests.length).toBeLessThanOrEqual(ITEMS_LIMIT / results.length + 1);
});

test('a list of one item a page is given up at the limit of pages', async () => {
  const body = JSON.stringify({ results: [{ revision_id: 1, size: 1 }], total: Number.MAX_SAFE_INTEGER });
  const { http, side } = await sideOf(() => ({ body }));
  expect(await failure(side.revisions(1))).toBe('not-an-api-answer');
  expect(http.requests.length).toBe(PAGES_LIMIT);
});
