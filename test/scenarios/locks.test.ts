import { expect, it } from 'vitest';
import { until } from '../support/temp-folder.ts';
import { desk } from './everyday-support.ts';

it('locks and unlocks a file by hand, and says who holds it until when', async () => {
  const { user, web, ask, sync, at, clock } = await desk();
  user.write('a.txt', 'a');
  await sync();
  const locked = await ask('lock', { path: at('a.txt'), minutes: 30 });
  expect(locked).toMatchObject({ locked: true, lockedBy: 'Anna Schmidt' });
  const minutes = (Date.parse(locked.lockedUntil ?? '') - clock.now()) / 60_000;
  expect(minutes).toBeGreaterThan(28);
  expect(minutes).toBeLessThanOrEqual(30);
  expect(web.node('/a.txt').lock_by).toBe(web.person.id);
  expect(await ask('why', { path: at('a.txt') })).toMatchObject({ state: 'synced', lock: { mine: true } });
  user.write('a.txt', 'our own lock keeps nobody out');
  expect(await sync()).toMatchObject({ uploaded: 1, held: 0 });
  expect(await ask('unlock', { path: at('a.txt') })).toMatchObject({ locked: false, lockedUntil: null });
  expect(web.node('/a.txt').lock_by).toBeNull();
});

it("shows a colleague's lock with holder and end, in why and in the folder", async () => {
  const { user, ask, sync, at, colleague, rootId, restart } = await desk();
  user.write('Plans/a.txt', 'a');
  await sync();
  colleague().lock('/Plans/a.txt', 90);
  await sync();
  await restart();
  const found = await ask('why', { path: at('Plans/a.txt') });
  expect(found).toMatchObject({
    state: 'locked',
    reason: 'locked-by-other',
    lock: { by: 'Bernd Müller', mine: false },
  });
  expect(found.detail).toMatch(/^Bernd Müller, until \d{4}-\d\d-\d\d \d\d:\d\d UTC$/u);
  const { entries } = await ask('browse', { rootId, folder: '/Plans' });
  expect(entries).toMatchObject([{ name: 'a.txt', state: 'locked', lock: { by: 'Bernd Müller' } }]);
  expect(await ask('unlock', { path: at('Plans/a.txt') })).toMatchObject({ locked: true, lockedBy: 'Bernd Müller' });
});

it('lets an edit wait while a colleague has locked the file, without sending it, and sends it after the unlock', async () => {
  const { cloud, user, web, ask, sync, at, colleague } = await desk();
  user.write('a.txt', 'a');
  await sync();
  const other = colleague();
  other.lock('/a.txt');
  user.write('a.txt', 'edited');
  cloud.resetRequests();
  expect(await sync()).toMatchObject({ uploaded: 0, held: 1, conflicts: 0 });
  expect(Object.keys(cloud.requests()).filter((name) => name.endsWith('/upload'))).toEqual([]);
  expect(await ask('why', { path: at('a.txt') })).toMatchObject({ state: 'locked', reason: 'locked' });
  expect(await ask('held', {})).toMatchObject([{ path: '/a.txt', reason: 'locked', detail: 'Bernd Müller' }]);
  other.unlock('/a.txt');
  expect(await sync()).toMatchObject({ uploaded: 1, held: 0, conflicts: 0 });
  expect(web.read('/a.txt').toString()).toBe('edited');
});

it('makes it a conflict where the colleague saved meanwhile', async () => {
  const { user, sync, colleague } = await desk();
  user.write('a.txt', 'a');
  await sync();
  const other = colleague();
  other.lock('/a.txt');
  user.write('a.txt', 'mine');
  await sync();
  other.write('/a.txt', 'theirs');
  other.unlock('/a.txt');
  expect(await sync()).toMatchObject({ conflicts: 1, held: 0 });
  expect(Object.values(user.tree()).toSorted()).toEqual(['mine', 'theirs']);
});

it('goes up by itself while both sides are watched', async () => {
  const { user, web, sync, colleague, watch, ask, at } = await desk();
  user.write('a.txt', 'a');
  await sync();
  const other = colleague();
  other.lock('/a.txt');
  await watch();
  user.write('a.txt', 'edited');
  await until('the edit waits', async () => (await ask('why', { path: at('a.txt') })).reason === 'locked');
  other.unlock('/a.txt');
  await ask('syncNow', {});
  await until('the edit is there', () => web.read('/a.txt').toString() === 'edited');
});

it.each([
  ['Office, a short name', 'a.docx', '~$a.docx'],
  ['Office, a long name', 'Angebot 2026.docx', '~$gebot 2026.docx'],
  ['LibreOffice', 'Plan ä.odt', '.~lock.Plan ä.odt#'],
])('locks a document while it is open here: %s', async (_program, name, mark) => {
  const { user, web, sync, watch, ask } = await desk();
  user.write(`Docs/${name}`, 'text');
  user.write('Docs/other.docx', 'text');
  await sync();
  await watch();
  user.write(`Docs/${mark}`, 'who has it open');
  const path = `/Docs/${name}`;
  await until('it is locked', () => web.node(path).lock_by === web.person.id);
  expect(web.node('/Docs/other.docx').lock_by).toBeNull();
  user.write(`Docs/${name}`, 'saved while it is open');
  await until('the save is there', () => web.read(path).toString() === 'saved while it is open');
  expect(web.node(path).lock_by).toBe(web.person.id);
  user.write(`Docs/${name}`, 'saved at the end');
  user.remove(`Docs/${mark}`);
  await until('it is unlocked', () => web.node(path).lock_by === null);
  expect(web.read(path).toString()).toBe('saved at the end');
  expect(await ask('held', {})).toEqual([]);
});

it('renews such a lock, and releases it when we stop', async () => {
  const { user, web, sync, watch, ask, clock, restart } = await desk();
  user.write('a.docx', 'text');
  await sync();
  await watch();
  user.write('~$a.docx', 'x');
  await until('it is locked', () => web.node('/a.docx').lock_by === web.person.id);
  const first = web.node('/a.docx').lock_until ?? 0;
  // The cloud keeps whole seconds; a lock renewed within the same one would not show.
  const lockedAt = Date.now();
  await until('the clock shows another second', () => Date.now() - lockedAt > 1_100);
  clock.ahead(20 * 60_000);
  await ask('syncNow', {});
  await until('it is locked for longer', () => (web.node('/a.docx').lock_until ?? 0) > first);
  await restart();
  expect(web.node('/a.docx').lock_by).toBeNull();
});

it("leaves a colleague's lock and one set by hand alone, and locks nothing where that is switched off", async () => {
  const { user, web, sync, watch, ask, at, colleague } = await desk();
  for (const name of ['a', 'b', 'c']) user.write(`${name}.docx`, name);
  await sync();
  colleague().lock('/a.docx');
  await ask('lock', { path: at('b.docx') });
  await watch();
  for (const name of ['a', 'b']) user.write(`~$${name}.docx`, 'x');
  user.write('seen.txt', '1');
  await until('the look is over', () => web.exists('/seen.txt'));
  for (const name of ['a', 'b']) user.remove(`~$${name}.docx`);
  await ask('changeSetting', { key: 'locks.auto', value: 'off' });
  user.write('~$c.docx', 'x');
  user.write('seen.txt', '2, and longer');
  await until('the second look is over', () => web.read('/seen.txt').toString().startsWith('2'));
  expect(web.node('/a.docx').lock_by).not.toBe(web.person.id);
  expect(web.node('/b.docx').lock_by).toBe(web.person.id);
  expect(web.node('/c.docx').lock_by).toBeNull();
});
