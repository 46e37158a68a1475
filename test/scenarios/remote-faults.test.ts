/**
 * Each thing that can go wrong between us and the cloud, one story each: what the client calls it, that nothing is half
 * or doubled in the cloud, and that the next attempt after the fault works without a restart.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultPlanInput } from '../cloud/fault-plan.ts';
import { big, collect, failure, META, MIB, small } from '../unit/main/remote/support.ts';
import { type RemoteWorld, remoteWorld } from './remote-support.ts';

type Rule = NonNullable<FaultPlanInput['rules']>[number];

let world: RemoteWorld;
beforeEach(async () => {
  world = await remoteWorld({ idleMs: 400 });
});
afterEach(() => world.end());

function fault(kind: Rule['fault'], match: Rule['match'] = {}, more: Partial<Rule> = {}): void {
  world.cloud.setFaults({ rules: [{ match, fault: kind, ...more }] });
}

const put = (name: string, text = 'inhalt') => world.side.upload({ folder: 0, name }, small(text), META, {});
const web = () => world.cloud.as(world.person.email);

async function names(): Promise<string[]> {
  const listing = await world.side.list(0, {});
  return listing.modified ? listing.children.map(({ name }) => name).sort() : [];
}

/** The fault is over: an upload, a listing and a download work. */
async function works(): Promise<void> {
  world.cloud.setFaults({});
  const file = await put('danach.txt', 'danach');
  expect(await names()).toContain('danach.txt');
  const { stream } = await world.side.download(file, {});
  expect((await collect(stream)).toString()).toBe('danach');
  await world.side.delete('file', file.id);
}

describe('the connection', () => {
  it('that is cut before anything happened: an upload says so and is not in the cloud, a listing is asked again', async () => {
    fault({ kind: 'reset-before' }, { method: 'POST' });
    expect(await failure(put('a.txt'))).toBe('cut-off');
    expect(web().exists('/a.txt')).toBe(false);
    fault({ kind: 'reset-before' }, { method: 'GET' }, { nth: [1] });
    expect(await failure(world.side.list(0, {}))).toBe('none');
    fault({ kind: 'reset-before' }, { method: 'GET' });
    expect(await failure(world.side.list(0, {}))).toBe('cut-off');
    await works();
  });

  it('that is cut after the effect: the upload is there once, and was sent once', async () => {
    fault({ kind: 'reset-after' }, { method: 'POST' });
    world.cloud.resetRequests();
    expect(await failure(put('a.txt'))).toBe('cut-off');
    expect(web().revisions('/a.txt').length).toBe(1);
    expect(await failure(world.side.createFolder(0, 'Ordner'))).toBe('cut-off');
    expect(Object.entries(world.cloud.requests()).filter(([name]) => name.startsWith('POST'))).toEqual([
      ['POST /api/2/files/:root/upload', 1],
      ['POST /api/2/files/:root/create', 1],
    ]);
    await works();
  });

  it('that is cut in the middle of a big upload leaves the old version as it was', async () => {
    const before = await put('a.bin', 'alt');
    fault({ kind: 'reset-before' }, { endpoint: 'uploadToRoot' });
    expect(await failure(world.side.upload({ folder: 0, name: 'a.bin' }, big(8), META, {}))).toBe('cut-off');
    expect(web().read('/a.bin').toString()).toBe('alt');
    expect((await world.side.file(before.id))?.revision).toBe(before.revision);
    await works();
  });

  it('that stalls is given up: reading and writing', async () => {
    fault({ kind: 'stall' });
    expect(await Promise.all([failure(put('a.txt')), failure(world.side.list(0, {}))])).toEqual(['cut-off', 'cut-off']);
    expect(web().exists('/a.txt')).toBe(false);
    await works();
  });

  it('that delivers half a file says so, and the rest comes with the next request', async () => {
    const file = await world.side.upload({ folder: 0, name: 'a.bin' }, big(3), META, {});
    fault({ kind: 'truncate', bytes: 2 * MIB }, { endpoint: 'download' }, { limit: 1 });
    const parts: Uint8Array[] = [];
    const first = await world.side.download(file, {});
    const reading = async () => {
      for await (const chunk of first.stream) parts.push(chunk);
    };
    expect(await failure(reading())).toBe('cut-off');
    const from = Buffer.concat(parts).length;
    expect(from).toBe(2 * MIB);
    const rest = await world.side.download(file, { from });
    const whole = Buffer.concat([...parts, await collect(rest.stream)]);
    expect(whole.equals(web().read('/a.bin'))).toBe(true);
  });

  it('that delivers half a listing gives no listing', async () => {
    await put('a.txt');
    fault({ kind: 'truncate', bytes: 50 }, { endpoint: 'root' });
    expect(await failure(world.side.list(0, {}))).toBe('cut-off');
    await works();
  });

  it('that is slow but alive is waited for', async () => {
    await put('a.txt');
    fault({ kind: 'slow', bytesPerSecond: 600 }, { endpoint: 'root' });
    expect(await names()).toEqual(['a.txt']);
    fault({ kind: 'delay', ms: 100, jitterMs: 100 });
    expect(await names()).toEqual(['a.txt']);
  });

  it('to a cloud that is not there at all is offline', async () => {
    const { cloud, side } = world;
    await cloud.close();
    expect(await Promise.all([failure(side.list(0, {})), failure(put('a.txt'))])).toEqual(['offline', 'offline']);
    cloud.close = async () => {};
  });
});

