import { expect, test } from 'vitest';
import { type Feed, feedOf, type NoFeed } from '../../../../app/electron/update-feed.ts';
import { isSigned } from '../../../../app/electron/update-signature.ts';
import { updateWay } from '../../../../app/electron/update-way.ts';
import { updateServerOf } from '../../../../build/electron-app.ts';
import { newKeys, signedAnnouncement } from '../../../../build/electron-feed.ts';
import { say } from '../../../../shared/text/say.ts';

const { publicKey, privatePem } = newKeys();
const codeOf = (feed: Feed | NoFeed): string => ('code' in feed ? feed.code : 'good');
const feed = (url: string, key?: string) => codeOf(feedOf(JSON.stringify({ url, key })));

test('an address that is a placeholder, not safe, or without a key is refused, each with a plain sentence', () => {
  expect(feed('https://updates.acme.com/desktop', publicKey)).toBe('good');
  expect(feed('http://127.0.0.1:8080', publicKey)).toBe('good');
  expect(feed('https://updates.leitz-cloud.invalid/desktop', publicKey)).toBe('update-no-server');
  expect(feed('https://updates.example', publicKey)).toBe('update-no-server');
  expect(feed('http://updates.acme.com/desktop', publicKey)).toBe('update-address-refused');
  expect(feed('http://127.0.0.1.acme.com/', publicKey)).toBe('update-address-refused');
  expect(feed('file:///srv/updates', publicKey)).toBe('update-address-refused');
  expect(feed('nonsense', publicKey)).toBe('update-address-refused');
  expect(feed('https://updates.acme.com/desktop')).toBe('update-no-key');
  expect(feed('https://updates.acme.com/desktop', 'bm9uc2Vuc2U=')).toBe('update-no-key');
  expect(codeOf(feedOf(undefined))).toBe('update-no-server');
  expect(codeOf(feedOf('{damaged'))).toBe('update-no-server');
  expect(say('update-address-refused', { detail: 'http://updates.acme.com' }, 'en')).toContain(
    'http://updates.acme.com, is not used: it has to be an https address.',
  );
});

test('building says what is wrong with the address, instead of making packages that never update', () => {
  const both = { LEITZ_UPDATES_URL: 'https://updates.acme.com/desktop', LEITZ_UPDATES_KEY: publicKey };
  expect(updateServerOf({})).toBeUndefined();
  expect(updateServerOf(both)).toEqual({ url: both.LEITZ_UPDATES_URL, key: publicKey });
  expect(() => updateServerOf({ LEITZ_UPDATES_URL: both.LEITZ_UPDATES_URL })).toThrow('go together');
  expect(() => updateServerOf({ ...both, LEITZ_UPDATES_URL: 'http://updates.acme.com' })).toThrow('https address');
  expect(() => updateServerOf({ ...both, LEITZ_UPDATES_KEY: 'x' })).toThrow('without the key');
});

test('who installs a newer version depends on how this one was installed', () => {
  const way = (
    platform: string,
    more: { executable?: string; env?: Record<string, string>; packaged?: boolean } = {},
  ) => updateWay({ platform, packaged: true, env: {}, executable: '/x', ...more });
  expect(way('linux', { packaged: false })).toBe('update-not-packaged');
  expect(way('linux')).toBe('update-by-packages');
  expect(way('linux', { env: { APPIMAGE: '/home/a/L.AppImage' } })).toBe('self');
  expect(way('win32')).toBe('self');
  expect(way('win32', { env: { PORTABLE_EXECUTABLE_FILE: 'D:\\l.exe' } })).toBe('update-portable');
  expect(way('darwin', { executable: '/Applications/Leitz Cloud.app/Contents/MacOS/Leitz Cloud' })).toBe('self');
  expect(way('darwin', { executable: '/private/var/folders/x/AppTranslocation/1/d/Leitz Cloud.app' })).toBe(
    'update-moved',
  );
});

const YAML = 'version: 2.0.0\nfiles:\n  - url: a.exe\n    sha512: abc\n    size: 12\npath: a.exe\nsha512: abc\n';

test('signing an announcement once more replaces the signature, and the rollout may grow without changing it', () => {
  const first = signedAnnouncement(YAML, privatePem, 10);
  const second = signedAnnouncement(first, privatePem, 50);
  expect(second).toBe(first.replace('stagingPercentage: 10', 'stagingPercentage: 50'));
  expect(signedAnnouncement(second, privatePem)).not.toContain('stagingPercentage');
  expect(() => signedAnnouncement('version: 2.0.0\n', privatePem)).toThrow();
});

test('whatever of the version or the files is changed, the signature does not fit any more', () => {
  const found = feedOf(JSON.stringify({ url: 'https://updates.acme.com', key: publicKey }));
  if ('code' in found) throw new Error(found.code);
  const signature = /signature: (.*)/u.exec(signedAnnouncement(YAML, privatePem))?.[1] ?? '';
  const file = { url: 'a.exe', sha512: 'abc', size: 12 };
  const info = { version: '2.0.0', files: [file], path: 'a.exe', signature };
  expect(isSigned(info, found.key)).toBe(true);
  const changes: readonly object[] = [
    { version: '2.0.1' },
    { files: [] },
    { files: [{ ...file, sha512: 'abd' }] },
    { files: [{ ...file, url: 'b.exe' }] },
    { files: [{ ...file, size: 13 }] },
    { files: [file, { ...file, url: 'b.exe' }] },
    { signature: undefined },
    { signature: `A${signature.slice(1)}` },
    { packages: { x64: file } },
  ];
  for (const change of changes) expect(isSigned({ ...info, ...change }, found.key), JSON.stringify(change)).toBe(false);
});
