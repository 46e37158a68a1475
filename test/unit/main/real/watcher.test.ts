/** The same stories for both ways of watching; hints may come doubled and more than needed, but none may be missing. */
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRealWatcher } from '../../../../main/real/watcher.ts';
import { createHinter } from '../../../../main/real/watcher-hints.ts';
import { limitState } from '../../../../main/real/watcher-limits.ts';
import type { Hint, WatchState } from '../../../../main/world.ts';
import { temporaryFolder, until } from '../../../support/temp-folder.ts';

async function watched(fewFolders: number, folder: string, ignore: (path: string) => boolean = () => false) {
  const hints: (string | undefined)[] = [];
  const states: WatchState[] = [];
  const session = await createRealWatcher({ fewFolders }).watch(folder, {
    ignore,
    onHint: ({ folder: where }: Hint) => hints.push(where),
    onState: (state) => states.push(state),
  });
  onTestFinished(() => session.close());
  return {
    hints,
    states,
    session,
    at: (path: string): string => join(folder, path),
    /** Waits until each of the folders (relative, '' for the top) was hinted at since the last call. */
    async hinted(...paths: readonly string[]): Promise<void> {
      for (const path of paths) {
        const whole = path === '' ? folder : join(folder, path);
        await until(`${path === '' ? 'the top' : path} is hinted at`, () => hints.includes(whole));
      }
      hints.length = 0;
    },
  };
}

function treeOf(...folders: readonly string[]): string {
  const folder = temporaryFolder();
  for (const path of folders) mkdirSync(join(folder, path), { recursive: true });
  return folder;
}

describe.each([
  ['chokidar', 1_000],
  ['plain watches', 0],
])('watching with %s', (_, few) => {
  test('starts, and says when it watches', async () => {
    const { states } = await watched(few, treeOf('docs/deep'));
    expect(states.map(({ state }) => state)).toEqual(['starting', 'watching']);
  });

  test('a file made, edited, renamed and deleted is a hint at its folder', async () => {
    const { at, hinted } = await watched(few, treeOf('docs/deep'));
    writeFileSync(at('docs/deep/a'), 'x');
    await hinted('docs/deep');
    writeFileSync(at('docs/deep/a'), 'xy');
    await hinted('docs/deep');
    renameSync(at('docs/deep/a'), at('docs/b'));
    await hinted('docs/deep', 'docs');
    rmSync(at('docs/b'));
    await hinted('docs');
    writeFileSync(at('top'), 'x');
    await hinted('');
  });

  test('folders made quickly one in the other are watched, and each was hinted at', async () => {
    const { at, hinted } = await watched(few, treeOf('docs'));
    mkdirSync(at('docs/a/b/c/d'), { recursive: true });
    writeFileSync(at('docs/a/b/c/d/file'), 'x');
    await hinted('docs', 'docs/a/b/c/d');
    writeFileSync(at('docs/a/b/c/d/file'), 'xy');
    await hinted('docs/a/b/c/d');
  });

  test('a moved folder is watched under its new name and not under the old', async () => {
    const { at, hinted, hints } = await watched(few, treeOf('from/folder/deep', 'to'));
    renameSync(at('from/folder'), at('to/renamed'));
    await hinted('from', 'to', 'to/renamed/deep');
    writeFileSync(at('to/renamed/deep/a'), 'x');
    await until('the new name is hinted at', () => hints.includes(at('to/renamed/deep')));
    expect(hints).not.toContain(at('from/folder/deep'));
  });

  test('a folder that was deleted and made anew is watched', async () => {
    const { at, hinted } = await watched(few, treeOf('docs/deep'));
    rmSync(at('docs'), { recursive: true });
    await hinted('');
    mkdirSync(at('docs/deep'), { recursive: true });
    await hinted('', 'docs/deep');
    writeFileSync(at('docs/deep/a'), 'x');
    await hinted('docs/deep');
  });

  test('what is ours, what is to be left out and what links lead to is not watched', async () => {
    const outside = temporaryFolder();
    const folder = treeOf('.leitzcloud/tmp', 'left-out/deep', 'docs');
    symlinkSync(outside, join(folder, 'link'));
    const { at, hints } = await watched(few, folder, (path) => path === join(folder, 'left-out'));
    writeFileSync(at('.leitzcloud/tmp/a'), 'x');
    writeFileSync(at('.leitzcloud/b'), 'x');
    writeFileSync(at('left-out/deep/a'), 'x');
    writeFileSync(join(outside, 'a'), 'x');
    writeFileSync(at('docs/a'), 'x');
    await until('docs is hinted at', () => hints.includes(at('docs')));
    expect(new Set(hints)).toEqual(new Set([at('docs')]));
  });

  test('a folder that is taken away as a whole is the end of the watching, and a hint to look everywhere', async () => {
    const folder = treeOf('docs');
    const { states, hints } = await watched(few, folder);
    renameSync(folder, `${folder}-away`);
    await until('it failed', () => states.at(-1)?.state === 'failed');
    await until('everywhere is hinted at', () => hints.includes(undefined));
    rmSync(`${folder}-away`, { recursive: true });
  });

  test('a folder that is not there cannot be watched', async () => {
    const { states } = await watched(few, join(temporaryFolder(), 'nothing'));
    expect(states.at(-1)?.state).toBe('failed');
  });

  test('after closing no hint comes', async () => {
    const { at, hints, session } = await watched(few, treeOf('docs'));
    const other = await watched(few, at(''));
    writeFileSync(at('docs/a'), 'x');
    await session.close();
    hints.length = 0;
    writeFileSync(at('docs/b'), 'x');
    await other.hinted('docs');
    expect(hints).toEqual([]);
  });
});

test('a tree that grows beyond what chokidar is good for goes on being watched', async () => {
  const { at, hinted, states, hints } = await watched(5, treeOf('docs'));
  for (let index = 0; index < 12; index += 1) mkdirSync(at(`docs/new ${index}`));
  await until('it watches anew', () => states.filter(({ state }) => state === 'watching').length === 2);
  await until('everywhere is hinted at', () => hints.includes(undefined));
  writeFileSync(at('docs/new 11/a'), 'x');
  await hinted('docs/new 11');
});

test('many events of one folder are one hint, a flood is a hint to look everywhere', async () => {
  const hints: (string | undefined)[] = [];
  const hinter = createHinter(({ folder }) => hints.push(folder), 1_000);
  for (let index = 0; index < 999; index += 1) hinter.hint(`/${index % 2}`);
  await until('both are hinted at', () => hints.length === 2);
  expect(hints).toEqual(['/0', '/1']);
  hints.length = 0;
  for (let index = 0; index < 1_001; index += 1) hinter.hint(`/${index}`);
  await until('everywhere is hinted at', () => hints.length > 0);
  expect(hints).toEqual([undefined]);
  hinter.hint('/a');
  hinter.close();
});

test('a limit is told with its numbers and what to do', () => {
  const enospc = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  const partial = limitState(enospc, 80, 100);
  expect(partial.state).toBe('partial');
  expect(partial.detail).toMatch(/80 of 100 folders.*max_user_watches/);
  expect(limitState(enospc, 0, 100).state).toBe('failed');
});
