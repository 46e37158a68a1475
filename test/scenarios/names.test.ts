import { expect, it } from 'vitest';
import { type Desk, desk } from './everyday-support.ts';

/** The one thing that is held. */
async function held(one: Desk) {
  const items = await one.ask('held', {});
  expect(items).toHaveLength(1);
  const [item] = items;
  if (item === undefined) throw new Error('nothing is held');
  return item;
}

async function fixed(one: Desk, name: string): Promise<void> {
  expect(await one.sync()).toMatchObject({ held: 0, failed: 0, conflicts: 0 });
  expect(Object.keys(one.user.tree())).toContain(name);
  expect(one.cloudTree()).toEqual(one.user.tree());
}

it('holds a name that the cloud forbids, and renames it here with one word', async () => {
  const one = await desk();
  one.user.write('Was nun?.txt', 'x');
  one.user.write('normal.txt', 'n');
  expect(await one.sync()).toMatchObject({ uploaded: 1, held: 1 });
  const item = await held(one);
  expect(item).toMatchObject({ reason: 'illegal-name-in-cloud', suggestedName: 'Was nun_.txt' });
  expect(await one.ask('fixName', { id: item.id })).toMatchObject({ path: '/Was nun?.txt', name: 'Was nun_.txt' });
  await fixed(one, 'Was nun_.txt');
});

it('takes another name that one wants, and refuses one that does not work or is taken', async () => {
  const one = await desk();
  one.user.write('a:b/inside.txt', 'x');
  one.user.write('taken/other.txt', 'n');
  await one.sync();
  const [item] = (await one.ask('held', {})).filter(({ path }) => path === '/a:b');
  const id = item?.id ?? '';
  expect(await one.refusal('fixName', { id, name: 'still:wrong' })).toBe('invalid-name');
  expect(await one.refusal('fixName', { id, name: 'Taken' })).toBe('name-conflict');
  await one.ask('fixName', { id, name: 'a and b' });
  await fixed(one, 'a and b/inside.txt');
});

it('suggests a free name where the plain one is taken', async () => {
  const one = await desk();
  one.user.write('a?.txt', 'question');
  one.user.write('a_.txt', 'underscore');
  await one.sync();
  const item = await held(one);
  expect(item.suggestedName).toBe('a_ (2).txt');
  await one.ask('fixName', { id: item.id });
  await fixed(one, 'a_ (2).txt');
});

it('tells two names apart that are one to the cloud', async () => {
  const one = await desk();
  one.user.write('Plan.txt', 'one');
  await one.sync();
  one.user.write('plan.txt', 'other');
  await one.sync();
  const item = await held(one);
  expect(item).toMatchObject({ path: '/plan.txt', reason: 'case-clash', suggestedName: 'plan (2).txt' });
  await one.ask('fixName', { id: item.id });
  await fixed(one, 'plan (2).txt');
  expect(one.user.read('Plan.txt')).toBe('one');
});

it('renames what was renamed to an illegal name after it had been synced', async () => {
  const one = await desk();
  one.user.write('a.txt', 'x');
  await one.sync();
  const { id } = one.web.node('/a.txt');
  one.user.move('a.txt', 'a*.txt');
  await one.sync();
  const item = await held(one);
  expect(item).toMatchObject({ reason: 'illegal-name-in-cloud', suggestedName: 'a_.txt' });
  await one.ask('fixName', { id: item.id });
  await fixed(one, 'a_.txt');
  expect(one.web.node('/a_.txt').id).toBe(id);
});

it('renames in the cloud what cannot be called so on this disk', async () => {
  const name = `${'ä'.repeat(200)}.txt`;
  const one = await desk({ before: (web) => web.write(`/${name}`, 'x') });
  await one.sync();
  const item = await held(one);
  expect(item.reason).toBe('name-too-long');
  await one.ask('fixName', { id: item.id, name: 'short.txt' });
  await fixed(one, 'short.txt');
});

it('frees the name of a folder that is left out', async () => {
  const one = await desk();
  one.user.write('Archive/a.txt', 'a');
  await one.sync();
  await one.ask('exclude', { path: one.at('Archive') });
  await one.sync();
  one.user.write('Archive/mine.txt', 'mine');
  await one.sync();
  const item = await held(one);
  expect(item).toMatchObject({ reason: 'name-of-excluded-folder', suggestedName: 'Archive (2)' });
  await one.ask('fixName', { id: item.id });
  expect(await one.sync()).toMatchObject({ held: 0 });
  expect(one.cloudTree()).toMatchObject({ 'Archive/a.txt': 'a', 'Archive (2)/mine.txt': 'mine' });
});

it('renames nothing that waits for something else', async () => {
  const one = await desk();
  one.user.write('a.txt', 'a');
  await one.sync();
  one.colleague().lock('/a.txt');
  one.user.write('a.txt', 'edited');
  await one.sync();
  const item = await held(one);
  expect(item.suggestedName).toBeUndefined();
  expect(await one.refusal('fixName', { id: item.id })).toBe('wrong-usage');
});
