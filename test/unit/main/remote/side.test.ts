import { describe, expect, it } from 'vitest';
import { fileObject, folderObject, NOT_FOUND, ROOT_REPLY, scriptedAccount, tail } from './account-support.ts';
import { failure, fieldsOf, NOON, type Reply } from './support.ts';

const OK: Reply = { body: { status: 'ok' } };
const page = (results: unknown, total?: number): Reply => ({
  body: { results, ...(total === undefined ? {} : { total }) },
});
const files = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => fileObject(from + n, `/d/${from + n}`));

describe('changes', () => {
  it('go to the place and with the fields of the endpoint table', async () => {
    const { side, http } = scriptedAccount((request) =>
      request.url.endsWith('/create') ? { body: folderObject(9, '/a/new') } : OK,
    );
    await side.rename('file', 5, 'ä & b');
    await side.rename('folder', 5, 'c');
    await side.move('file', 5, 6);
    await side.move('folder', 5, 0);
    await side.delete('file', 5);
    await side.delete('folder', 5);
    await side.restore('file', 5);
    await side.lock('file', 5, 0.4);
    await side.unlock('folder', 5);
    expect(await side.createFolder(4, 'new')).toMatchObject({ id: 9, parent: 4, name: 'new' });
    await side.createFolder(0, 'new');
    expect(http.requests.map((request) => [request.method, tail(request), fieldsOf(request)])).toEqual([
      ['POST', '/5/rename', { name: 'ä & b' }],
      ['POST', '/folder/5/rename', { name: 'c' }],
      ['POST', '/5/move', { to_folder_id: '6' }],
      ['POST', '/folder/5/move', {}],
      ['POST', '/5/delete', {}],
      ['POST', '/folder/5/delete', {}],
      ['POST', '/5/restore', {}],
      ['POST', '/5/lock', { duration: '1' }],
      ['POST', '/folder/5/unlock', {}],
      ['POST', '/folder/4/create', { name: 'new' }],
      ['POST', '/create', { name: 'new' }],
    ]);
  });

  it('take the object as an answer as well as a status, but nothing that is no answer', async () => {
    await scriptedAccount(() => ({ body: fileObject(5, '/b') })).side.rename('file', 5, 'b');
    expect(await failure(scriptedAccount(() => ({ body: '<html>' })).side.delete('file', 5))).toBe('captive-portal');
  });

  it('with a name that has no UTF-8 are not sent', async () => {
    const { side, http } = scriptedAccount(() => OK);
    expect(await failure(side.rename('file', 5, 'a\ud800'))).toBe('invalid-name');
    expect(await failure(side.createFolder(0, '\udc00'))).toBe('invalid-name');
    expect(http.requests.length).toBe(0);
  });
});

describe('metadata', () => {
  it('knows the parent of what lies in the root, and says so where it does not', async () => {
    const { side } = scriptedAccount((request) => ({
      body: tail(request).startsWith('/folder') ? folderObject(2, '/a/b') : fileObject(1, '/x.txt'),
    }));
    expect(await side.file(1)).toMatchObject({ name: 'x.txt', parent: 0 });
    expect(await side.folder(2)).toMatchObject({ name: 'b', parent: -1 });
  });

  it('of an unknown object is undefined, but only while the root is there', async () => {
    const { side } = scriptedAccount((request) => (tail(request).startsWith('?') ? ROOT_REPLY : NOT_FOUND));
    expect(await side.file(1)).toBeUndefined();
    expect(await side.folder(1)).toBeUndefined();
    expect(await failure(scriptedAccount(() => NOT_FOUND).side.file(1))).toBe('root-gone');
  });

  it('of a purged object is gone, and of another object no answer', async () => {
    const purged = { status: 410, body: { error: 'gone' } };
    const { side } = scriptedAccount((request) => (tail(request).startsWith('?') ? ROOT_REPLY : purged));
    expect(await failure(side.file(1))).toBe('gone');
    const other = scriptedAccount(() => ({ body: fileObject(2, '/x') }));
    expect(await failure(other.side.file(1))).toBe('not-an-api-answer');
  });
});

