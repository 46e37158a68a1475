/**
 * A live service that lacks a method which we only believe to be there: what needs it is off and says so, everything
 * else goes on, and with the method back the next start makes up for it.
 */
import { describe, expect, it } from 'vitest';
import { type EndpointKey, endpointName } from '../../shared/api/endpoints.ts';
import type { RealClient } from '../support/real-client.ts';
import { changesDuring, populated } from '../support/real-stories.ts';

interface Missing {
  readonly name: string;
  readonly methods: readonly EndpointKey[];
  /** What cannot be done without it, and is held; nothing where syncing does not need it. */
  readonly held: readonly string[];
  /** What goes the other way, or needs no such method, all the same. */
  readonly goesOn: (client: RealClient) => boolean;
}

const bothWays = ({ here, web }: RealClient): boolean => web.exists('Sonde hier.txt') && here.exists('Sonde dort.txt');
const down = ({ here }: RealClient): boolean => here.exists('Sonde dort.txt') && here.exists('Bilder/Reihe/Bild.txt');

const MISSING: readonly Missing[] = [
  { name: 'revisions', methods: ['revisions', 'rollbackFile'], held: [], goesOn: bothWays },
  { name: 'modified_since', methods: ['modifiedSince'], held: [], goesOn: bothWays },
  { name: 'restore', methods: ['restoreFile', 'restoreFolder'], held: [], goesOn: bothWays },
  { name: 'locks', methods: ['lockFolder', 'unlockFile', 'unlockFolder'], held: [], goesOn: bothWays },
  {
    name: 'search, purge and pages',
    methods: ['search', 'purgeFile', 'persons', 'machines'],
    held: [],
    goesOn: bothWays,
  },
  {
    name: 'uploads',
    methods: ['uploadToRoot', 'uploadToFolder'],
    held: ['/Plan.txt', '/Neu/hier.txt', '/Sonde hier.txt'],
    goesOn: down,
  },
  { name: 'new folders', methods: ['createInRoot', 'createInFolder'], held: ['/Ganz neu'], goesOn: bothWays },
  { name: 'deleting', methods: ['deleteFile', 'deleteFolder'], held: ['/Alt/eins.txt'], goesOn: bothWays },
];

describe.each(['subtree', 'level'] as const)('with %s hashes', (hash) => {
  describe.each([404, 405] as const)('and a %s', (status) => {
    it.each(MISSING)('for $name', async ({ methods, held, goesOn }) => {
      const client = await populated({ hash });
      changesDuring(client);
      client.here.write('Ganz neu/hier.txt', 'in einem neuen Ordner');
      client.here.write('Sonde hier.txt', 'von hier');
      client.web.write('Sonde dort.txt', 'von dort');
      client.cloud.setFaults({
        rules: methods.map((endpoint) => ({ match: { endpoint }, fault: { kind: 'missing-method', status } })),
      });
      await client.sync();
      await client.sync();
      expect(goesOn(client)).toBe(true);
      expect(client.lost()).toEqual([]);
      const said = await client.call('held', {});
      const names = methods.map(endpointName);
      for (const path of held) {
        const detail = said.find((each) => each.path === path)?.detail ?? '';
        expect({ path, detail }).toEqual({ path, detail: names.find((name) => detail.includes(name)) ?? names });
      }
      if (held.length === 0) expect({ said, differs: client.difference() }).toEqual({ said: [], differs: [] });
      client.cloud.setFaults({});
      await client.restart();
      await client.syncUntilEqual();
      expect(client.difference()).toEqual([]);
      expect(client.lost()).toEqual([]);
    });
  });
});

it('is asked for once, and not again before the next start', async () => {
  const client = await populated({ hash: 'level' });
  client.cloud.setFaults({ rules: [{ match: { endpoint: 'revisions' }, fault: { kind: 'missing-method' } }] });
  for (let n = 0; n < 4; n++) {
    client.here.write('Plan.txt', `Fassung ${n}`);
    await client.sync();
  }
  expect(client.cloud.faultLog().length).toBe(1);
  await client.restart();
  client.here.write('Plan.txt', 'nach dem Neustart');
  await client.sync();
  expect(client.cloud.faultLog().length).toBe(2);
});
