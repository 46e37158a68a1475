/**
 * The cloud does not say whether a folder's hash covers its own line of children or everything below. The client finds
 * every change under both, learns which it faces, and then asks for no more than it has to.
 */
import { describe, expect, it } from 'vitest';
import { startCloud } from '../cloud/cloud.ts';
import { type RealClient, realClient } from '../support/real-client.ts';
import type { CloudHands } from '../support/real-hands.ts';

const DEEP = 'A/B/C';

/** Four folders, one below the other, and one beside; each with a file. */
async function deep(hash: 'subtree' | 'level'): Promise<RealClient> {
  const client = await realClient({ hash });
  for (const folder of ['', 'A/', 'A/B/', `${DEEP}/`, 'Neben/']) client.web.write(`${folder}Datei.txt`, `in ${folder}`);
  await client.sync();
  expect(client.difference()).toEqual([]);
  return client;
}

async function synced(client: RealClient): Promise<{ readonly requests: number; readonly notModified: number }> {
  const { requests, notModified } = await client.sync();
  expect(client.difference()).toEqual([]);
  return { requests, notModified };
}

/** Changes so deep that no folder but the deepest has another line of children. */
async function learn(client: RealClient): Promise<void> {
  for (let n = 0; n < 3; n++) {
    client.web.write(`${DEEP}/Datei.txt`, `Fassung ${n}`);
    await synced(client);
  }
}

const FOLDERS = 5;

describe('a quiet sync', () => {
  it('costs one request where hashes cover the subtree, also after a restart', async () => {
    const client = await deep('subtree');
    await learn(client);
    expect(await synced(client)).toEqual({ requests: 1, notModified: 1 });
    await client.restart();
    expect(await synced(client)).toEqual({ requests: 1, notModified: 1 });
  });

  it('costs one request without content for each folder where they cover a level', async () => {
    const client = await deep('level');
    await learn(client);
    expect(await synced(client)).toEqual({ requests: FOLDERS, notModified: FOLDERS });
  });

  it('asks everywhere while nothing is known', async () => {
    for (const hash of ['subtree', 'level'] as const) {
      const client = await deep(hash);
      expect(await synced(client)).toEqual({ requests: FOLDERS, notModified: FOLDERS });
    }
  });
});

const CHANGES: readonly (readonly [string, (web: CloudHands) => void])[] = [
  ['a new file', (web) => web.write(`${DEEP}/neu.txt`, 'neu')],
  ['an edit', (web) => web.write(`${DEEP}/Datei.txt`, 'geändert')],
  ['a rename', (web) => web.rename(`${DEEP}/Datei.txt`, `${DEEP}/anders.txt`)],
  ['a removal', (web) => web.remove(`${DEEP}/Datei.txt`)],
  ['a move away', (web) => web.rename(`${DEEP}/Datei.txt`, 'Neben/von tief.txt')],
  ['a move in', (web) => web.rename('Neben/Datei.txt', `${DEEP}/von neben.txt`)],
  ['a new folder', (web) => web.mkdir(`${DEEP}/Ordner`)],
  ['a new folder with a file', (web) => web.write(`${DEEP}/Ordner/Unter/neu.txt`, 'neu')],
  ['a renamed folder', (web) => web.rename(DEEP, 'A/B/Anders')],
  ['a removed folder', (web) => web.remove(DEEP)],
  [
    'a removal and a new file of that name',
    (web) => {
      web.remove(`${DEEP}/Datei.txt`);
      web.write(`${DEEP}/Datei.txt`, 'ein anderer');
    },
  ],
];

describe.each(['subtree', 'level'] as const)('with %s hashes, far below', (hash) => {
  it.each(CHANGES)('%s is found by the next sync, before and after the meaning is known', async (_name, change) => {
    for (const knows of [false, true]) {
      const client = await deep(hash);
      if (knows) await learn(client);
      change(client.web);
      await synced(client);
      expect(client.lost()).toEqual([]);
    }
  });

  it('changes of both sides one after the other never confuse it', async () => {
    const client = await deep(hash);
    for (let n = 0; n < 8; n++) {
      client.web.write(`${DEEP}/${n}/dort.txt`, `dort ${n}`);
      client.here.write(`${DEEP}/${n}/hier.txt`, `hier ${n}`);
      if (n % 2 === 0) client.web.write(`Neben/${n}.txt`, `neben ${n}`);
      await synced(client);
    }
  });
});

describe('it is not fooled', () => {
  it('by a hash that changed for something that left no trace', async () => {
    const client = await deep('level');
    const { web } = client;
    for (let n = 0; n < 4; n++) {
      // The root's own hash changes, its line of children does not; and a file far below changes in the same moment.
      web.write('kommt und geht.txt', 'x');
      web.remove('kommt und geht.txt');
      web.write('A/Datei.txt', `Fassung ${n}`);
      await synced(client);
      web.write(`${DEEP}/Datei.txt`, `nur tief ${n}`);
      await synced(client);
    }
  });

  it('by locks that are taken and released', async () => {
    const client = await deep('level');
    const { web } = client;
    for (let n = 0; n < 6; n++) {
      for (const folder of ['/A', '/A/B', `/${DEEP}`]) {
        web.user.lock(folder);
        web.user.unlock(folder);
      }
      await synced(client);
    }
    web.write(`${DEEP}/Datei.txt`, 'nur tief');
    await synced(client);
  });

  it('for ever by a cloud that comes back with the other meaning', async () => {
    const client = await deep('subtree');
    await learn(client);
    expect((await synced(client)).requests).toBe(1);
    const { cloud } = client;
    const port = Number(new URL(cloud.url).port);
    await cloud.close();
    const other = await startCloud({ data: cloud.data, port, hash: 'level' });
    client.cameBack(other);
    await synced(client);
    client.web.write(`${DEEP}/Datei.txt`, 'nur tief, und niemand sagt es');
    let looks = 0;
    while (!client.areEqual() && looks < 150) {
      looks += 1;
      await client.sync();
    }
    expect(client.difference()).toEqual([]);
    client.web.write(`${DEEP}/Datei.txt`, 'noch einmal');
    await synced(client);
  });
});
