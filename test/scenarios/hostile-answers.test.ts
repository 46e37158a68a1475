/** A cloud that floods, lies about sizes and numbers, or answers what no cloud would. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { JSON_LIMIT, JSON_VALUES_LIMIT, SMALL_JSON_LIMIT } from '../../main/remote/limits.ts';
import { besieged, file, folder, listed, listing, type Said, type Script, tree, UNTOUCHED } from './hostile-support.ts';

const KB = Buffer.alloc(64 * 1024, 0x20);

/** As many bytes of nothing as wanted, without holding them. */
function* blanks(bytes: number): Generator<Uint8Array> {
  for (let sent = 0; sent < bytes; sent += KB.byteLength) yield KB;
}

const refusedListing = async (said: Said, because = '', code = 'not-an-api-answer'): Promise<void> => {
  const siege = await besieged(tree(said));
  expect(await siege.sync()).toBe(code);
  expect(JSON.stringify(await siege.call('status', {}))).toContain(because);
  expect(siege.inside()).toEqual({});
  expect(siege.outside()).toEqual(UNTOUCHED);
};

test('a hundred megabytes of JSON are given up at the limit', async () => {
  let given = 0;
  const bytes = function* () {
    for (const piece of blanks(100 * 1024 * 1024)) {
      given += piece.byteLength;
      yield piece;
    }
  };
  await refusedListing({ bytes: bytes() });
  expect(given).toBeLessThanOrEqual(JSON_LIMIT + KB.byteLength);
});

test('an answer that is no listing may not be nearly as long', async () => {
  const script: Script = ({ path: at }) =>
    at.endsWith('/person') ? { bytes: blanks(SMALL_JSON_LIMIT + KB.byteLength) } : undefined;
  await expect(besieged(script)).rejects.toThrow('not-an-api-answer');
});

test('a text that would become many times its size in memory is not parsed', async () => {
  const bytes = function* () {
    yield Buffer.from('{"type":"root","children":[[]');
    const some = Buffer.from(',[]'.repeat(10_000));
    for (let n = 0; n * 20_000 < JSON_VALUES_LIMIT; n++) yield some;
    yield Buffer.from(']}');
  };
  await refusedListing({ bytes: bytes() }, `more than ${JSON_VALUES_LIMIT} values`);
});

test('JSON nested a million deep is an error like any other', async () => {
  await refusedListing({ bytes: [Buffer.from('['.repeat(1_000_000) + ']'.repeat(1_000_000))] });
});

test.each([
  ['a negative id', { id: -1 }],
  ['a huge id', { id: Number.MAX_SAFE_INTEGER }],
  ['an id beyond whole numbers', { id: 1e300 }],
  ['an id in text', { id: '5' }],
  ['a negative size', { size: -1 }],
  ['a size beyond whole numbers', { size: 1e300 }],
  ['half a byte', { size: 0.5 }],
  ['a negative revision', { revision_id: -7 }],
  ['another root', { root_id: 8 }],
  ['a path that is a list', { path: ['/x'] }],
  ['a type nobody knows', { type: 'link' }],
  ['a deletion that is a word', { is_deleted: 'no' }],
])('%s is refused, and nothing is made of the rest', async (_what, lie) => {
  await refusedListing(listing([file(1, '/good.txt'), file(2, '/bad.txt', lie)]));
});

test('an object that poses as the prototype of all objects changes nothing', async () => {
  const bytes = Buffer.from(
    '{"type":"root","id":7,"name":"R","root_type":"sync","hash":"t","__proto__":{"polluted":1},"children":[],"constructor":{"prototype":{"polluted":1}}}',
  );
  const siege = await besieged(tree({ bytes: [bytes] }));
  expect(await siege.sync()).toBe('done');
  expect({}).not.toHaveProperty('polluted');
});

test('a child that is listed twice is refused with its listing', async () => {
  await refusedListing(listing([file(1, '/a.txt'), file(1, '/b.txt')]));
});

test('one file in two folders ends in one of them, and the next sync does nothing', async () => {
  const top = listing([folder(5, '/one'), folder(6, '/two')]);
  const siege = await besieged(
    tree(top, { 5: listed(5, '/one', [file(9, '/one/x.txt')]), 6: listed(6, '/two', [file(9, '/two/x.txt')]) }),
  );
  expect(await siege.sync()).toBe('done');
  expect(Object.keys(siege.inside()).filter((name) => name.endsWith('x.txt'))).toHaveLength(1);
  expect(siege.outside()).toEqual(UNTOUCHED);
});

test('a hash is any text, also an enormous one, which is refused', async () => {
  await refusedListing(listing([folder(5, '/one', { hash: 'h'.repeat(5000) })]));
});

