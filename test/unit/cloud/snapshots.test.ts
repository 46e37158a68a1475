import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../../cloud/test-cloud.ts';
import type { WebUser } from '../../cloud/web-user.ts';

let test: TestCloud;
let user: WebUser;

beforeEach(async () => {
  test = await startTestCloud();
  user = test.cloud.as(test.person(0).email);
});
afterEach(() => test.end());

describe('going back to a snapshot', () => {
  it('brings back names, contents and what was deleted for good since', () => {
    user.write('/Ordner/a.txt', 'eins');
    test.cloud.snapshot();
    user.write('/Ordner/a.txt', 'zwei');
    user.rename('/Ordner', 'Anders');
    user.remove('/Anders');
    user.purge('/Anders');
    test.cloud.restoreSnapshot();
    expect(user.read('/Ordner/a.txt').toString()).toBe('eins');
    expect([...user.tree().keys()]).toEqual(['/Ordner', '/Ordner/a.txt']);
  });

  it('never gives a revision id or a hash out twice', async () => {
    const client = await test.client(0);
    const hash = async () => ((await client.call('root', { root: user.rootId })).json as { hash: string }).hash;
    user.write('/a.txt', 'eins');
    test.cloud.snapshot();
    const lost = user.write('/a.txt', 'verloren').revision_id;
    const lostHash = await hash();
    test.cloud.restoreSnapshot();
    expect(user.write('/a.txt', 'anders').revision_id).toBeGreaterThan(lost);
    expect(await hash()).not.toBe(lostHash);
  });

  it('gives ids out again on request, as a real database would', () => {
    user.write('/a.txt', 'eins');
    test.cloud.snapshot();
    const lost = user.write('/b.txt', 'verloren');
    test.cloud.restoreSnapshot('backup', { reuseIds: true });
    const next = user.write('/c.txt', 'anders');
    expect([next.id, next.revision_id]).toEqual([lost.id, lost.revision_id]);
  });
});

describe('a restart', () => {
  it('keeps files, people, passwords, tokens and the certificate authority', async () => {
    user.write('/a.txt', 'eins');
    const client = await test.client(0);
    const before = { people: test.cloud.people, ca: test.cloud.caPem, token: client.accessToken };
    await test.cloud.close();
    const again = await startTestCloud({ data: test.folder, seed: 99 });
    expect({ people: again.cloud.people, ca: again.cloud.caPem }).toEqual({ people: before.people, ca: before.ca });
    const known = await again.client(1);
    known.accessToken = before.token;
    expect((await known.call('me')).json).toMatchObject({ email: test.person(0).email });
    expect(again.cloud.as(test.person(0).email).read('/a.txt').toString()).toBe('eins');
    await again.end();
    test = { ...again, end: async () => {} };
  });
});
