/** A cloud that tries to leave the linked folder, or to reach what is ours in it, by the names it gives out. */
import { expect, test } from 'vitest';
import { besieged, file, folder, listed, listing, tree, UNTOUCHED } from './hostile-support.ts';

const LEAVING = [
  '/../precious.txt',
  '/..',
  '/a/../../precious.txt',
  '/./x',
  '//etc/passwd',
  '/a//b',
  '/nul\0byte',
  'relative',
  '',
  '/a/',
  '../precious.txt',
];

test.each(LEAVING)('a listing with the path %j is refused as a whole, and said', async (at) => {
  const siege = await besieged(tree(listing([file(1, at), file(2, '/good.txt')])));
  expect(await siege.sync()).toBe('not-an-api-answer');
  expect(siege.inside()).toEqual({});
  expect(siege.outside()).toEqual(UNTOUCHED);
  const status = await siege.call('status', {});
  expect(status.ok && status.value.links[0]).toMatchObject({ state: 'offline', reason: 'not-an-api-answer' });
});

test('a folder cannot pass a child off as lying elsewhere', async () => {
  const lies = listed(5, '/folder', [file(6, '/folder/../precious.txt')]);
  const siege = await besieged(tree(listing([folder(5, '/folder')]), { 5: lies }));
  expect(await siege.sync()).toBe('not-an-api-answer');
  expect(siege.outside()).toEqual(UNTOUCHED);
});

/** Spellings that some volume, somewhere, takes for our own folder. */
const OURS = [
  '.leitzcloud',
  '.LeitzCloud',
  '.leitzcloud ',
  '.leitzcloud.',
  '.leitz\u200bcloud',
  '\ufeff.leitzcloud',
  '.ｌeitzcloud',
  '.leitz\u2066cloud',
];

test.each(OURS)('%j is never made, and is held with its reason', async (name) => {
  const inner = listed(5, `/${name}`, [file(6, `/${name}/marker.json`)]);
  const siege = await besieged(tree(listing([folder(5, `/${name}`), file(2, '/good.txt')]), { 5: inner }));
  expect(await siege.sync()).toBe('done');
  expect(siege.inside()).toEqual({ 'good.txt': 'evil' });
  expect(Object.values(await siege.held())).toContain('illegal-name-here');
});

test('on Windows, drive letters, streams, devices, short names of ours and bad endings are held', async () => {
  const names = [
    'C:',
    'C:x.txt',
    'a.txt:stream',
    'a.txt::$DATA',
    'back\\slash.txt',
    '..\\..\\x.txt',
    'CON',
    'nul.txt',
    'aux .h',
    'COM1',
    'lpt².log',
    'CONIN$',
    'ends.',
    'ends ',
    'LEITZC~1',
    'question?.txt',
  ];
  const children = names.map((name, index) => file(index + 1, `/${name}`));
  const siege = await besieged(tree(listing([...children, file(99, '/good.txt')])), { platform: 'win32' });
  expect(await siege.sync()).toBe('done');
  expect(siege.inside()).toEqual({ 'good.txt': 'evil' });
  expect(Object.keys(await siege.held()).sort()).toEqual(names.map((name) => `/${name}`).sort());
});

test('on Linux such names are only names: they come under exactly that name, inside the folder', async () => {
  const names = ['C:x.txt', 'back\\slash.txt', '..\\x.txt', 'CON', 'cod\u202egpj.exe', '-rf', '\u001b[31mred', 'a\nb'];
  const siege = await besieged(tree(listing(names.map((name, index) => file(index + 1, `/${name}`)))));
  expect(await siege.sync()).toBe('done');
  expect(Object.keys(siege.inside()).sort()).toEqual([...names].sort());
  expect(siege.outside()).toEqual(UNTOUCHED);
});

test('half a character in a name, which nothing could write down, is refused with its listing', async () => {
  const siege = await besieged(tree(listing([file(1, '/half\ud800.txt')])));
  expect(await siege.sync()).toBe('not-an-api-answer');
  expect(siege.inside()).toEqual({});
});

test('names longer than any disk takes are held', async () => {
  const names = ['x'.repeat(256), 'ä'.repeat(200), '. '.repeat(15_000)];
  const siege = await besieged(tree(listing(names.map((name, index) => file(index + 1, `/${name}`)))));
  expect(await siege.sync()).toBe('done');
  expect(siege.inside()).toEqual({});
  expect(Object.keys(await siege.held())).toHaveLength(names.length);
});

test('a hundred names made to slow a rule down cost less than a look at the clock shows', async () => {
  // Runs of blanks before a last letter make a careless rule look at every pair of positions: 10^9 steps a name.
  const slow = `${' '.repeat(32_000)}x`;
  const siege = await besieged(tree(listing(Array.from({ length: 100 }, (_, n) => file(n + 1, `/${n}${slow}`)))));
  expect(await siege.sync()).toBe('done');
  expect(Object.values(await siege.held())).toHaveLength(100);
});
