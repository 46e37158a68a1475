/** A volume without hard links: exFAT, many network shares. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { moveEntry, moveVia } from '../../../../main/real/disk-move.ts';
import { handsOn, temporaryFolder } from '../../../support/temp-folder.ts';

vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  link: () => Promise.reject(Object.assign(new Error('EPERM: operation not permitted'), { code: 'EPERM' })),
}));

test('a file is moved, and still replaces nothing', async () => {
  const folder = temporaryFolder();
  const user = handsOn(folder);
  user.write('a', 'a');
  user.write('taken', 'b');
  mkdirSync(join(folder, 'folder'));
  await expect(moveEntry(join(folder, 'a'), join(folder, 'taken'))).rejects.toMatchObject({ code: 'changed' });
  await expect(moveEntry(join(folder, 'a'), join(folder, 'folder'))).rejects.toMatchObject({ code: 'changed' });
  await moveEntry(join(folder, 'a'), join(folder, 'b'));
  await moveVia(join(folder, 'b'), join(folder, 'c'), join(folder, 'scratch'));
  expect(user.tree()).toEqual({ c: 'a', taken: 'b', 'folder/': '' });
});