describe('an answer', () => {
  for (const [status, code] of [
    [429, 'rate-limited'],
    [503, 'rate-limited'],
    [500, 'server-error'],
    [502, 'server-error'],
    [504, 'server-error'],
  ] as const) {
    it(`of ${status}, as JSON and as a web page, is ${code}`, async () => {
      for (const html of [false, true]) {
        fault({ kind: 'status', status, html });
        expect(await failure(world.side.list(0, {}))).toBe(code);
        expect(await failure(put('a.txt'))).toBe(code);
        expect(await failure(world.side.upload({ folder: 0, name: 'b.bin' }, big(1), META, {}))).toBe(code);
      }
      await works();
      expect(await names()).toEqual([]);
    });
  }

  it('with a time to wait hands it on', async () => {
    fault({ kind: 'status', status: 429, retryAfter: 7 });
    await expect(world.side.list(0, {})).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 7000 });
  });

  it('that is a web page is taken for that of a guest network, and is no success', async () => {
    fault({ kind: 'html' });
    expect(await failure(world.side.list(0, {}))).toBe('captive-portal');
    expect(await failure(world.side.delete('file', 1))).toBe('captive-portal');
    expect(await failure(put('a.txt'))).toBe('captive-portal');
    expect(await failure(world.account.whoAmI())).toBe('captive-portal');
    await works();
  });

  it('in broken JSON is no answer; the upload it was for is there once', async () => {
    fault({ kind: 'broken-json' });
    expect(await failure(world.side.list(0, {}))).toBe('not-an-api-answer');
    expect(await failure(put('a.txt'))).toBe('not-an-api-answer');
    expect(web().revisions('/a.txt').length).toBe(1);
    await works();
  });

  it('with a page of a list missing is no list', async () => {
    web().fill('/Viele', 250);
    fault({ kind: 'missing-page' }, { endpoint: 'modifiedSince' }, { nth: [2] });
    expect(await failure(world.side.modifiedSince(Date.now() - 60_000))).toBe('not-an-api-answer');
    await works();
  });

  it('that is an empty list under the hash we know changes nothing', async () => {
    await put('a.txt');
    const listing = await world.side.list(0, {});
    const hash = (listing.modified && listing.hash) || 'none';
    fault({ kind: 'empty-list' });
    // An empty list under a new hash cannot be told from a truly empty folder here; that is the engine's guard.
    expect(await world.side.list(0, {})).toMatchObject({ modified: true, children: [] });
    expect(await world.side.list(0, { hash })).toEqual({ modified: false });
    await works();
  });

  it('of 304 with a body harms nothing that comes after it', async () => {
    const [quiet, busy] = [await world.side.createFolder(0, 'Still'), await world.side.createFolder(0, 'Viel')];
    const listing = await world.side.list(quiet.id, {});
    const hash = (listing.modified && listing.hash) || 'none';
    fault({ kind: '304-with-body' });
    await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        expect(await world.side.list(quiet.id, { hash })).toEqual({ modified: false });
        await world.side.upload({ folder: busy.id, name: `${n}.txt` }, small(String(n)), META, {});
      }),
    );
    expect(world.cloud.faultLog().length).toBeGreaterThanOrEqual(200);
    for (let n = 0; n < 200; n++) expect(web().revisions(`/Viel/${n}.txt`).length).toBe(1);
    await works();
  });
});

