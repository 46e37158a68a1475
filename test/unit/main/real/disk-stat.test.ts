import { expect, test } from 'vitest';
import { foldIdentity } from '../../../../main/real/disk-stat.ts';
import { mountOf, parseMounts } from '../../../../main/real/disk-volume.ts';

test('an inode that fits stays what it is', () => {
  expect(foldIdentity(0n)).toBe(0);
  expect(foldIdentity(123_456n)).toBe(123_456);
  expect(foldIdentity(2n ** 53n - 1n)).toBe(Number.MAX_SAFE_INTEGER);
});

test('neighbouring wide inodes stay apart, where rounding would make them one', () => {
  const base = 0x0123_0000_0000_1000n << 3n;
  const folded = new Set(Array.from({ length: 4_096 }, (_, index) => foldIdentity(base + BigInt(index))));
  expect(folded.size).toBe(4_096);
  const reused = new Set(Array.from({ length: 4_096 }, (_, index) => foldIdentity((BigInt(index) << 48n) | 5n)));
  expect(reused.size).toBe(4_096);
  for (const value of [...folded, ...reused]) expect(Number.isSafeInteger(value)).toBe(true);
});

const MOUNTS = parseMounts(
  [
    '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
    '30 22 0:41 / /home/ann/NAS\\040Share rw - cifs //nas/share rw',
    '31 22 8:1 / /mnt rw - ext4 /dev/sda1 rw',
    '32 31 8:17 / /mnt rw - xfs /dev/sdb1 rw',
    'rubbish',
    '',
  ].join('\n'),
);

test.each([
  ['/home/ann/Leitz', 'ext4', '/dev/vda'],
  ['/home/ann/NAS Share/Leitz', 'cifs', '//nas/share'],
  ['/home/ann/NAS Shared', 'ext4', '/dev/vda'],
  ['/mnt', 'xfs', '/dev/sdb1'],
  ['/', 'ext4', '/dev/vda'],
])('%s lies on the %s volume %s', (path, type, source) => {
  expect(mountOf(MOUNTS, path)).toMatchObject({ type, source });
});
