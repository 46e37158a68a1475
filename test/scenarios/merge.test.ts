import { expect, it } from 'vitest';
import { type Desk, desk } from './everyday-support.ts';

const BASE = 'one\ntwo\nthree\nfour\nfive\n';
const MINE = 'ONE\ntwo\nthree\nfour\nfive\n';
const THEIRS = 'one\ntwo\nthree\nfour\nFIVE\n';
const BOTH = 'ONE\ntwo\nthree\nfour\nFIVE\n';

/** Both sides edit the file, and the sync finds it. */
async function edited(one: Desk, mine = MINE, theirs = THEIRS, name = 'a.txt'): Promise<string> {
  one.user.write(name, BASE);
  await one.sync();
  one.user.write(name, mine);
  one.web.write(`/${name}`, theirs);
  await one.sync();
  const [conflict] = await one.ask('conflicts', {});
  if (conflict === undefined) throw new Error('there is no conflict');
  return conflict.id;
}

const contents = (one: Desk) => Object.values(one.user.tree()).toSorted();

async function converged(one: Desk, content: string): Promise<void> {
  expect(await one.sync()).toMatchObject({ held: 0, conflicts: 0, failed: 0 });
  expect(one.user.tree()).toEqual({ 'a.txt': content });
  expect(one.cloudTree()).toEqual({ 'a.txt': content });
}

it('merges two edits of a text by what both came from', async () => {
  const one = await desk();
  const id = await edited(one);
  expect(contents(one)).toEqual([MINE, THEIRS].toSorted());
  expect(await one.ask('resolve', { id, keep: 'merged' })).toMatchObject({ path: '/a.txt', kept: 'merged' });
  await converged(one, BOTH);
  const trash = await one.ask('trash', { side: 'local' });
  expect(trash.filter(({ why }) => why === 'conflict-resolved')).toHaveLength(2);
});

it('merges by the cached base where the cloud keeps no revisions', async () => {
  const one = await desk({ without: /\/revisions$/u });
  one.user.write('a.txt', 'first\n');
  await one.sync();
  const id = await edited(one);
  await one.ask('resolve', { id, keep: 'merged' });
  await converged(one, BOTH);
});

it('takes the text that somebody merged by hand where both changed the same lines', async () => {
  const one = await desk();
  const id = await edited(one, 'mine\n', 'theirs\n');
  expect(await one.refusal('resolve', { id, keep: 'merged' })).toBe('wrong-usage');
  expect(contents(one)).toEqual(['mine\n', 'theirs\n']);
  await one.ask('resolve', { id, keep: 'merged', text: 'by hand\n' });
  await converged(one, 'by hand\n');
});

it('refuses to merge what is no text', async () => {
  const one = await desk();
  const id = await edited(one, 'a\0b', 'c\0d');
  expect(await one.refusal('resolve', { id, keep: 'merged' })).toBe('wrong-usage');
});

it.each([
  ['mine', MINE],
  ['theirs', THEIRS],
] as const)('keeps %s, and opens the conflict again on undo', async (keep, content) => {
  const one = await desk();
  const id = await edited(one);
  await one.ask('resolve', { id, keep });
  await converged(one, content);
  expect(await one.ask('undo', {})).toMatchObject({ did: 'opened-again' });
  expect(contents(one)).toEqual([MINE, THEIRS].toSorted());
  expect(await one.sync()).toMatchObject({ conflicts: 1, held: 0 });
  expect(contents(one)).toEqual([MINE, THEIRS].toSorted());
  expect(Object.values(one.cloudTree()).toSorted()).toEqual([MINE, THEIRS].toSorted());
  const [again] = await one.ask('conflicts', {});
  expect(again).toMatchObject({ id, mine: { size: MINE.length }, theirs: { size: THEIRS.length } });
});

it('undoes a merge: both versions are back', async () => {
  const one = await desk();
  const id = await edited(one);
  await one.ask('resolve', { id, keep: 'merged' });
  await one.sync();
  await one.ask('undo', {});
  await one.sync();
  expect(contents(one)).toEqual([MINE, THEIRS].toSorted());
});

it('settles many at once, and says which could not be', async () => {
  const one = await desk();
  for (const name of ['a', 'b', 'c']) one.user.write(`${name}.txt`, BASE);
  await one.sync();
  for (const name of ['a', 'b', 'c']) {
    one.user.write(`${name}.txt`, MINE);
    one.web.write(`/${name}.txt`, THEIRS);
  }
  await one.sync();
  const ids = (await one.ask('conflicts', {})).map(({ id }) => id);
  const results = await one.ask('resolveMany', { ids: [...ids, 'nonsense'], keep: 'theirs' });
  expect(results.map(({ kept, error }) => kept ?? error)).toEqual(['theirs', 'theirs', 'theirs', 'wrong-usage']);
  await one.sync();
  expect(one.user.tree()).toEqual({ 'a.txt': THEIRS, 'b.txt': THEIRS, 'c.txt': THEIRS });
});