test('fewer bytes than were promised never get a name, and more are cut off', async () => {
  let sent = 0;
  const script: Script = (asked) => {
    if (asked.path.endsWith('/1/download')) return { bytes: [Buffer.from('ab')] };
    if (asked.path.endsWith('/2/download')) {
      const endless = function* () {
        for (const piece of blanks(1e12)) {
          sent += piece.byteLength;
          yield piece;
        }
      };
      return { bytes: endless() };
    }
    return tree(listing([file(1, '/short.bin', { size: 4 }), file(2, '/endless.bin', { size: 4 })]))(asked);
  };
  const siege = await besieged(script);
  expect(await siege.sync()).toBe('done');
  expect(siege.inside()).toEqual({});
  expect(sent).toBeLessThan(10 * 1024 * 1024);
  const status = await siege.call('status', {});
  expect(status.ok && status.value.links[0]).toMatchObject({ failed: 2 });
});

test('a file said to be larger than the disk is not begun', async () => {
  const size = Number.MAX_SAFE_INTEGER;
  const listed = tree(listing([file(1, '/huge.bin', { size }), file(2, '/good.txt')]));
  // The download keeps up the lie; one that announces another length is refused for that alone.
  const siege = await besieged((asked) =>
    asked.path.endsWith('/1/download')
      ? { headers: { 'content-length': String(size) }, bytes: [Buffer.from('lie')] }
      : listed(asked),
  );
  const end = await siege.sync();
  expect(['done', 'disk-full']).toContain(end);
  expect(siege.asked.filter(({ path: at }) => at.endsWith('/1/download')).length).toBeLessThanOrEqual(8);
  expect(readdirSync(path.join(siege.folder, '.leitzcloud', 'tmp'))).toEqual([]);
  const status = await siege.call('status', {});
  expect(JSON.stringify(status)).toContain('disk-full');
});

test('what comes compressed, which nobody asked for, is not unpacked: there is nothing a bomb could go off in', async () => {
  const gzip = { headers: { 'content-encoding': 'gzip' } };
  await refusedListing({ ...listing([]), ...gzip });
  const script: Script = (asked) =>
    asked.path.endsWith('/download')
      ? { ...gzip, bytes: [Buffer.from('bomb')] }
      : tree(listing([file(1, '/packed.bin')]))(asked);
  const siege = await besieged(script);
  expect(await siege.sync()).toBe('not-an-api-answer');
  expect(siege.inside()).toEqual({});
  expect(siege.asked.every(({ request }) => request.headers['accept-encoding'] === undefined)).toBe(true);
});

test('a redirect is not followed', async () => {
  await refusedListing({ status: 302, headers: { location: 'https://elsewhere.test/' } }, '', 'captive-portal');
});

test('a page in HTML with 200, as hotel networks send it, deletes nothing', async () => {
  let hijacked = false;
  const script: Script = (asked) => {
    if (hijacked) return { headers: { 'content-type': 'text/html' }, bytes: [Buffer.from('<html>Sign in</html>')] };
    return tree(listing([file(1, '/a.txt')]))(asked);
  };
  const siege = await besieged(script);
  expect(await siege.sync()).toBe('done');
  hijacked = true;
  expect(await siege.sync()).toBe('captive-portal');
  expect(siege.inside()).toEqual({ 'a.txt': 'evil' });
});

test('times from the far ends of the calendar are only times', async () => {
  const times = ['0001-01-01T00:00:00', '9999-12-31T23:59:59', '1900-02-30T99:99:99', 'never', ''];
  const children = times.map((modified, index) => file(index + 1, `/${index}.txt`, { modified, created: modified }));
  const siege = await besieged(tree(listing(children)));
  expect(await siege.sync()).toBe('done');
  expect(Object.keys(siege.inside())).toHaveLength(times.length);
  const before = siege.asked.length;
  expect(await siege.sync()).toBe('done');
  expect(siege.asked.slice(before).every(({ method }) => method === 'GET')).toBe(true);
});

test('a token with an absurd life, and a Date from another age, break nothing', async () => {
  const script: Script = (asked) => {
    const headers = { date: 'Fri, 31 Dec 9999 23:59:59 GMT' };
    if (asked.path === '/oauth/token')
      return { headers, json: { access_token: 'x', refresh_token: 'y', expires_in: 1e308, guid: 'g' } };
    const said = tree(listing([file(1, '/a.txt')]))(asked);
    return said === undefined ? undefined : { ...said, headers };
  };
  const siege = await besieged(script);
  expect(await siege.sync()).toBe('done');
  expect(siege.inside()).toEqual({ 'a.txt': 'evil' });
});
