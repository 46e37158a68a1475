import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Policy, policyFile, policyFolder, readPolicy } from '../../../../app/headless/policy.ts';
import { govern, governed } from '../../../../app/headless/policy-engine.ts';
import { callOf, type SomeHandlers } from '../../../../shared/contract/contract.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';
import { stubEngine } from './stub-engine.ts';

const NOTHING: Policy = { version: 1, roots: [], onlyTheseRoots: false, settings: {}, off: [] };
const ME = {
  signedIn: true,
  server: 'https://cloud.test',
  user: 'eve',
  displayName: 'Eve',
  spaceQuota: null,
  spaceUsed: null,
};

/** An engine that says yes to everything, and remembers what came through to it. */
function engineBeneath(signedIn = ME) {
  const reached: string[] = [];
  const note =
    <T>(name: string, answer: T) =>
    async (input: unknown): Promise<T> => {
      reached.push(`${name} ${JSON.stringify(input)}`);
      return answer;
    };
  const handlers: SomeHandlers = {
    account: async () => signedIn,
    accounts: async () => [{ id: 'a', links: 0, ...signedIn }],
    status: async () => ({ state: 'synced', watching: false, links: [], transfers: [] }),
    signIn: note('signIn', ME),
    link: async (input) => {
      reached.push(`link ${JSON.stringify(input)}`);
      return { rootId: input.rootId, rootName: 'R', folder: input.folder, excluded: [] };
    },
    unlink: async ({ rootId }) => note('unlink', { rootId, folder: '/x' })({ rootId }),
    settings: async () => [{ key: 'conflicts', value: 'ask', default: 'keep-both' }],
    changeSetting: async (input) => note('changeSetting', { ...input, default: 'keep-both' })(input),
    share: async () => Promise.reject(new Error('must not be reached')),
  };
  return { reached, engine: stubEngine(handlers) };
}

const under = async (policy: Partial<Policy>, signedIn = ME) => {
  const { reached, engine } = engineBeneath(signedIn);
  const governedEngine = await govern(engine, { ...NOTHING, ...policy });
  return { reached, engine: governedEngine, call: callOf(governedEngine.handlers) };
};

test('the server is fixed: another one is refused before anything is sent, also in another spelling', async () => {
  const { reached, call } = await under({ server: 'https://cloud.test' });
  for (const server of ['https://evil.test', 'evil.test', 'https://cloud.test.evil.test', 'https://cloud.test:444'])
    expect(await call('signIn', { server, user: 'u', password: 'p' })).toMatchObject({ ok: false });
  expect(reached).toEqual([]);
  expect(await call('signIn', { server: 'cloud.test', user: 'u', password: 'p' })).toMatchObject({ ok: true });
});

test('who is signed in elsewhere already gets no engine under a fixed server', async () => {
  await expect(under({ server: 'https://other.test' })).rejects.toThrow(/allows https:\/\/other.test only/u);
});

test('fixed settings are put in force at the start, shown as fixed, and stay', async () => {
  const { reached, call } = await under({ settings: { conflicts: 'ask' } });
  expect(reached).toEqual(['changeSetting {"key":"conflicts","value":"ask"}']);
  expect(await call('settings', {})).toMatchObject({ value: [{ key: 'conflicts', fixed: true }] });
  expect(await call('changeSetting', { key: 'conflicts', value: 'keep-both' })).toMatchObject({
    ok: false,
    error: { code: 'wrong-usage', detail: expect.stringContaining('administrator') },
  });
  expect(await call('changeSetting', { key: 'guard.files', value: 3 })).toMatchObject({ ok: true });
});

test('roots of the policy are linked at the start and cannot be unlinked; others are refused', async () => {
  const folder = path.join(temporaryFolder(), 'made', 'for', 'all');
  const { reached, engine, call } = await under({ roots: [{ rootId: 7, folder }], onlyTheseRoots: true });
  await engine.start();
  expect(existsSync(folder)).toBe(true);
  expect(reached).toEqual([`link ${JSON.stringify({ rootId: 7, folder, exclude: [] })}`]);
  expect(await call('unlink', { rootId: 7 })).toMatchObject({ ok: false });
  expect(await call('unlink', { rootId: 8 })).toMatchObject({ ok: true });
  expect(await call('link', { rootId: 8, folder: '/y' })).toMatchObject({ ok: false });
});