it('shows both versions and older ones without changing anything', async () => {
  const one = await desk();
  await edited(one);
  const text = async (side: 'local' | 'cloud', path: string, revision?: number) => {
    const input = { path: one.at(path), side, ...(revision === undefined ? {} : { revision }) };
    const { base64, mediaType, truncated } = await one.ask('preview', input);
    expect([mediaType, truncated]).toEqual(['text/plain', false]);
    return Buffer.from(base64, 'base64').toString();
  };
  const copy = Object.keys(one.user.tree()).find((name) => name.includes('conflict')) ?? '';
  expect(await text('local', 'a.txt')).toBe(THEIRS);
  expect(await text('local', copy)).toBe(MINE);
  expect(await text('cloud', 'a.txt')).toBe(THEIRS);
  const versions = await one.ask('versions', { path: one.at('a.txt') });
  expect(await text('cloud', 'a.txt', versions.at(-1)?.revision)).toBe(BASE);
  const start = await one.ask('preview', { path: one.at('a.txt'), side: 'cloud', maxBytes: 3 });
  expect(start).toMatchObject({ base64: Buffer.from('one').toString('base64'), truncated: true, size: BASE.length });
});

async function asked(): Promise<{ readonly one: Desk; readonly id: string }> {
  const one = await desk();
  await one.ask('changeSetting', { key: 'conflicts', value: 'ask' });
  return { one, id: await edited(one) };
}

it('asks where that is wished for: both versions stay where they are', async () => {
  const { one } = await asked();
  expect(await one.sync()).toMatchObject({ conflicts: 1, held: 0, uploaded: 0, downloaded: 0 });
  expect(one.user.tree()).toEqual({ 'a.txt': MINE });
  expect(one.cloudTree()).toEqual({ 'a.txt': THEIRS });
  expect(await one.ask('conflicts', {})).toMatchObject([
    { state: 'open', path: '/a.txt', mine: { size: MINE.length }, theirs: { size: THEIRS.length } },
  ]);
  expect(await one.state('a.txt')).toBe('conflict');
  one.user.write('a.txt', 'edited once more');
  await one.sync();
  expect(await one.ask('conflicts', {})).toHaveLength(1);
  expect(one.cloudTree()).toEqual({ 'a.txt': THEIRS });
});

it.each([
  ['mine', MINE],
  ['theirs', THEIRS],
  ['merged', BOTH],
] as const)('does as it is told: %s', async (keep, content) => {
  const { one, id } = await asked();
  await one.ask('resolve', { id, keep });
  await converged(one, content);
  expect(one.web.revisions('/a.txt').length).toBe(keep === 'theirs' ? 2 : 3);
  if (keep === 'theirs') {
    expect(await one.ask('undo', {})).toMatchObject({ did: 'put-back' });
    expect(one.user.read('a.txt')).toBe(MINE);
  }
});

it('does as it is told: both', async () => {
  const { one, id } = await asked();
  await one.ask('resolve', { id, keep: 'both' });
  await one.sync();
  expect(contents(one)).toEqual([MINE, THEIRS].toSorted());
  expect(Object.values(one.cloudTree()).toSorted()).toEqual([MINE, THEIRS].toSorted());
});

it.each(['mine', 'theirs'] as const)('asks about two new files of one name too: %s', async (keep) => {
  const one = await desk();
  await one.ask('changeSetting', { key: 'conflicts', value: 'ask' });
  one.user.write('a.txt', MINE);
  one.web.write('/a.txt', 'another file');
  expect(await one.sync()).toMatchObject({ conflicts: 1, held: 0, uploaded: 0 });
  expect(await one.sync()).toMatchObject({ cycles: 1, conflicts: 1 });
  const [conflict] = await one.ask('conflicts', {});
  await one.ask('resolve', { id: conflict?.id ?? '', keep });
  await converged(one, keep === 'mine' ? MINE : 'another file');
});

it('asks no longer when both sides became equal by themselves', async () => {
  const { one } = await asked();
  one.user.write('a.txt', THEIRS);
  await converged(one, THEIRS);
  expect(await one.ask('conflicts', {})).toEqual([]);
});
