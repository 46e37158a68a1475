import { afterEach, describe, expect, it } from 'vitest';
import { endpoints } from '../../../shared/api/endpoints.ts';
import { hashOf } from '../../cloud/hashes.ts';
import type { TestClient } from '../../cloud/test-client.ts';
import { startTestCloud, type TestCloud } from '../../cloud/test-cloud.ts';

let test: TestCloud;
afterEach(() => test.end());

async function hashes(
  client: TestClient,
  root: number,
  folders: Record<string, number>,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {
    top: String(endpoints.root.answer.parse((await client.call('root', { root })).json).hash),
  };
  for (const [name, folder] of Object.entries(folders))
    found[name] = String(endpoints.folder.answer.parse((await client.call('folder', { root, folder })).json).hash);
  return found;
}

function changed(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(before).filter((name) => before[name] !== after[name]);
}

describe.each([
  ['level', ['inner']],
  ['subtree', ['top', 'outer', 'inner']],
] as const)('with %s hashes', (hash, touched) => {
  async function arrange() {
    test = await startTestCloud({ hash });
    const client = await test.client(0);
    const { rootId, email } = test.person(0);
    const user = test.cloud.as(email);
    const folders = { outer: user.mkdir('/outer'), inner: user.mkdir('/outer/inner'), beside: user.mkdir('/beside') };
    user.write('/outer/inner/a.txt', 'eins');
    const look = () => hashes(client, rootId, folders);
    return { client, rootId, user, folders, look };
  }

  it.each([
    ['a new file', (user) => user.write('/outer/inner/b.txt', 'zwei')],
    ['a new revision', (user) => user.write('/outer/inner/a.txt', 'zwei')],
    ['a rename', (user) => user.rename('/outer/inner/a.txt', 'b.txt')],
    ['a removal', (user) => user.remove('/outer/inner/a.txt')],
    ['a lock', (user) => user.lock('/outer/inner/a.txt')],
    ['a new folder', (user) => user.mkdir('/outer/inner/new')],
  ] as [string, (user: ReturnType<TestCloud['cloud']['as']>) => unknown][])(
    `%s changes the hash of ${touched.join(', ')}`,
    async (_name, act) => {
      const { user, look } = await arrange();
      const before = await look();
      act(user);
      expect(changed(before, await look())).toEqual(touched);
    },
  );

  it('a move changes both places', async () => {
    const { user, look } = await arrange();
    const before = await look();
    user.move('/outer/inner/a.txt', '/beside');
    expect(changed(before, await look())).toEqual([...touched, 'beside']);
  });

  it('a lock that runs out changes the hash without anybody doing anything', async () => {
    const { user, look } = await arrange();
    user.lock('/outer/inner/a.txt', 5);
    const before = await look();
    test.cloud.setClockSkew(6 * 60);
    expect(changed(before, await look())).toEqual(touched);
  });

  it('answers 304 without a body to a hash that is current, and the whole to one that is not', async () => {
    const { client, rootId: root, user, folders } = await arrange();
    const first = endpoints.folder.answer.parse((await client.call('folder', { root, folder: folders.inner })).json);
    const fields = { include_children: true, hash: first.hash };
    const same = await client.call('folder', { root, folder: folders.inner }, { fields });
    expect([same.status, same.bytes.length]).toEqual([304, 0]);
    user.write('/outer/inner/b.txt', 'x');
    const other = await client.call('folder', { root, folder: folders.inner }, { fields });
    expect(other.status).toBe(200);
    expect(endpoints.folder.answer.parse(other.json).children).toHaveLength(2);
  });

  it('keeps its hashes over a restart', async () => {
    const { look, folders, rootId } = await arrange();
    const before = await look();
    const { folder: data } = test;
    await test.cloud.close();
    const again = await startTestCloud({ data, hash });
    const client = await again.client(0);
    expect(await hashes(client, rootId, folders)).toEqual(before);
    await again.end();
    test = { ...again, end: async () => {} };
  });
});

describe('a hash', () => {
  it('differs for every version of a folder', async () => {
    test = await startTestCloud();
    const seen = new Set<string>();
    for (let version = 0; version < 20_000; version++) seen.add(hashOf(5, version));
    expect(seen.size).toBe(20_000);
  });
});
