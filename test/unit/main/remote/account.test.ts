import { expect, it } from 'vitest';
import type { HttpRequest } from '../../../../main/world.ts';
import { NOT_FOUND, SERVER, scriptedAccount } from './account-support.ts';
import { failure, type Reply } from './support.ts';

const rootObject = (id: number, type = 'share') => ({
  type: 'root',
  id,
  name: `root ${id}`,
  root_type: type,
  space_used: id,
});
const PERSON = {
  id: 3,
  email: 'anna@example.com',
  first_name: 'Anna',
  last_name: 'Ahrens',
  root_id: 7,
  roots: [8, rootObject(9), rootObject(10, 'archive'), 7],
  space_quota: 1000,
  space_usage: null,
  company_policy: { excluded_extensions: '.TMP, pst', max_file_size: 2 },
};

function cloud(request: HttpRequest): Reply {
  const path = request.url.slice(SERVER.length);
  if (path === '/api/2/person') return { body: PERSON };
  if (path.startsWith('/api/2/files/7?')) return { body: rootObject(7, 'sync') };
  if (path.startsWith('/api/2/files/8?')) return { status: 403, body: { error: 'forbidden' } };
  return NOT_FOUND;
}

it('says who is signed in and what the organization allows', async () => {
  expect(await scriptedAccount(cloud).account.whoAmI()).toEqual({
    id: 3,
    email: 'anna@example.com',
    displayName: 'Anna Ahrens',
    rootIds: [7, 8, 9, 10],
    ownRootId: 7,
    excludedExtensions: ['.tmp', '.pst'],
    maxFileSize: 2 * 1024 * 1024,
    spaceQuota: 1000,
    spaceUsage: undefined,
  });
});

it('lists the roots that can be read, from objects and from numbers', async () => {
  expect(await scriptedAccount(cloud).account.roots()).toEqual([
    { id: 7, name: 'root 7', type: 'sync', spaceUsed: 7 },
    { id: 9, name: 'root 9', type: 'share', spaceUsed: 9 },
  ]);
});

it('does not leave a root out because the cloud is in trouble', async () => {
  const { account } = scriptedAccount((request) =>
    request.url.includes('/files/7') ? { status: 500, body: { error: 'unknown' } } : cloud(request),
  );
  expect(await failure(account.roots())).toBe('server-error');
});

it('tells a withdrawn root from one that is gone', async () => {
  const { account } = scriptedAccount(cloud);
  expect(await failure(account.root(8))).toBe('root-forbidden');
  expect(await failure(account.root(99))).toBe('root-gone');
  expect(await account.root(7)).toMatchObject({ id: 7, type: 'sync' });
});

it('believes that somebody may not come in only after two new tokens were refused too', async () => {
  let token = 0;
  let refusals = 0;
  const script = (limit: number) => (request: HttpRequest) => {
    if (request.url.endsWith('/oauth/token')) {
      return { body: { access_token: `B${++token}`, refresh_token: 'S', expires_in: 3600 } };
    }
    return ++refusals <= limit ? { status: 401, body: { error: 'access_denied' } } : cloud(request);
  };
  expect((await scriptedAccount(script(2)).account.whoAmI()).id).toBe(3);
  refusals = 0;
  const { account, http } = scriptedAccount(script(1000));
  expect(await failure(account.whoAmI())).toBe('sign-in-needed');
  expect(http.requests.length).toBe(5);
});
