/** What people get wrong, and what goes wrong around them: each ends with its status and says what, which, and what to do. */
import { globSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startCloud } from '../cloud/cloud.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { cloudForTest, type Ended, eventually, installation, linked, newFolder, start } from './cli-support.ts';

/** Status, and words that standard error has to have; standard output stays empty. */
function expectRefusal(ended: Ended, status: number, ...words: (string | RegExp)[]): void {
  expect([ended.status, ended.out], ended.err).toEqual([status, '']);
  for (const word of words) expect(ended.err).toMatch(word);
  expect(ended.err).not.toMatch(/^\s+at .*:\d+:\d+/mu);
}

const signIn = (home: string, ...words: string[]) =>
  start(['--home', home, 'sign-in', '--password-stdin', ...words], { input: 'wrong\n' }).ended;

describe('signing in', () => {
  it('with a wrong password', async () => {
    const cloud = await cloudForTest();
    const { email } = cloud.person(0);
    const { url, ca } = cloud.cloud;
    const ended = await signIn(temporaryFolder(), '--server', url, '--user', email, '--ca', ca);
    expectRefusal(ended, 4, /does not accept this user and password/u, /Check both and sign in again/u);
  });

  it('without the two-step code that the account needs', async () => {
    const cloud = await cloudForTest();
    const person = cloud.cloud.people.find(({ code }) => code !== undefined);
    const { url, ca } = cloud.cloud;
    const words = ['--server', url, '--user', person?.email ?? '', '--ca', ca];
    const home = temporaryFolder();
    const input = `${person?.password}\n`;
    const ended = await start(['--home', home, 'sign-in', '--password-stdin', ...words], { input }).ended;
    expectRefusal(ended, 4, /two-step code/u, /--code CODE/u);
    const code = ['--code', person?.code ?? ''];
    expect(
      (await start(['--home', home, 'sign-in', '--password-stdin', ...words, ...code], { input }).ended).status,
    ).toBe(0);
  });

  it('at a server with a certificate of its own, without --ca: refused, with the way to trust it', async () => {
    const cloud = await cloudForTest();
    const { email } = cloud.person(0);
    cloud.cloud.resetRequests();
    const ended = await signIn(temporaryFolder(), '--server', cloud.cloud.url, '--user', email);
    expectRefusal(ended, 4, /certificate of the server .* is not trusted/u, /--ca FILE/u);
    expect(cloud.cloud.requests()).toEqual({});
  });

  it.each([
    ['not an address', 2, /not an address/u],
    ['http://127.0.0.1:9', 2, /https/u],
    ['https://127.0.0.1:9', 5, /cannot be reached/u],
    ['https://nowhere.invalid', 5, /cannot be reached/u],
  ])('at %s', async (server, status, words) => {
    await cloudForTest();
    expectRefusal(await signIn(temporaryFolder(), '--server', server, '--user', 'a@b'), status, words);
  });

  it('at something that is no cloud', async () => {
    await cloudForTest();
    const server = createServer((_request, answer) => answer.end('<html>hello</html>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const ended = await signIn(temporaryFolder(), '--server', `https://127.0.0.1:${port}`, '--user', 'a@b');
    expect([4, 5]).toContain(ended.status);
    expect(ended.err).toMatch(/127\.0\.0\.1/u);
  });

  it('not at all', async () => {
    await cloudForTest();
    for (const words of [['roots'], ['sync'], ['start']])
      expectRefusal(await installation(undefined).run(...words), 4, /Nobody is signed in/u, /leitz-cloud sign-in/u);
  });
});

describe('linking', () => {
  it('a folder that is missing, is a file, or has no place for a link', async () => {
    const { cloud, here, files } = await linked();
    const share = String(cloud.cloud.teamShares[0]?.rootId);
    const link = (folder: string) => here.run('link', share, folder);
    const missing = path.join(files.folder, '..', 'nowhere');
    expectRefusal(await link(missing), 2, /nowhere/u, /make it first|check the path/iu);
    const file = path.join(temporaryFolder(), 'file.txt');
    writeFileSync(file, 'kept');
    expectRefusal(await link(file), 2, /file\.txt/u, /not a folder/u);
    files.write('below/x', '');
    expectRefusal(await link(path.join(files.folder, 'below')), 2, /below/u, /inside a folder that is linked/u);
    expectRefusal(await link(path.dirname(files.folder)), 2, /holds a folder that is linked/u);
    expectRefusal(await link(files.folder), 2, /linked already/u);
    expectRefusal(await link(here.home), 2, /keeps its own state/u);
    expectRefusal(await link('/proc/self'), 1, /\/proc\/self|\/proc\/\d+/u, /written|write/u);
    expect(await here.ask(0, 'status')).toMatchObject({ links: [{ folder: files.folder }] });
  });

  it('a root that is linked, unknown, or of backups', async () => {
    const { cloud, here, rootId } = await linked();
    const { folder } = newFolder('other');
    expectRefusal(await here.run('link', String(rootId), folder), 2, /linked already/u, /unlink/u);
    const backups = cloud.cloud.addRoot('Backups', 'backup', cloud.person(0).email);
    expectRefusal(await here.run('link', String(backups), folder), 2, /backup/u, /sync or share/u);
    const unknown = await here.run('link', '987654', folder);
    expect(unknown.status).not.toBe(0);
    expect(unknown.err).toMatch(/root/u);
    expectRefusal(await here.run('unlink', '987654'), 2, /987654/u, /not linked/u);
  });
});

describe('two at once', () => {
  it('a second one on the same home is told who holds it', async () => {
    const { here } = await linked();
    const first = here.start('start');
    await eventually('it watches', () => first.said().includes('Watching'));
    const second = await here.run('start');
    expectRefusal(
      second,
      1,
      new RegExp(`pid ${first.child.pid} since 20\\d\\d-.* leitz-cloud start`, 'u'),
      /leitz-cloud stop/u,
    );
    expect((await here.run('status')).status).toBe(0);
  });

  it('commands that come at the same time wait for each other', async () => {
    const { here, files } = await linked();
    files.write('a.txt', 'one');
    const verbs = ['status', 'sync', 'held', 'activity'];
    const ends = await Promise.all(verbs.map((verb) => here.run(verb, '--quiet')));
    expect(ends.map(({ status, err }) => [status, err])).toEqual(ends.map(() => [0, '']));
  });

  it('another installation cannot take a folder that is linked', async () => {
    const { cloud, files, rootId } = await linked();
    const other = installation(cloud);
    await other.signIn();
    expectRefusal(await other.run('link', String(rootId), files.folder), 2, /another installation/u);
  });
});

describe('the world around it', () => {
  it('no network: ends with 5, nothing is lost, and it goes on when the cloud is back', async () => {
    const { cloud, here, files } = await linked();
    files.write('a.txt', 'kept');
    await cloud.cloud.close();
    expectRefusal(await here.run('sync'), 5, /cannot be reached/u, /by itself when it is back/u);
    expect(files.tree()).toEqual({ 'a.txt': 'kept' });
    expect(await here.ask(0, 'status')).toMatchObject({ links: [{ folder: files.folder }] });
    const back = await startCloud({ data: cloud.folder, port: Number(new URL(cloud.cloud.url).port) });
    onTestFinished(() => back.close());
    expect(await here.ask(0, 'sync')).toMatchObject({ uploaded: 1 });
    expect(back.as(cloud.person(0).email).read('/a.txt').toString()).toBe('kept');
  });

  it('an expired token is renewed without a word', async () => {
    const { cloud, here, files, user } = await linked();
    cloud.cloud.expireTokens();
    files.write('a.txt', 'one');
    expect(await here.run('sync', '--quiet')).toEqual({ status: 0, out: '', err: '' });
    expect(user.exists('/a.txt')).toBe(true);
  });

  it('the linked folder is gone: nothing is deleted in the cloud', async () => {
    const { here, files, user } = await linked();
    files.write('a.txt', 'one');
    await here.ask(0, 'sync');
    renameSync(files.folder, `${files.folder} away`);
    expectRefusal(await here.run('sync'), 1, /is not there/u, /Nothing is deleted in the cloud/u);
    mkdirSync(files.folder);
    expectRefusal(await here.run('sync'), 1, /is not the one that was linked/u, /Nothing is deleted in the cloud/u);
    expect(user.exists('/a.txt')).toBe(true);
  });

  it('names the cloud forbids are held, links and sockets are skipped, all else goes on', async () => {
    const { here, files, user } = await linked();
    files.write('what?.txt', 'held');
    files.write('fine.txt', 'goes');
    symlinkSync('fine.txt', path.join(files.folder, 'link.txt'));
    symlinkSync('.', path.join(files.folder, 'loop'));
    const socket = createServer();
    await new Promise<void>((resolve) => socket.listen(path.join(files.folder, 'a socket'), resolve));
    onTestFinished(() => void socket.close());
    expect(await here.ask(3, 'sync')).toMatchObject({ uploaded: 1, held: 1, failed: 0 });
    expect([...user.tree().keys()]).toEqual(['/fine.txt']);
    const held = await here.run('held');
    expect(held.out).toMatch(/\/what\?\.txt/u);
    expect(held.out).toMatch(/not possible in the cloud.*Rename it/u);
    for (const [name, state, words] of [
      ['what?.txt', 'held', /Rename it on this computer/u],
      ['link.txt', 'ignored', /symbolic link/u],
      ['loop', 'ignored', /symbolic link/u],
      ['a socket', 'ignored', /socket, a pipe or a device/u],
    ] as const) {
      const why = await here.run('why', path.join(files.folder, name));
      expect(why.out, why.err).toContain(`${name}: ${state}`);
      expect(why.out).toMatch(words);
    }
  });

  it('a journal from a newer version is left alone', async () => {
    const { here, files } = await linked();
    const [file] = globSync(path.join(here.home, 'journals', '*.db'));
    const journal = new Database(file ?? '');
    journal.pragma('user_version = 999999');
    journal.close();
    files.write('a.txt', 'kept');
    expectRefusal(await here.run('sync'), 1, /newer version/u, /Nothing was changed/u);
    expect(files.tree()).toEqual({ 'a.txt': 'kept' });
  });

  it('a path that lies in no linked folder', async () => {
    const { here } = await linked();
    expectRefusal(await here.run('why', '/etc/hostname'), 2, /\/etc\/hostname/u, /linked folder/u);
  });

  it('a home that is a file', async () => {
    await cloudForTest();
    const home = path.join(temporaryFolder(), 'home');
    writeFileSync(home, '');
    expectRefusal(await start(['--home', home, 'status']).ended, 1, /it is a file/u, /--home DIR/u);
  });
});
