import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaultEngine } from '../../cloud/fault-engine.ts';
import { type FaultPlanInput, faultPlan } from '../../cloud/fault-plan.ts';
import type { TestClient } from '../../cloud/test-client.ts';
import { startTestCloud, type TestCloud } from '../../cloud/test-cloud.ts';
import type { WebUser } from '../../cloud/web-user.ts';

/** Numbers of the requests, of `count`, that the plan strikes. */
function strikes(plan: FaultPlanInput, count: number, now: () => number = () => 0): number[] {
  const engine = new FaultEngine(now);
  engine.set(faultPlan.parse(plan));
  const struck: number[] = [];
  for (let n = 1; n <= count; n++) if (engine.decide('request', 'GET', '/api/2/person').length > 0) struck.push(n);
  return struck;
}

const delay = { kind: 'delay', ms: 1 } as const;

describe('a fault plan', () => {
  it('strikes the same requests for the same seed, and others for another', () => {
    const plan = (seed: number) => ({ seed, rules: [{ probability: 0.3, fault: delay }] });
    expect(strikes(plan(7), 200)).toEqual(strikes(plan(7), 200));
    expect(strikes(plan(7), 200)).not.toEqual(strikes(plan(8), 200));
    expect(strikes(plan(7), 1000).length).toBeGreaterThan(200);
    expect(strikes(plan(7), 1000).length).toBeLessThan(400);
  });

  it('strikes by number, by every n-th, and no more often than its limit', () => {
    expect(strikes({ rules: [{ nth: [2, 5], fault: delay }] }, 9)).toEqual([2, 5]);
    expect(strikes({ rules: [{ every: 3, fault: delay }] }, 9)).toEqual([3, 6, 9]);
    expect(strikes({ rules: [{ limit: 2, fault: delay }] }, 9)).toEqual([1, 2]);
  });

  it('begins and ends in time', () => {
    let seconds = -1;
    const plan = { rules: [{ after: 3, seconds: 2, fault: delay }] };
    const tick = () => {
      seconds += 1;
      return seconds * 1000;
    };
    expect(strikes(plan, 8, tick)).toEqual([3, 4]);
  });

  it('matches by row, verb and path with stars', () => {
    const matches = (match: object) => strikes({ rules: [{ match, fault: delay }] }, 1).length === 1;
    expect(matches({ endpoint: 'me' })).toBe(true);
    expect(matches({ endpoint: 'download' })).toBe(false);
    expect(matches({ path: '/api/2/*', method: 'GET' })).toBe(true);
    expect(matches({ path: '/api/2/*', method: 'POST' })).toBe(false);
    expect(matches({ path: '/api/2/files/*' })).toBe(false);
  });

  it('is refused where it is not understood', () => {
    expect(faultPlan.safeParse({ rules: [{ fault: { kind: 'gremlins' } }] }).success).toBe(false);
    expect(faultPlan.safeParse({ rules: [{ match: { endpoint: 'nothing' }, fault: delay }] }).success).toBe(false);
  });
});

