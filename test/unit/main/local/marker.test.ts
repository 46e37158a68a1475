import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SyncError } from '../../../../main/errors.ts';
import { checkFolder, readMarker, removeMarker } from '../../../../main/local/marker.ts';
import { linkedFolder, MARKER } from '../../../support/temp-linked.ts';

test('the marker is read as it was written', async () => {
  const { real, folder } = await linkedFolder();
  expect(await readMarker(real, folder)).toEqual({ ...MARKER, volume: (await real.volume(folder)).id });
});

test('a linked folder is ok, and stays clean when writing is tried', async () => {
  const { real, folder, user } = await linkedFolder();
  expect(await checkFolder(real, folder, MARKER, { probeWrite: true })).toBe('ok');
  expect(user.tree()).toEqual({});
});

test('a folder that is not there is missing; a file in its place is a file', async () => {
  const { real, folder } = await linkedFolder();
  rmSync(folder, { recursive: true });
  expect(await checkFolder(real, folder, MARKER)).toBe('missing');
  writeFileSync(folder, '');
  expect(await checkFolder(real, folder, MARKER)).toBe('is-a-file');
});

test('a folder without its marker is an unmounted volume or an emptied folder, never an empty one', async () => {
  const { real, folder } = await linkedFolder();
  renameSync(folder, `${folder}-away`);
  mkdirSync(folder);
  expect(await checkFolder(real, folder, MARKER)).toBe('marker-missing');
  rmSync(`${folder}-away`, { recursive: true });
});

test.each(['', 'not json', '{"version":2}', '{"version":1,"linkId":5}'])(
  'a damaged marker %j is none',
  async (text) => {
    const { real, folder } = await linkedFolder();
    writeFileSync(join(folder, '.leitzcloud', 'marker.json'), text);
    expect(await checkFolder(real, folder, MARKER)).toBe('marker-missing');
  },
);

test('another link’s marker, another installation’s and another volume’s are told', async () => {
  const { real, folder } = await linkedFolder();
  expect(await checkFolder(real, folder, { ...MARKER, linkId: 'other' })).toBe('other-link');
  expect(await checkFolder(real, folder, { ...MARKER, installation: 'other' })).toBe('other-link');
  const moved = { ...real, volume: async () => ({ free: 1, id: 'uuid:other' }) };
  expect(await checkFolder(moved, folder, MARKER)).toBe('other-volume');
});

test('a folder that cannot be written to says so; a full disk is not that', async () => {
  const { real, folder } = await linkedFolder();
  const refusing = (code: 'not-writable' | 'disk-full') => ({
    ...real,
    openWrite: () => Promise.reject(new SyncError(code)),
  });
  expect(await checkFolder(refusing('not-writable'), folder, MARKER, { probeWrite: true })).toBe('not-writable');
  expect(await checkFolder(refusing('disk-full'), folder, MARKER, { probeWrite: true })).toBe('ok');
});

test('an unlinked folder has no marker and keeps the rest', async () => {
  const { real, folder, user } = await linkedFolder();
  user.write('a', 'x');
  await removeMarker(real, folder);
  await removeMarker(real, folder);
  expect(await readMarker(real, folder)).toBeUndefined();
  expect(user.tree()).toEqual({ a: 'x' });
});
