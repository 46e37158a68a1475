import { expect, it } from 'vitest';
import { fileObject, folderObject, NOT_FOUND, ROOT, ROOT_REPLY, scriptedAccount, tail } from './account-support.ts';
import { failure, NOON, type Reply } from './support.ts';

const root = (children: unknown, more: object = {}): Reply => ({
  body: { type: 'root', id: ROOT, name: 'r', root_type: 'sync', hash: 'h0', children, ...more },
});
const folder = (path: string, children: unknown, more: object = {}): Reply => ({
  body: { ...folderObject(3, path, more), children },
});

it('gives the children with names, and with the listed folder as their parent', async () => {
  const reply = folder('/a/b', [fileObject(1, '/a/b/ünïcode "x".txt'), folderObject(2, '/a/b/c', { is_locked: true })]);
  const { side, http } = scriptedAccount(() => reply);
  expect(await side.list(3, {})).toEqual({
    modified: true,
    hash: 'h3',
    children: [
      {
        kind: 'file',
        id: 1,
        parent: 3,
        name: 'ünïcode "x".txt',
        revision: 10,
        size: 5,
        modifiedMs: NOON,
        createdMs: NOON - 86_400_000,
        locked: false,
        deleted: false,
      },
      { kind: 'folder', id: 2, parent: 3, name: 'c', hash: 'h2', locked: true, deleted: false },
    ],
  });
  expect(http.requests.map(tail)).toEqual(['/folder/3?include_children=true&include_lock_info=true']);
});

it('leaves deleted children out unless they are asked for', async () => {
  const { side, http } = scriptedAccount(() => root([fileObject(1, '/x', { is_deleted: true }), fileObject(2, '/x')]));
  const live = await side.list(0, {});
  expect(live.modified && live.children.map(({ id }) => id)).toEqual([2]);
  const all = await side.list(0, { withDeleted: true });
  expect(all.modified && all.children.map(({ id, deleted }) => [id, deleted])).toEqual([
    [1, true],
    [2, false],
  ]);
  expect(http.requests.map(tail)).toEqual([
    '?include_children=true&include_lock_info=true',
    '?include_children=true&include_lock_info=true&include_deleted=true',
  ]);
});

it('takes a 304, a 304 with a body, and its body with 200 for "nothing changed"', async () => {
  for (const reply of [
    { status: 304, body: '' },
    { status: 304, body: { status: 'not_modified' } },
    { status: 200, body: { status: 'not_modified' } },
  ]) {
    const { side, http } = scriptedAccount(() => reply);
    expect(await side.list(0, { hash: 'h&0' })).toEqual({ modified: false });
    expect(tail(http.requests[0] ?? { url: '', method: 'GET', headers: {}, idleTimeoutMs: 0 })).toBe(
      '?include_children=true&include_lock_info=true&hash=h%260',
    );
  }
});

it('takes a full answer with the hash it asked with for "nothing changed", even an empty one', async () => {
  const { side } = scriptedAccount(() => root([]));
  expect(await side.list(0, { hash: 'h0' })).toEqual({ modified: false });
  expect(await side.list(0, { hash: 'other' })).toEqual({ modified: true, hash: 'h0', children: [] });
});

it('does not take an empty hash for a hash', async () => {
  const { side, http } = scriptedAccount(() => root([folderObject(2, '/a', { hash: '' })], { hash: '' }));
  expect(await side.list(0, { hash: '' })).toMatchObject({
    modified: true,
    hash: undefined,
    children: [{ hash: undefined }],
  });
  expect(http.requests.map(tail)).toEqual(['?include_children=true&include_lock_info=true']);
});

it('does not believe that nothing changed when it did not ask with a hash', async () => {
  for (const reply of [
    { status: 304, body: '' },
    { status: 200, body: { status: 'not_modified' } },
  ]) {
    expect(await failure(scriptedAccount(() => reply).side.list(0, {}))).toBe('not-an-api-answer');
  }
});

