import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultHome, openHome } from '../../../../app/headless/home.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

describe('defaultHome', () => {
  it.each([
    ['linux', {}, '/home/me', '/home/me/.local/share/leitz-cloud'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/home/me', '/data/leitz-cloud'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/me', '/home/me/.local/share/leitz-cloud'],
    ['darwin', {}, '/Users/me', '/Users/me/Library/Application Support/Leitz Cloud'],
    ['win32', { LOCALAPPDATA: 'D:\\Data' }, 'C:\\Users\\me', 'D:\\Data\\Leitz Cloud'],
    ['win32', {}, 'C:\\Users\\me', 'C:\\Users\\me\\AppData\\Local\\Leitz Cloud'],
  ])('%s %j', (platform, env, user, home) => {
    expect(defaultHome(platform, env, user)).toBe(home);
  });
});

describe('openHome', () => {
  it('makes the folder, closed to everybody else', async () => {
    const home = path.join(temporaryFolder(), 'a', 'b');
    await openHome(home);
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });

  it('closes a folder that was open', async () => {
    const home = path.join(temporaryFolder(), 'open');
    mkdirSync(home);
    chmodSync(home, 0o755);
    await openHome(home);
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });

  it('refuses a file', async () => {
    const home = path.join(temporaryFolder(), 'file');
    writeFileSync(home, '');
    await expect(openHome(home)).rejects.toMatchObject({ failure: { code: 'home-not-private', path: home } });
    await expect(openHome(path.join(home, 'below'))).rejects.toMatchObject({ failure: { code: 'home-not-private' } });
  });
});
