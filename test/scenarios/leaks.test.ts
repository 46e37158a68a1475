/**
 * Canaries: passwords and tokens that nothing else in the world looks like. Everything is done, much of it goes wrong,
 * and then every file that was written, every argument, every environment and all output is searched for them.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createRealLog } from '../../main/real/log.ts';
import { createFileSecrets } from '../../main/real/secrets.ts';
import { cloudForTest, eventually, installation, newFolder, start } from '../e2e/cli-support.ts';
import { connectProxy, socksProxy } from '../support/proxies.ts';
import { realClient } from '../support/real-client.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { makeIdentity } from '../unit/main/real/http-certificates.ts';
import { besieged, file, listing, type Script, tree } from './hostile-support.ts';
import { everythingWritten, leaks, shownIn } from './leaks-support.ts';

const NOBODY = 65_534;

/** The tokens that an installation keeps right now. */
async function tokensOf(home: string, server: string, user: string): Promise<Record<string, string>> {
  const quiet = createRealLog({ level: 'error', target: { stream: { write: () => undefined } } });
  const text = await createFileSecrets(path.join(home, 'secrets'), quiet).get(
    `session ${server} ${user.toLowerCase()}`,
  );
  const { access, refresh } = JSON.parse(text ?? '{}');
  return { [`access ${String(access).slice(0, 3)}`]: access, [`refresh ${String(refresh).slice(0, 3)}`]: refresh };
}

test('the search itself finds a canary in every dress', () => {
  const canary = { it: 'Kana/rie+nvogel?7' };
  for (const dress of [
    'Kana/rie+nvogel?7',
    'x=Kana%2Frie%2Bnvogel%3F7',
    Buffer.from('xxKana/rie+nvogel?7').toString('base64'),
  ])
    expect(shownIn(Buffer.from(`..${dress}..`), canary)).toEqual(['it']);
  expect(shownIn(Buffer.from('nothing here'), canary)).toEqual([]);
});