const BAD: readonly (readonly [what: string, reply: Reply, folder: number])[] = [
  ['without children', { body: { type: 'root', id: ROOT, name: 'r', root_type: 'sync' } }, 0],
  ['whose children are no list', root({}), 0],
  ['of another root', root([], { id: ROOT + 1 }), 0],
  ['of another folder', folder('/a', [], { id: 4 }), 3],
  ['with a child of another folder', folder('/a', [fileObject(1, '/ab/x')]), 3],
  ['with a grandchild', root([fileObject(1, '/a/b')]), 0],
  ['with itself as a child', folder('/a', [folderObject(3, '/a')]), 3],
  ['with a child of another root', root([fileObject(1, '/a', { root_id: 99 })]), 0],
  ['with a child twice', root([fileObject(1, '/a'), fileObject(1, '/b')]), 0],
  ['with a child without an id', root([{ ...fileObject(1, '/a'), id: undefined }]), 0],
  ['with a child without a revision', root([{ ...fileObject(1, '/a'), revision_id: '7' }]), 0],
  ['with a name that is no text', root([{ ...fileObject(1, '/a'), path: 5 }]), 0],
  ['with a path that climbs out', root([fileObject(1, '/..')]), 0],
  ['with something that is neither file nor folder', root([{ ...fileObject(1, '/a'), type: 'share' }]), 0],
  ['that stops in the middle', { body: '{"type":"root","children":[{"id":1' }, 0],
  ['that is null', { body: 'null' }, 0],
  ['nested without end', { body: '['.repeat(200_000) }, 0],
  ['packed though nobody asked', { ...root([]), headers: { 'content-encoding': 'gzip' } }, 0],
];

for (const [what, reply, id] of BAD) {
  it(`refuses an answer ${what} as a whole`, async () => {
    expect(await failure(scriptedAccount(() => reply).side.list(id, {}))).toBe('not-an-api-answer');
  });
}

it('lets a file and a folder have the same number', async () => {
  const { side } = scriptedAccount(() => root([fileObject(1, '/a'), folderObject(1, '/b')]));
  const listing = await side.list(0, {});
  expect(listing.modified && listing.children.length).toBe(2);
});

it('does not take a folder in the trash for an empty one', async () => {
  const { side } = scriptedAccount((request) =>
    tail(request).startsWith('/folder') ? folder('/a', [], { is_deleted: true }) : ROOT_REPLY,
  );
  expect(await failure(side.list(3, {}))).toBe('not-found');
  expect(await side.list(3, { withDeleted: true })).toMatchObject({ modified: true, children: [] });
});

it('tells a lost folder from a lost root', async () => {
  const lostFolder = scriptedAccount((request) => (tail(request).startsWith('/folder') ? NOT_FOUND : ROOT_REPLY));
  expect(await failure(lostFolder.side.list(3, {}))).toBe('not-found');
  expect(await failure(scriptedAccount(() => NOT_FOUND).side.list(3, {}))).toBe('root-gone');
  expect(await failure(scriptedAccount(() => NOT_FOUND).side.list(0, {}))).toBe('root-gone');
  const forbidden = { status: 403, body: { error: 'forbidden' } };
  expect(await failure(scriptedAccount(() => forbidden).side.list(3, {}))).toBe('root-forbidden');
});

it('counts what nothing changed in', async () => {
  const { side, account } = scriptedAccount((_request, n) => (n < 3 ? { status: 304, body: '' } : root([])));
  for (let n = 0; n < 3; n++) await side.list(0, { hash: 'h' });
  expect(account.counts()).toEqual({ requests: 3, notModified: 2, bytesUp: 0, bytesDown: 0 });
});

it('tells a web page from other nonsense: a guest network answers so', async () => {
  const reply = { body: '<html>Welcome to the hotel</html>' };
  expect(await failure(scriptedAccount(() => reply).side.list(0, {}))).toBe('captive-portal');
});
