/**
 * The cloud goes back to an older backup of itself: what was made since is unknown to it, ids and revision numbers may be
 * given out a second time for something else. What is here stays, both sides become equal, nothing is mixed up.
 */
import { describe, expect, it } from 'vitest';
import type { RealClient } from '../support/real-client.ts';
import { digest } from '../support/real-ledger.ts';
import { bulk, changesDuring, expectUntouched, populated } from '../support/real-stories.ts';

const NOON = Date.UTC(2026, 10, 24, 12);

/** After the backup was taken, and before the cloud goes back to it. */
async function afterTheBackup(client: RealClient): Promise<void> {
  const { here, web, cloud } = client;
  cloud.snapshot();
  changesDuring(client);
  here.write('Seit dem/Backup.txt', 'nur seit dem Backup');
  web.write('Seit dem/Backup auch.txt', 'auch nur seit dem Backup');
  web.write('Gleich.txt', 'lang genug A');
  await client.syncUntilEqual();
  expect(client.difference()).toEqual([]);
}

/** New content in the cloud that has gone back, which gets ids and revisions that were in use for something else. */
function othersGoOn({ web }: RealClient): void {
  for (let n = 0; n < 40; n++) web.write(`Danach/Datei ${n}.txt`, `danach ${n}`);
  web.write('Plan.txt', 'Plan nach dem Zurückgehen');
  web.write('Danach/gross.bin', bulk(300_000, 9));
}

describe.each(['subtree', 'level'] as const)('with %s hashes', (hash) => {
  describe.each([false, true])('and numbers given out again: %s', (reuseIds) => {
    it('the cloud goes back and nobody does anything else', async () => {
      const client = await populated({ hash });
      await afterTheBackup(client);
      client.cloud.restoreSnapshot('backup', { reuseIds });
      await client.syncUntilEqual();
      expect(client.difference()).toEqual([]);
      expectUntouched(client);
      expect(client.lost()).toEqual([]);
      expect(client.here.read('Seit dem/Backup.txt')).toBe('nur seit dem Backup');
      expect(client.web.read('Seit dem/Backup auch.txt')).toBe('auch nur seit dem Backup');
    });

    it('the cloud goes back and people go on working on both sides', async () => {
      const client = await populated({ hash });
      await afterTheBackup(client);
      client.cloud.restoreSnapshot('backup', { reuseIds });
      othersGoOn(client);
      client.here.write('Plan.txt', 'Plan, hier zur selben Zeit');
      client.here.write('Seit dem/Backup.txt', 'nach dem Zurückgehen hier geändert');
      await client.syncUntilEqual();
      expect(client.difference()).toEqual([]);
      expectUntouched(client);
      expect(client.lost()).toEqual([]);
    });

    it.each([1, 4, 8, 13, 18, 24, 28, 34])(
      'the cloud goes back in the middle of a sync, at request %i',
      async (nth) => {
        const client = await populated({ hash });
        await afterTheBackup(client);
        changesDuring2(client);
        const match = { path: '/api/2/files/*' };
        client.cloud.setFaults({
          seed: nth,
          rules: [
            { match, fault: { kind: 'delay', ms: 0, jitterMs: 25 } },
            { match, nth: [nth], fault: { kind: 'restore-backup', snapshot: 'backup', reuseIds } },
          ],
        });
        await client.trySync();
        client.cloud.setFaults({});
        await client.syncUntilEqual();
        expect(client.difference()).toEqual([]);
        expectUntouched(client);
        expect(client.lost()).toEqual([]);
      },
    );
  });
});

describe.each(['subtree', 'level'] as const)('with %s hashes, a number given out again for other bytes', (hash) => {
  async function givenOutAgain(path: string, bytes: string, modified: number): Promise<RealClient> {
    const client = await populated({ hash });
    client.cloud.snapshot();
    client.web.user.write('/Anders.txt', 'die ersten Bytes', { modified: NOON });
    const first = client.web.user.node('/Anders.txt');
    await client.sync();
    expect(client.here.read('Anders.txt')).toBe('die ersten Bytes');
    client.cloud.restoreSnapshot('backup', { reuseIds: true });
    client.web.user.write(path, bytes, { modified });
    expect(client.web.user.node(path)).toMatchObject({
      id: first.id,
      revision_id: (first as { revision_id: number }).revision_id,
    });
    await client.syncUntilEqual();
    return client;
  }

  it('is seen by the size, under the same name', async () => {
    const client = await givenOutAgain('/Anders.txt', 'andere, und mehr davon', NOON);
    expect(client.difference()).toEqual([]);
    expect(client.here.everything()).toContain(digest('die ersten Bytes'));
  });

  it('is seen by the time, under the same name', async () => {
    const client = await givenOutAgain('/Anders.txt', 'DIE ERSTEN BYTES', NOON + 2000);
    expect(client.difference()).toEqual([]);
    expect(client.here.everything()).toContain(digest('die ersten Bytes'));
  });

  it('is seen by the size, under another name', async () => {
    const client = await givenOutAgain('/Projekte/Fremd.txt', 'andere, und mehr davon', NOON);
    expect(client.difference()).toEqual([]);
    expect(client.here.everything()).toContain(digest('die ersten Bytes'));
  });
});

function changesDuring2({ here, web }: RealClient): void {
  for (let n = 0; n < 6; n++) here.write(`Stapel/Blatt ${n}.txt`, `Blatt ${n}`);
  here.write('Plan.txt', 'Plan, dritte Fassung');
  // Nothing new is written there: going back before anybody has seen it, the cloud itself would lose it.
  web.mkdir('Projekte/dort');
  here.rename('Neu/hier.txt', 'Projekte/von hier.txt');
}