test('what is turned off answers so, whoever asks', async () => {
  const { call } = await under({ off: ['sharing', 'linking'] });
  for (const result of [await call('share', { path: '/a' }), await call('link', { rootId: 8, folder: '/y' })])
    expect(result).toMatchObject({ ok: false, error: { detail: expect.stringContaining('turned') } });
});

test('a file that is not understood, or that anybody could change, stops the program', async () => {
  const file = path.join(temporaryFolder(), 'policy.json');
  expect(readPolicy(file)).toBeUndefined();
  writeFileSync(file, JSON.stringify({ version: 1, server: 'https://cloud.test', off: ['sharing'] }), { mode: 0o644 });
  expect(readPolicy(file)).toMatchObject({ server: 'https://cloud.test', off: ['sharing'] });
  chmodSync(file, 0o666);
  expect(() => readPolicy(file)).toThrow(/could be changed by anybody/u);
  chmodSync(file, 0o644);
  for (const text of [
    '{',
    '{"version":2}',
    '{"version":1,"sever":"x"}',
    '{"version":1,"server":"http://cloud.test"}',
    '{"version":1,"off":["everything"]}',
  ]) {
    writeFileSync(file, text);
    expect(() => readPolicy(file)).toThrow(/not understood/u);
  }
  let opened = 0;
  const open = governed(
    async () => {
      opened += 1;
      return stubEngine();
    },
    () => readPolicy(file),
  );
  await expect(open({ home: '/nowhere' })).rejects.toThrow(/not understood/u);
  expect(opened).toBe(0);
});

test('the file lies where only administrators write, and folders may be told from the home', () => {
  expect(policyFile('linux', {})).toBe('/etc/leitz-cloud/policy.json');
  expect(policyFile('win32', { ProgramData: 'D:\\Data' })).toBe('D:\\Data\\Leitz Cloud\\policy.json');
  const home = temporaryFolder();
  mkdirSync(path.join(home, 'x'));
  expect(policyFolder('~/Leitz', home)).toBe(path.join(home, 'Leitz'));
  expect(policyFolder('/srv/leitz', home)).toBe('/srv/leitz');
});

test('a fixed proxy takes credentials and nothing else; a fixed authority stays the only one', async () => {
  const reached: unknown[] = [];
  const told = {
    proxy: { mode: 'manual' as const, url: 'http://proxy.test:1', user: null, hasPassword: false, bypass: [] },
    ways: [],
    certificates: [],
  };
  const answer = async (input: unknown) => {
    reached.push(input);
    return told;
  };
  const inner = {
    network: answer,
    setProxy: answer,
    setCertificates: answer,
    changeSetting: async () => ({ key: 'proxy', value: '', default: '' }),
  };
  const settings = { proxy: 'http://proxy.test:1' };
  const { handlers } = await govern(stubEngine(inner), { ...NOTHING, settings, ca: '/etc/ca.pem' });
  const call = callOf(handlers);
  for (const input of [{ mode: 'none' }, { mode: 'system' }, { mode: 'manual', url: 'http://evil.test:1' }] as const)
    expect(await call('setProxy', input)).toMatchObject({ ok: false, error: { path: 'proxy' } });
  const url = 'http://proxy.test:1';
  expect(await call('setProxy', { mode: 'manual', url, bypass: ['*'] })).toMatchObject({ ok: false });
  expect(await call('setCertificates', { ca: null })).toMatchObject({ ok: false, error: { path: 'ca' } });
  expect(reached).toEqual([]);
  expect(await call('setProxy', { mode: 'manual', url, user: 'u', password: 'p' })).toMatchObject({ ok: true });
  expect(await call('network', {})).toMatchObject({ ok: true, value: { proxy: { fixed: true } } });
});
