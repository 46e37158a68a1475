/** The system gives only so many watches. */
import { type FSWatcher, mkdirSync, type WatchListener, type WatchOptions, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { watchNative } from '../../../../main/real/watcher-native.ts';
import type { WatchState } from '../../../../main/world.ts';
import { temporaryFolder, until } from '../../../support/temp-folder.ts';

const limit = vi.hoisted(() => ({ left: 0 }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const watch = (path: string, options: WatchOptions, listener: WatchListener<string>): FSWatcher => {
    if (limit.left === 0) throw Object.assign(new Error('ENOSPC: System limit reached'), { code: 'ENOSPC' });
    limit.left -= 1;
    return fs.watch(path, { ...options, encoding: 'utf8' }, listener);
  };
  return { ...fs, watch };
});

async function watchedWith(watches: number) {
  limit.left = watches;
  const folder = temporaryFolder();
  for (let index = 0; index < 9; index += 1) mkdirSync(join(folder, `folder ${index}`));
  const hints: (string | undefined)[] = [];
  const states: WatchState[] = [];
  const session = await watchNative(folder, {
    ignore: () => false,
    onHint: (hint) => hints.push(hint.folder),
    onState: (state) => states.push(state),
  });
  onTestFinished(() => session.close());
  return { folder, hints, states };
}

test('beyond the limit the watching is partial, keeps what it has, and says what to do', async () => {
  const { folder, hints, states } = await watchedWith(4);
  expect(states.at(-1)).toMatchObject({
    state: 'partial',
    detail: expect.stringMatching(/^4 of 10 folders.*raise it/),
  });
  writeFileSync(join(folder, 'a'), 'x');
  await until('the top is hinted at', () => hints.includes(folder));
});

test('without a single watch it has failed', async () => {
  const { states } = await watchedWith(0);
  expect(states.at(-1)?.state).toBe('failed');
});
