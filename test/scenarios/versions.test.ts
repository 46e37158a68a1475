import { expect, it } from 'vitest';
import { desk } from './everyday-support.ts';

it('lists the revisions and makes an older one the newest, on both sides', async () => {
  const { user, web, ask, sync, at } = await desk();
  user.write('plan.txt', 'one');
  await sync();
  user.write('plan.txt', 'two, longer');
  await sync();
  const found = await ask('versions', { path: at('plan.txt') });
  expect(found.map(({ size, current }) => [size, current])).toEqual([
    [11, true],
    [3, false],
  ]);
  expect(found[0]?.by).toBe('Anna Schmidt');
  const old = found[1]?.revision ?? 0;
  await ask('restore', { path: at('plan.txt'), revision: old });
  expect(web.read('/plan.txt').toString()).toBe('one');
  await sync();
  expect(user.read('plan.txt')).toBe('one');
  expect(await ask('versions', { path: at('plan.txt') })).toHaveLength(3);
});

it('goes back through this computer where the cloud has no method for it', async () => {
  const { user, web, ask, sync, at } = await desk({ without: /\/rollback$/u });
  user.write('plan.txt', 'one');
  await sync();
  user.write('plan.txt', 'two');
  await sync();
  const [, old] = await ask('versions', { path: at('plan.txt') });
  await ask('restore', { path: at('plan.txt'), revision: old?.revision ?? 0 });
  expect(web.read('/plan.txt').toString()).toBe('one');
  expect(web.revisions('/plan.txt')).toHaveLength(3);
});

it('keeps an edit of our own that was not sent yet, when an older revision comes back', async () => {
  const { user, ask, sync, at } = await desk();
  user.write('plan.txt', 'one');
  await sync();
  user.write('plan.txt', 'two');
  await sync();
  const [, old] = await ask('versions', { path: at('plan.txt') });
  user.write('plan.txt', 'not sent yet');
  await ask('restore', { path: at('plan.txt'), revision: old?.revision ?? 0 });
  await sync();
  expect(Object.values(user.tree()).toSorted()).toEqual(['not sent yet', 'one']);
});

it('refuses a revision that is none of this file', async () => {
  const { user, sync, at, refusal } = await desk();
  user.write('plan.txt', 'one');
  await sync();
  expect(await refusal('restore', { path: at('plan.txt'), revision: 999_999 })).toBe('wrong-usage');
  expect(await refusal('versions', { path: at('nothing.txt') })).toBe('wrong-usage');
});
