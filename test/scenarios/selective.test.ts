import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { desk } from './everyday-support.ts';

it('leaves a folder out: the local copy goes, the cloud keeps all of it', async () => {
  const { user, web, ask, sync, at, state } = await desk();
  user.write('Archive/2024/a.txt', 'a');
  user.write('Now/b.txt', 'b');
  await sync();
  await ask('exclude', { path: at('Archive') });
  const summary = await sync();
  expect(summary).toMatchObject({ held: 0, failed: 0 });
  expect(user.tree()).toEqual({ 'Now/': '', 'Now/b.txt': 'b' });
  expect(web.read('/Archive/2024/a.txt').toString()).toBe('a');
  expect(await state('Archive')).toBe('excluded');
  expect((await sync()).requests).toBeLessThanOrEqual(2);
});

it('sends what was changed in it first', async () => {
  const { user, web, ask, sync, at } = await desk();
  user.write('Archive/a.txt', 'a');
  await sync();
  user.write('Archive/a.txt', 'edited');
  user.write('Archive/new.txt', 'new');
  await ask('exclude', { path: at('Archive') });
  await sync();
  await sync();
  expect(existsSync(at('Archive'))).toBe(false);
  expect(web.read('/Archive/a.txt').toString()).toBe('edited');
  expect(web.read('/Archive/new.txt').toString()).toBe('new');
});