describe('a list in pages', () => {
  it('is read to its end', async () => {
    const { side, http } = scriptedAccount((_request, n) => page(files((n - 1) * 100, n === 3 ? 5 : 100), 205));
    const changed = await side.modifiedSince(NOON);
    expect(changed.length).toBe(205);
    expect(changed[204]).toMatchObject({ id: 204, name: '204' });
    expect(http.requests.map(tail)).toEqual([
      '/modified_since?since=2026-11-24T12%3A00%3A00',
      '/modified_since?since=2026-11-24T12%3A00%3A00&offset=100',
      '/modified_since?since=2026-11-24T12%3A00%3A00&offset=200',
    ]);
  });

  it('is read to its end also where the cloud does not say how long it is', async () => {
    const { side } = scriptedAccount((_request, n) => page(files((n - 1) * 100, n === 3 ? 0 : 100)));
    expect((await side.modifiedSince(NOON)).length).toBe(200);
  });

  it('with a page missing is no answer', async () => {
    const { side } = scriptedAccount((_request, n) => page(n === 2 ? [] : files(0, 100), 300));
    expect(await failure(side.modifiedSince(NOON))).toBe('not-an-api-answer');
  });
});

describe('a method the live service does not have', () => {
  it('is off after a 405, is not asked for again, and is told once', async () => {
    const { side, http, log } = scriptedAccount(() => ({ status: 405, body: '<html>' }));
    expect(await failure(side.revisions(5))).toBe('not-supported');
    expect(await failure(side.revisions(6))).toBe('not-supported');
    expect(http.requests.length).toBe(1);
    expect(log.lines.length).toBe(1);
  });

  it('is off after a 404 about an object that is there, whatever the 404 looks like', async () => {
    for (const missing of [NOT_FOUND, { status: 404, body: '<html>' }]) {
      const { side } = scriptedAccount((request) =>
        /\/5(?:\?|$)/u.test(request.url) ? { body: fileObject(5, '/x') } : missing,
      );
      expect(await failure(side.delete('file', 5))).toBe('not-supported');
    }
  });

  it('is not off when the object is not there, is in the trash, or nobody can tell', async () => {
    const gone = scriptedAccount((request) => (tail(request).startsWith('?') ? ROOT_REPLY : NOT_FOUND));
    expect(await failure(gone.side.delete('file', 5))).toBe('not-found');
    const trashed = scriptedAccount((request) =>
      /\/5(?:\?|$)/u.test(request.url) ? { body: fileObject(5, '/x', { is_deleted: true }) } : NOT_FOUND,
    );
    expect(await failure(trashed.side.delete('file', 5))).toBe('not-found');
    expect(await failure(trashed.side.restore('file', 5))).toBe('not-supported');
    const broken = scriptedAccount((request) => (request.method === 'GET' ? { status: 500, body: '' } : NOT_FOUND));
    expect(await failure(broken.side.delete('file', 5))).toBe('not-found');
  });

  it('of the reference itself is never turned off', async () => {
    const { side, http } = scriptedAccount(() => ({ status: 405, body: { error: 'method_not_allowed' } }));
    expect(await failure(side.rename('file', 5, 'b'))).toBe('not-supported');
    expect(await failure(side.rename('file', 5, 'b'))).toBe('not-supported');
    expect(http.requests.length).toBe(2);
  });

  it('of one kind leaves the others on', async () => {
    const { side } = scriptedAccount((request) => (request.url.endsWith('/unlock') ? { status: 405, body: '' } : OK));
    expect(await failure(side.unlock('file', 5))).toBe('not-supported');
    await side.lock('file', 5, 10);
    await side.delete('file', 5);
  });
});

it('knows how far the cloud’s clock is off', async () => {
  const { side, clock } = scriptedAccount(() => ({
    ...ROOT_REPLY,
    headers: { date: new Date(clock.now() + 3 * 3_600_000).toUTCString() },
  }));
  expect(side.clockOffsetMs()).toBe(0);
  await failure(side.list(0, {}));
  expect(Math.abs(side.clockOffsetMs() - 3 * 3_600_000)).toBeLessThanOrEqual(1000);
});
