/** The doctor and its bundle beside a real client and a cloud. */
import { chmodSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { connectProxy } from '../support/proxies.ts';
import { realClient } from '../support/real-client.ts';

const outcomes = (checks: readonly { name: string; outcome: string }[]) =>
  Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome]));

test('on an ordinary day everything is good', async () => {
  const client = await realClient();
  // As whoever starts the engine does.
  chmodSync(client.home, 0o700);
  client.here.write('a.txt', 'a');
  await client.sync();
  const { good, checks } = await client.call('doctor', {});
  expect(checks.filter(({ outcome }) => outcome === 'bad')).toEqual([]);
  expect(good).toBe(true);
  const names = ['version', 'permissions', 'disk', 'secrets', 'journal', 'proxy', 'server', 'clock', 'tls', 'sign-in'];
  for (const name of [...names, 'watcher', 'marker', 'writable', 'syncing'])
    expect(checks.map((check) => check.name)).toContain(name);
  expect(checks.filter(({ outcome }) => outcome !== 'good' && outcome !== 'skipped').every(({ fix }) => fix)).toBe(
    true,
  );
});

test('a wrong clock, a folder that is gone and a cloud that is down are each said with what to do', async () => {
  const client = await realClient();
  client.clock.skewMs = 3 * 3_600_000;
  renameSync(client.folder, `${client.folder}-away`);
  const first = await client.call('doctor', {});
  expect(first.good).toBe(false);
  expect(outcomes(first.checks)).toMatchObject({ clock: 'bad', marker: 'bad', 'sign-in': 'good' });
  await client.cloud.close();
  const second = await client.call('doctor', {});
  expect(outcomes(second.checks)).toMatchObject({ server: 'bad', 'sign-in': 'skipped' });
  for (const check of second.checks) if (check.outcome === 'bad') expect(check.fix ?? '').not.toBe('');
});

test('the bundle tells what was done, what waits and what was found, and nobody else may read it', async () => {
  const client = await realClient();
  client.here.write('done.txt', 'a');
  await client.sync();
  const file = path.join(client.home, '..', 'bundle.json');
  const { bytes } = await client.call('bundle', { file });
  const text = readFileSync(file, 'utf8');
  expect(Buffer.byteLength(text)).toBe(bytes);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const bundle = JSON.parse(text);
  expect(Object.keys(bundle)).toEqual(['about', 'checks', 'settings', 'home', 'links', 'log']);
  expect(bundle.links[0].lastDone).toMatchObject([{ kind: 'upload-new', path: 'done.txt' }]);
  expect(bundle.links[0].journal.rows).toHaveProperty('synced_node');
  expect(text).not.toContain(client.person.password);
  await expect(client.call('bundle', { file })).rejects.toMatchObject({ code: 'wrong-usage' });
});

test('the proxy on the way and the chain of the certificate behind it are told, and a proxy that refuses is', async () => {
  const client = await realClient();
  const proxy = await connectProxy({ user: 'anna', password: 'secret' });
  await client.call('setProxy', { mode: 'manual', url: proxy.url, user: 'anna', password: 'secret' });
  const first = await client.call('doctor', {});
  expect(outcomes(first.checks)).toMatchObject({ proxy: 'good', server: 'good', tls: 'good', 'sign-in': 'good' });
  const found = (name: string) => first.checks.find((check) => check.name === name)?.found;
  expect(found('proxy')).toContain(`through ${proxy.url}, as set here`);
  expect(found('tls')).toContain('chain localhost < Leitz Cloud stand-in CA');
  await client.call('setProxy', { mode: 'manual', url: proxy.url, user: 'anna', password: 'wrong' });
  const { checks } = await client.call('doctor', {});
  expect(outcomes(checks)).toMatchObject({ proxy: 'bad', server: 'bad' });
  const refused = checks.find(({ name }) => name === 'proxy');
  expect(refused?.found).toContain('wrong user or password');
  expect(refused?.fix).toContain('leitz-cloud proxy');
});

test('what the cloud does not have is told by status and doctor, also after a restart, until it has it', async () => {
  const client = await realClient();
  client.here.write('a.txt', 'one');
  await client.sync();
  client.cloud.setFaults({ rules: [{ match: { endpoint: 'revisions' }, fault: { kind: 'missing-method' } }] });
  client.here.write('a.txt', 'two');
  await client.sync();
  await client.restart();
  const method = 'GET /api/2/files/:root/:file/revisions';
  const told = await client.call('status', {});
  expect(told.missing).toEqual([{ account: `${client.person.email} ${client.cloud.url}`, method }]);
  const check = (await client.call('doctor', {})).checks.find(({ name }) => name === 'cloud');
  expect(check).toMatchObject({ outcome: 'warning', found: expect.stringContaining(method) });
  client.cloud.setFaults({});
  client.here.write('a.txt', 'three');
  await client.sync();
  expect(await client.call('status', {})).not.toHaveProperty('missing');
  expect(outcomes((await client.call('doctor', {})).checks)).not.toHaveProperty('cloud');
});
