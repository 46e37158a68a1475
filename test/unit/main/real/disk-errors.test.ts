import { expect, test } from 'vitest';
import { SyncError } from '../../../../main/errors.ts';
import { diskError } from '../../../../main/real/disk-errors.ts';
import { failedEnd } from '../../../../main/real/disk-list-folder.ts';

const system = (code: string): Error => Object.assign(new Error(`${code}: it went wrong`), { code });

test.each([
  ['ENOENT', 'changed', 'changed'],
  ['EEXIST', 'changed', 'changed'],
  ['ENOTEMPTY', 'changed', 'changed'],
  ['ELOOP', 'changed', 'changed'],
  ['EACCES', 'unreadable', 'not-writable'],
  ['EPERM', 'unreadable', 'not-writable'],
  ['EROFS', 'not-writable', 'not-writable'],
  ['ENOSPC', 'disk-full', 'disk-full'],
  ['EDQUOT', 'disk-full', 'disk-full'],
  ['EBUSY', 'file-busy', 'file-busy'],
  ['ETXTBSY', 'file-busy', 'file-busy'],
  ['ENAMETOOLONG', 'path-too-long', 'path-too-long'],
  ['EIO', 'disk-error', 'disk-error'],
  ['EMFILE', 'disk-error', 'disk-error'],
  ['EWHATEVER', 'internal', 'internal'],
])('%s is %s on reading and %s on writing', (code, reading, writing) => {
  expect(diskError(system(code), '/a', 'read')).toMatchObject({ code: reading, path: '/a' });
  expect(diskError(system(code), '/a', 'write')).toMatchObject({ code: writing, path: '/a' });
});

test('an error of ours stays what it is, and a stranger is internal with its cause', () => {
  const ours = new SyncError('locked');
  expect(diskError(ours, '/a', 'read')).toBe(ours);
  const stranger = new TypeError('oops');
  expect(diskError(stranger, '/a', 'read')).toMatchObject({ code: 'internal', cause: stranger });
});

test.each([
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'missing'],
  ['EACCES', 'unreadable'],
  ['EIO', 'unreadable'],
  ['ESTALE', 'unreadable'],
  ['EMFILE', 'unreadable'],
])('a folder whose listing fails with %s is %s: only what is not there is missing', (code, end) => {
  expect(failedEnd(system(code))).toMatchObject({ end });
});