describe('faults over the wire', () => {
  let test: TestCloud;
  let anna: TestClient;
  let user: WebUser;
  let root: number;

  beforeEach(async () => {
    test = await startTestCloud();
    anna = await test.client(0);
    user = test.cloud.as(test.person(0).email);
    root = user.rootId;
  });
  afterEach(() => test.end());

  const once = (
    fault: FaultPlanInput['rules'] extends (infer R)[] | undefined ? (R extends { fault: infer F } ? F : never) : never,
  ) => test.cloud.setFaults({ rules: [{ limit: 1, fault }] });
  const listing = () => anna.call('root', { root }, { fields: { include_children: true } });

  it('reset before: nothing happened; and the fault ends', async () => {
    once({ kind: 'reset-before' });
    await expect(anna.call('createInRoot', { root }, { fields: { name: 'A' } })).rejects.toThrow();
    expect(user.exists('/A')).toBe(false);
    expect((await anna.call('createInRoot', { root }, { fields: { name: 'A' } })).status).toBe(200);
  });

  it('reset after: it happened, and nobody was told', async () => {
    once({ kind: 'reset-after' });
    await expect(anna.upload(root, 0, 'a.txt', 'eins')).rejects.toThrow();
    expect(user.read('/a.txt').toString()).toBe('eins');
  });

  it('truncated: fewer bytes than promised, of small and of large bodies', async () => {
    const small = user.write('/klein.txt', 'x'.repeat(5000)).id;
    const large = user.write('/groß.bin', Buffer.alloc(2_000_000)).id;
    for (const file of [small, large]) {
      once({ kind: 'truncate', bytes: 1000 });
      await expect(anna.call('download', { root, file })).rejects.toThrow();
      expect((await anna.call('download', { root, file })).status).toBe(200);
    }
  });

  it('slow: the whole body, in pieces', async () => {
    const file = user.write('/klein.txt', 'x'.repeat(500)).id;
    once({ kind: 'slow', bytesPerSecond: 4000 });
    expect((await anna.call('download', { root, file })).bytes.toString()).toBe('x'.repeat(500));
  });

  it('delay and stall', async () => {
    once({ kind: 'delay', ms: 20, jitterMs: 10 });
    expect((await anna.call('me')).status).toBe(200);
    once({ kind: 'stall', ms: 20 });
    await expect(anna.call('me')).rejects.toThrow();
    once({ kind: 'stall' });
    const silent = anna.call('me').then(
      () => 'answered',
      () => 'cut',
    );
    expect(await Promise.race([silent, sleep(100, 'silent')])).toBe('silent');
  });

  it.each([429, 500, 502, 503, 504] as const)(
    'status %i, with and without Retry-After, as JSON or as a page',
    async (status) => {
      test.cloud.setFaults({
        rules: [
          { nth: [1], fault: { kind: 'status', status, retryAfter: 7 } },
          { nth: [1], fault: { kind: 'status', status, html: true } },
        ],
      });
      const [first, second, third] = [await anna.call('me'), await anna.call('me'), await anna.call('me')];
      expect([first.status, first.headers['retry-after'], second.status, third.status]).toEqual([
        status,
        '7',
        status,
        200,
      ]);
      expect(second.bytes.toString()).toContain('<html>');
    },
  );

  it('a web page with 200, an empty list, broken JSON', async () => {
    user.write('/a.txt', 'x');
    once({ kind: 'html' });
    const page = await listing();
    expect([page.status, page.json]).toEqual([200, undefined]);
    once({ kind: 'empty-list' });
    expect((await listing()).json).toMatchObject({ type: 'root', children: [] });
    once({ kind: 'empty-list' });
    expect((await anna.call('roots', { organization: 1 })).json).toEqual({ results: [], total: 0 });
    once({ kind: 'broken-json' });
    const broken = await listing();
    expect([broken.status, broken.json]).toEqual([200, undefined]);
    expect((await listing()).json).toMatchObject({ children: [{ path: '/a.txt' }] });
  });

  it('a page of a list that is missing, though the total says that there is more', async () => {
    user.fill('/Viele', 150);
    test.cloud.setFaults({ rules: [{ nth: [2], fault: { kind: 'missing-page' } }] });
    const page = (offset: number) =>
      anna.call('modifiedSince', { root }, { fields: { since: '2020-01-01T00:00:00', offset } });
    expect((await page(0)).json).toMatchObject({ total: 150 });
    expect((await page(100)).json).toEqual({ results: [], total: 150 });
  });

  it('a 304 with a body leaves stray bytes on the connection, and the server goes on', async () => {
    const { hash } = (await listing()).json as { hash: string };
    test.cloud.setFaults({ rules: [{ fault: { kind: '304-with-body' } }] });
    const conditional = () => anna.call('root', { root }, { fields: { hash } });
    // A client may take the stray bytes for a broken answer to its next request; a new connection must work.
    const statuses: (number | 'broken')[] = [];
    for (let n = 0; n < 4; n++)
      statuses.push(
        await conditional().then(
          (answer) => answer.status,
          () => 'broken',
        ),
      );
    expect(statuses).toContain(304);
    expect(test.cloud.faultLog().every((strike) => strike.kind === '304-with-body')).toBe(true);
    test.cloud.setFaults({});
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        anna.call('me').then(
          (answer) => answer.status,
          () => 'broken',
        ),
      ),
    );
    expect(answers).toContain(200);
  });

  it('a token that expires in the middle, and a refresh that fails once', async () => {
    once({ kind: 'expire-token' });
    expect((await anna.call('me')).status).toBe(401);
    once({ kind: 'refresh-fails' });
    expect((await anna.refresh()).status).toBe(500);
    once({ kind: 'refresh-fails', with: 'invalid_grant' });
    expect((await anna.refresh()).json).toMatchObject({ error: 'invalid_grant' });
    expect((await anna.refresh()).status).toBe(200);
    expect((await anna.call('me')).status).toBe(200);
  });

  it('a clock that is wrong by hours shows in the Date header and in new times', async () => {
    test.cloud.setFaults({ rules: [{ limit: 1, fault: { kind: 'clock', skewSeconds: -5 * 3600 } }] });
    const answer = await anna.call('me');
    const behind = Date.now() - Date.parse(String(answer.headers['date']));
    expect(Math.round(behind / 3_600_000)).toBe(5);
    expect(Math.round((Date.now() - user.write('/a.txt', 'x').modified) / 3_600_000)).toBe(5);
    test.cloud.setFaults({});
    expect(Math.round((Date.now() - user.write('/b.txt', 'x').modified) / 3_600_000)).toBe(0);
  });

  it('a withdrawn root, until the plan ends', async () => {
    const { email } = test.person(0);
    test.cloud.setFaults({ rules: [{ fault: { kind: 'withdraw', rootId: root, email } }] });
    expect((await anna.call('root', { root })).status).toBe(403);
    test.cloud.setFaults({});
    expect((await anna.call('root', { root })).status).toBe(200);
  });

  it('an older backup of the whole cloud comes back', async () => {
    user.write('/a.txt', 'alt');
    test.cloud.snapshot('gestern');
    user.write('/a.txt', 'neu');
    user.write('/b.txt', 'später');
    once({ kind: 'restore-backup', snapshot: 'gestern' });
    expect((await listing()).json).toMatchObject({ children: [{ path: '/a.txt', size: 3 }] });
    expect(user.read('/a.txt').toString()).toBe('alt');
  });
});