test('the built program writes no password and no token anywhere, says none, and takes none as an argument', async () => {
  const cloud = await cloudForTest();
  const { email, password, rootId } = cloud.person(0);
  const base = temporaryFolder();
  const here = installation(cloud, path.join(base, 'home'));
  const files = newFolder();
  const wrong = 'Wrong-Canary-7412-password';
  const said: string[] = [];
  const run = async (...words: string[]): Promise<void> => {
    const { out, err } = await here.run(...words);
    said.push(out, err);
  };
  const secrets: Record<string, string> = { password, wrong };

  const words = ['sign-in', '--server', cloud.cloud.url, '--user', email, '--ca', cloud.cloud.ca, '--password-stdin'];
  const refused = start(['--home', here.home, ...words, '--verbose'], { input: `${wrong}\n` });
  said.push((await refused.ended).err);
  await here.signIn();
  Object.assign(secrets, await tokensOf(here.home, cloud.cloud.url, email));
  await run('link', String(rootId), files.folder);
  files.write('a.txt', 'a');
  await run('sync', '--verbose', '--json');

  const daemon = here.start('start', '--page', '--json', '--verbose');
  await eventually('the page is there', () => daemon.said().includes('"address"'));
  const address: string = JSON.parse(
    daemon
      .said()
      .split('\n')
      .find((line) => line.includes('"address"')) ?? '{}',
  ).address;
  const oneTime = address.split(/[/=?#]/u).at(-1) ?? '';
  expect(oneTime.length).toBeGreaterThan(20);
  for (const what of ['cmdline', 'environ']) {
    const bytes = readFileSync(`/proc/${daemon.child.pid}/${what}`);
    expect(shownIn(bytes, { ...secrets, oneTime })).toEqual([]);
  }
  await run('status', '--json');
  await run('doctor', '--bundle', path.join(base, 'bundle-up.json'));
  cloud.cloud.setFaults({ rules: [{ fault: { kind: 'html' } }] });
  await run('sync-now');
  await run('roots');
  await cloud.cloud.close();
  await run('roots', '--verbose');
  await run('doctor', '--bundle', path.join(base, 'bundle-down.json'));
  await run('stop');
  await daemon.ended;
  Object.assign(secrets, await tokensOf(here.home, cloud.cloud.url, email));
  await run('sign-out', '--verbose');

  expect(leaks(base, { ...secrets, oneTime })).toEqual([]);
  expect(leaks(files.folder, secrets)).toEqual([]);
  expect(shownIn(Buffer.from(said.join('\n')), { ...secrets, oneTime })).toEqual([]);
  expect(Object.keys(secrets).length).toBeGreaterThanOrEqual(4);
});

/** Says everything back that it was sent. */
const parrot: Script = ({ path: at, request }) => {
  const body = request.body instanceof Uint8Array ? decodeURIComponent(Buffer.from(request.body).toString()) : '';
  const echo = `${request.headers['authorization'] ?? ''} ${body}`;
  const description = `You sent ${echo} and ${echo.replaceAll(' ', '')}`;
  if (at.endsWith('/oauth/token') && !body.includes('parrot-password'))
    return {
      status: 400,
      json: { error: 'invalid_grant', error_description: `Invalid credentials given. ${description}` },
    };
  if (at.endsWith('/download')) return { status: 403, json: { error: 'forbidden', error_description: description } };
  if (at.endsWith('/modified_since')) return { status: 500, bytes: [Buffer.from(`<html>${description}</html>`)] };
  return undefined;
};

test('a server that says back what it was sent gets it into no file and no message', async () => {
  const script: Script = (asked) => parrot(asked) ?? tree(listing([file(1, '/a.txt')]))(asked);
  const secrets = {
    password: 'correct parrot-password 1',
    wrong: 'Wrong-Canary-9913',
    access: 'short-token-7',
    refresh: 'short-refresh-8',
  };
  const told: unknown[] = [];
  const siege = await besieged(
    (asked) =>
      asked.path === '/oauth/token' && parrot(asked) === undefined
        ? { json: { access_token: secrets.access, refresh_token: secrets.refresh, expires_in: 3600, guid: 'g' } }
        : script(asked),
    { password: secrets.password },
  );
  told.push(
    await siege.call('signIn', { server: 'https://cloud.test', user: 'eve@cloud.test', password: secrets.wrong }),
  );
  told.push(await siege.sync(), await siege.held(), await siege.call('status', {}), await siege.call('activity', {}));
  const bundle = path.join(path.dirname(siege.home), 'bundle.json');
  told.push(
    await siege.call('doctor', {}),
    await siege.call('bundle', { file: bundle }),
    await siege.call('signOut', {}),
  );
  expect(JSON.stringify(told)).toContain('[redacted]');
  expect(shownIn(Buffer.from(JSON.stringify(told)), secrets)).toEqual([]);
  expect(leaks(path.dirname(siege.home), secrets)).toEqual([]);
});

test('nobody else on this computer can read a file of the home, and none of its parts is writable to them', async () => {
  const cloud = await cloudForTest();
  const here = installation(cloud);
  await here.signIn();
  const files = newFolder();
  await here.run('link', String(cloud.person(0).rootId), files.folder);
  files.write('a.txt', 'a');
  const daemon = here.start('start');
  await eventually('it listens', () => daemon.said().includes('Watching'));
  const written = everythingWritten(here.home);
  expect(written.find(({ file: at }) => at.replace(/\/$/u, '') === here.home)?.mode).toBe(0o700);
  // Also where the home itself were opened by mistake: every file and folder is private by itself.
  expect(written.filter(({ mode }) => (mode & 0o077) !== 0).map(({ file: at }) => at)).toEqual([]);
  for (const name of ['home.db', 'lock', 'log', 'secrets'])
    expect(written.some(({ file }) => file.includes(name))).toBe(true);
  // Only an administrator can become somebody else to try.
  if (process.getuid?.() === 0) {
    const reader = spawnSync(
      'cat',
      written.filter(({ kind }) => kind === 'file').map(({ file: at }) => at),
      { uid: NOBODY, gid: NOBODY },
    );
    expect(reader.stdout.length).toBe(0);
    expect(reader.stderr.toString()).toContain('Permission denied');
  }
  await here.run('stop');
});

test("a proxy's password and this computer's key are in no file, no message and no log, whether they work or not", async () => {
  const client = await realClient({ logLevel: 'debug' });
  const identity = makeIdentity();
  const keyLine = identity.key.split('\n')[1] ?? '';
  const secrets = { right: 'Proxy-Canary-5521-right', wrong: 'Proxy-Canary-5521-wrong', key: keyLine };
  const said: unknown[] = [];
  const say = async (work: Promise<unknown>): Promise<void> =>
    void said.push(await work.catch((thrown: Error) => ({ ...thrown, message: thrown.message })));
  await say(client.call('setCertificates', { client: { certificate: identity.cert, key: identity.key } }));
  for (const proxy of [
    await connectProxy({ user: 'anna', password: secrets.right }),
    await socksProxy({ user: 'anna', password: secrets.right }),
  ])
    for (const password of [secrets.wrong, secrets.right]) {
      await say(client.call('setProxy', { mode: 'manual', url: proxy.url, user: 'anna', password }));
      await say(client.sync());
      for (const name of ['network', 'settings', 'doctor', 'status'] as const) await say(client.call(name, {}));
      await say(client.call('bundle', { file: path.join(client.home, `bundle-${said.length}.json`) }));
    }
  await say(client.call('setProxy', { mode: 'manual', url: `http://anna:${secrets.right}@127.0.0.1:9` }));
  await client.restart();
  await say(client.sync());
  expect(leaks(client.home, secrets)).toEqual([]);
  expect(shownIn(Buffer.from(JSON.stringify(said)), secrets)).toEqual([]);
});