describe('the session', () => {
  it('that expires in the middle is renewed once for everybody, and nobody notices', async () => {
    world.cloud.expireTokens();
    world.cloud.resetRequests();
    await Promise.all(Array.from({ length: 20 }, (_, n) => put(`${n}.txt`)));
    expect((await names()).length).toBe(20);
    expect(world.cloud.requests()['POST /oauth/token']).toBe(1);
    for (let n = 0; n < 20; n++) expect(web().revisions(`/${n}.txt`).length).toBe(1);
  });

  it('that expires again and again is renewed again and again', async () => {
    fault({ kind: 'expire-token' }, { path: '/api/2/*' }, { every: 3 });
    for (let n = 0; n < 10; n++) await put(`${n}.txt`);
    expect((await names()).length).toBe(10);
  });

  it('that expires before a big upload is renewed, and the upload goes through when tried again', async () => {
    world.cloud.expireTokens();
    const upload = () => world.side.upload({ folder: 0, name: 'a.bin' }, big(6), META, {});
    expect(await failure(upload())).toBe('cut-off');
    world.clock.aheadMs += 120_000;
    expect((await upload()).size).toBe(6 * MIB);
    expect(web().revisions('/a.bin').length).toBe(1);
  });

  it('outlives a refresh that fails once, and one that is refused once', async () => {
    for (const how of ['server', 'invalid_grant'] as const) {
      world.cloud.setFaults({ rules: [{ fault: { kind: 'refresh-fails', with: how }, limit: 1 }] });
      world.cloud.expireTokens();
      expect(await failure(world.side.list(0, {}))).toBe('none');
      expect(world.cloud.faultLog().length).toBe(1);
    }
  });

  it('outlives a refresh whose answer got lost', async () => {
    fault({ kind: 'reset-after' }, { endpoint: 'token' }, { limit: 1 });
    world.cloud.expireTokens();
    expect(await failure(world.side.list(0, {}))).toBe('none');
  });

  it('outlives a token endpoint that is down for long', async () => {
    fault({ kind: 'refresh-fails', with: 'server' });
    world.cloud.expireTokens();
    expect(await failure(world.side.list(0, {}))).toBe('server-error');
    await works();
  });

  it('that the cloud has ended asks for a new sign-in, also after a restart', async () => {
    fault({ kind: 'refresh-fails', with: 'invalid_grant' });
    world.cloud.expireTokens();
    expect(await failure(world.side.list(0, {}))).toBe('sign-in-needed');
    expect(await failure(world.restarted().whoAmI())).toBe('sign-in-needed');
  });

  it('survives a crash between the refresh and its first use', async () => {
    world.cloud.expireTokens();
    world.secrets.onSet = () => {
      throw new Error('the process dies here');
    };
    expect(await failure(world.side.list(0, {}))).not.toBe('none');
    world.secrets.onSet = undefined;
    expect((await world.restarted().whoAmI()).id).toBe(world.person.id);
  });

  it('does not mind clocks that are wrong by hours, ours or theirs', async () => {
    for (const [ours, theirs] of [
      [5 * 3600, 0],
      [-5 * 3600, 0],
      [0, 3 * 3600],
      [0, -3 * 3600],
    ] as const) {
      world.clock.skewMs = ours * 1000;
      world.cloud.setClockSkew(theirs);
      expect(await failure(world.side.list(0, {}))).toBe('none');
      expect(await failure(world.restarted().whoAmI())).toBe('none');
      expect(Math.abs(world.side.clockOffsetMs() - (theirs - ours) * 1000)).toBeLessThan(5000);
    }
  });
});

describe('the cloud as a whole', () => {
  it('that went back to a backup knows the old again and says so of the new', async () => {
    const old = await put('alt.txt');
    world.cloud.snapshot();
    const young = await put('neu.txt');
    world.cloud.restoreSnapshot();
    expect((await world.side.file(old.id))?.revision).toBe(old.revision);
    expect(await world.side.file(young.id)).toBeUndefined();
    expect(await names()).toEqual(['alt.txt']);
    await works();
  });

  it('that withdraws a root says that of the root, never of its files', async () => {
    const file = await put('a.txt');
    const { cloud, person, side } = world;
    cloud.withdraw(person.rootId, person.email);
    expect(await failure(side.list(0, {}))).toBe('root-forbidden');
    expect(await failure(side.file(file.id))).toBe('root-forbidden');
    expect(await failure(world.account.root(person.rootId))).toBe('root-forbidden');
    cloud.withdraw(person.rootId, person.email, false);
    await works();
  });
});
