import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSetUp, setUp } from '../../../../app/headless/unattended.ts';
import { callOf, type SomeHandlers } from '../../../../shared/contract/contract.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

const nobody = { signedIn: false, server: null, user: null, displayName: null, spaceQuota: null, spaceUsed: null };

function planIn(folder: string, value: unknown): string {
  const file = path.join(folder, 'set-up.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

test('signs in, links by number and by name, and sets; again, it changes nothing and asks for no password', async () => {
  const folder = temporaryFolder();
  const reached: string[] = [];
  let me: typeof nobody | { signedIn: boolean; server: string; user: string } = nobody;
  const linked = new Map<number, string>();
  const roots = [
    { id: 7, name: 'Anna', type: 'sync', spaceUsed: 0 },
    { id: 8, name: 'Team', type: 'share', spaceUsed: 0 },
  ];
  const handlers: SomeHandlers = {
    accounts: async () =>
      me.server === null || me.user === null
        ? []
        : [{ ...nobody, id: 'a', signedIn: true, server: me.server, user: me.user, displayName: 'Anna', links: 0 }],
    signIn: async ({ server, user, password }) => {
      reached.push(`signIn ${password}`);
      me = { signedIn: true, server, user };
      return { ...nobody, ...me };
    },
    roots: async () => roots.map((root) => ({ ...root, linkedTo: linked.get(root.id) ?? null })),
    link: async (input) => {
      reached.push(`link ${input.rootId} ${input.exclude.join()}`);
      linked.set(input.rootId, input.folder);
      return { rootId: input.rootId, rootName: '', folder: input.folder, excluded: [] };
    },
    changeSetting: async ({ key, value }) => ({ key, value, default: 0 }),
  };
  const file = planIn(folder, {
    server: 'https://cloud.test',
    user: 'anna',
    roots: [
      { root: 7, folder: 'mine' },
      { root: 'Team', folder: 'ours', exclude: ['/Old'] },
    ],
    settings: { 'guard.files': 9 },
  });
  const call = callOf(handlers);
  const first = await setUp(call, await readSetUp(file), async () => 'pw');
  expect(reached).toEqual(['signIn pw', 'link 7 ', 'link 8 /Old']);
  expect(existsSync(path.join(folder, 'ours'))).toBe(true);
  expect(first.links.map(({ made }) => made)).toEqual([true, true]);
  const second = await setUp(call, await readSetUp(file), () => Promise.reject(new Error('no password is needed')));
  expect(second).toMatchObject({ signedIn: false, links: [{ made: false }, { made: false }] });
  expect(reached).toHaveLength(3);
});

test('a password in the file is refused, and not said back', async () => {
  const file = planIn(temporaryFolder(), { server: 'https://x.test', user: 'u', password: 'hunter2' });
  const thrown: unknown = await readSetUp(file).catch((error: unknown) => error);
  expect(String(thrown)).toContain('password');
  expect(JSON.stringify(thrown) + String(thrown)).not.toContain('hunter2');
});

test('a root that is not there, or a name that two have, is said', async () => {
  const roots = [1, 2].map((id) => ({ id, name: 'Same', type: 'share', spaceUsed: 0, linkedTo: null }));
  const me = { ...nobody, id: 'a', displayName: 'U', signedIn: true, server: 'https://x.test', user: 'u', links: 0 };
  const call = callOf({ accounts: async () => [me], roots: async () => roots });
  for (const root of ['Same', 'Other', 9]) {
    const file = planIn(temporaryFolder(), { server: 'https://x.test', user: 'u', roots: [{ root, folder: 'f' }] });
    await expect(setUp(call, await readSetUp(file), async () => 'pw')).rejects.toMatchObject({
      failure: { code: 'wrong-usage' },
    });
  }
});

test('the proxy is set and the certificates are given before anything is sent', async () => {
  const folder = temporaryFolder();
  for (const name of ['ca.pem', 'c.pem', 'k.pem']) writeFileSync(path.join(folder, name), `-----BEGIN ${name}`);
  writeFileSync(path.join(folder, 'c.p12'), Buffer.from([0x30, 0x82]));
  for (const [files, client] of [
    [
      { client: 'c.pem', key: 'k.pem' },
      { certificate: '-----BEGIN c.pem', key: '-----BEGIN k.pem' },
    ],
    [{ client: 'c.p12' }, { pkcs12: 'MII=' }],
  ] as const) {
    const reached: unknown[] = [];
    const call = callOf({
      accounts: async () => [],
      changeSetting: async ({ key, value }) => {
        reached.push(key);
        return { key, value, default: 0 };
      },
      signIn: async (input) => {
        reached.push(input);
        return nobody;
      },
    });
    const plan = {
      server: 'https://x.test',
      user: 'u',
      ca: 'ca.pem',
      ...files,
      settings: { proxy: 'http://p.test:1' },
    };
    await setUp(call, await readSetUp(planIn(folder, plan)), async () => 'pw');
    const signedIn = { server: 'https://x.test', user: 'u', password: 'pw', ca: '-----BEGIN ca.pem', client };
    expect(reached).toEqual(['proxy', signedIn]);
  }
});
