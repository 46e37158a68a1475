/** The process is killed between any two disk calls; the next start goes on. */
import { expect, test } from 'vitest';
import { SyncError } from '../../../../main/errors.ts';
import type { LocalDisk } from '../../../../main/local/disk-extras.ts';
import { createLocalSide } from '../../../../main/local/local-side.ts';
import { undoReplace } from '../../../../main/local/recover.ts';
import type { Expected, LocalSide } from '../../../../main/sides.ts';
import { linkedFolder, seen, staged } from '../../../support/temp-linked.ts';

/** A disk that dies before its call number `at` of those that change something, and stays dead. */
function dyingAt(at: number, dead: { value: boolean }) {
  return (real: Required<LocalDisk>): Partial<LocalDisk> => {
    let calls = 0;
    const step = (): void => {
      if (dead.value || calls === at) {
        dead.value = true;
        throw new SyncError('internal', { detail: 'killed' });
      }
      calls += 1;
    };
    return {
      move: async (from, to) => {
        step();
        await real.move(from, to);
      },
      moveVia: async (from, to, scratch) => {
        step();
        await real.moveVia(from, to, scratch);
      },
      removeFile: async (path) => {
        step();
        await real.removeFile(path);
      },
      copyMode: async (path, model) => {
        step();
        await real.copyMode(path, model);
      },
    };
  };
}

/** Runs `story` with a crash before its first changing call, its second, and so on until none is left to crash at. */
async function crashingEverywhere(
  story: (side: LocalSide, expected: Expected) => Promise<unknown>,
  after: (world: {
    readonly side: LocalSide;
    readonly user: Awaited<ReturnType<typeof linkedFolder>>['user'];
    readonly expected: Expected;
  }) => Promise<void>,
): Promise<number> {
  for (let at = 0; ; at += 1) {
    const dead = { value: false };
    const { side, real, folder, user } = await linkedFolder(dyingAt(at, dead));
    user.write('a.txt', 'old');
    const expected = await seen(side, 'a.txt');
    await story(side, expected).catch(() => undefined);
    await after({ side: createLocalSide({ disk: real, folder }), user, expected });
    if (!dead.value) return at;
  }
}

test.each([undefined, 'item'])(
  'a replacement (trash item: %s) that is cut off anywhere loses nothing',
  async (item) => {
    const points = await crashingEverywhere(
      async (side, expected) => side.replace(await staged(side, 'new'), 'a.txt', expected, item),
      async ({ side, user, expected }) => {
        await undoReplace(side, 'a.txt', expected, item);
        const content = user.read('a.txt');
        expect(['old', 'new']).toContain(content);
        if (content === 'new' && item !== undefined) expect(user.read(`.leitzcloud/trash/${item}`)).toBe('old');
        if (content === 'old') {
          await side.replace(await staged(side, 'new'), 'a.txt', await seen(side, 'a.txt'), item);
          expect(user.tree()).toEqual({ 'a.txt': 'new' });
        }
      },
    );
    expect(points).toBeGreaterThanOrEqual(2);
  },
);

test('putting back after a crash touches nothing where somebody has the name again', async () => {
  const { side, user } = await linkedFolder();
  user.write('a.txt', 'old');
  const expected = await seen(side, 'a.txt');
  await side.toTrash('a.txt', expected, `grabbed-${expected.ino}`);
  user.write('a.txt', 'newest');
  expect(await undoReplace(side, 'a.txt', expected, undefined)).toBe('nothing');
  expect(user.tree()).toEqual({ 'a.txt': 'newest' });
});

test('a placing that is cut off anywhere is done again', async () => {
  await crashingEverywhere(
    async (side) => side.placeNew(await staged(side, 'new'), 'b.txt'),
    async ({ side, user }) => {
      if (!('b.txt' in user.tree())) await side.placeNew(await staged(side, 'new'), 'b.txt');
      expect(user.tree()).toEqual({ 'a.txt': 'old', 'b.txt': 'new' });
    },
  );
});

test('the trash has a file, or its folder has, wherever the crash falls', async () => {
  await crashingEverywhere(
    (side, expected) => side.toTrash('a.txt', expected, 'item'),
    async ({ side, user }) => {
      const inTrash = (await side.trashItems()).length;
      expect(inTrash + Object.keys(user.tree()).length).toBe(1);
    },
  );
});
