import { mkdirSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makePrivateFolder, SOCKET_PATH_LIMIT, socketPath } from '../../../../app/headless/socket-path.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

const linux = { platform: 'linux', runtime: '/run/user/1000', temporary: '/tmp', uid: 1000 };
const deep = `/home/me/${'deep/'.repeat(20)}home`;

describe('socketPath', () => {
  it('lies in the home', () => {
    expect(socketPath('/home/me/h', linux)).toEqual({ path: '/home/me/h/socket' });
  });

  it.each([
    ['the runtime folder', linux, '/run/user/1000/leitz-cloud'],
    ['a private temporary folder', { ...linux, runtime: undefined }, '/tmp/leitz-cloud-1000'],
    ['/tmp where all else is too long', { ...linux, runtime: deep, temporary: deep }, '/tmp/leitz-cloud-1000'],
  ])('goes to %s where the home is too deep', (_words, at, folder) => {
    const found = socketPath(deep, at);
    expect(found.folder).toBe(folder);
    expect(found.path.startsWith(`${folder}/`)).toBe(true);
    expect(Buffer.byteLength(found.path)).toBeLessThanOrEqual(SOCKET_PATH_LIMIT);
    expect(socketPath(`${deep}2`, at).path).not.toBe(found.path);
  });

  it('counts bytes, not letters', () => {
    expect(socketPath(`/home/me/${'ü'.repeat(50)}`, linux).folder).toBe('/run/user/1000/leitz-cloud');
  });

  it('is a pipe of its own for each home on Windows', () => {
    const windows = { ...linux, platform: 'win32' };
    expect(socketPath('C:\\a', windows).path).toMatch(/^\\\\\.\\pipe\\leitz-cloud-[0-9a-f]{24}$/u);
    expect(socketPath('C:\\a', windows).path).not.toBe(socketPath('C:\\b', windows).path);
  });
});

describe('makePrivateFolder', () => {
  it('makes and closes it', () => {
    const folder = path.join(temporaryFolder(), 'sockets');
    mkdirSync(folder, { mode: 0o755 });
    makePrivateFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('refuses a link that somebody put in its place', () => {
    const base = temporaryFolder();
    mkdirSync(path.join(base, 'target'));
    symlinkSync(path.join(base, 'target'), path.join(base, 'sockets'));
    expect(() => makePrivateFolder(path.join(base, 'sockets'))).toThrow('home-not-private');
  });
});
