/** Somebody saves the file in the instant between its new name being made and its old one being taken away. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { moveEntry, moveVia } from '../../../../main/real/disk-move.ts';
import { handsOn, temporaryFolder } from '../../../support/temp-folder.ts';

type Meddle = (from: string) => void;

const world = vi.hoisted((): { afterLink: Meddle | undefined } => ({ afterLink: undefined }));

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const link = async (from: string, to: string): Promise<void> => {
    await fs.link(from, to);
    const { afterLink } = world;
    world.afterLink = undefined;
    afterLink?.(from);
  };
  return { ...fs, link };
});

beforeEach(() => {
  world.afterLink = (from) => {
    writeFileSync(`${from}.swp`, 'newest');
    renameSync(`${from}.swp`, from);
  };
});

test('by way of a scratch name, the newest bytes keep their name and the move has not happened', async () => {
  const folder = temporaryFolder();
  const user = handsOn(folder);
  user.write('a', 'old');
  const move = moveVia(join(folder, 'a'), join(folder, 'b'), join(folder, 'scratch'));
  await expect(move).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ a: 'newest' });
});

test('a simple move leaves the newest bytes under the old name', async () => {
  const folder = temporaryFolder();
  const user = handsOn(folder);
  user.write('a', 'old');
  await moveEntry(join(folder, 'a'), join(folder, 'b'));
  expect(user.tree()).toEqual({ a: 'newest', b: 'old' });
});

test('into our own folder a file is taken by one rename, which leaves no such instant', async () => {
  const folder = temporaryFolder();
  const user = handsOn(folder);
  user.write('a', 'old');
  mkdirSync(join(folder, '.leitzcloud', 'trash'), { recursive: true });
  await moveEntry(join(folder, 'a'), join(folder, '.leitzcloud', 'trash', 'item'));
  expect(user.tree()).toEqual({});
  expect(world.afterLink).toBeDefined();
});
