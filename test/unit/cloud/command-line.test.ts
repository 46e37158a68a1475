import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOptions, UsageError } from '../../cloud/options.ts';

const MAIN = path.join(import.meta.dirname, '../../cloud/main.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'leitz-cloud-main-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('options', () => {
  it.each([
    [[], '--data DIR is missing'],
    [['--data', 'x', '--hash', 'both'], '--hash takes "level" or "subtree", not "both"'],
    [['--data', 'x', '--port', '70000'], '--port takes a whole number from 0 to 65535'],
    [['--data', 'x', '--people', '1'], '--people'],
    [['--data', 'x', '--colour', 'blue'], '--colour'],
  ])('%j is refused with a sentence', (argv, sentence) => {
    expect(() => readOptions(argv)).toThrow(UsageError);
    expect(() => readOptions(argv)).toThrow(sentence);
  });

  it('help wins over everything', () => {
    expect(readOptions(['--help'])).toBe('help');
  });
});

describe('the process', () => {
  let child: ChildProcess;
  let line: {
    url: string;
    ca: string;
    people: { email: string; password: string; rootId: number }[];
    teamShares: unknown[];
  };
  let agent: Agent;
  const data = path.join(folder, 'data');
  const run = (args: readonly string[]) =>
    spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const status = (process: ChildProcess) => new Promise<number | null>((resolve) => process.once('exit', resolve));

  beforeAll(async () => {
    const plan = path.join(folder, 'plan.json');
    writeFileSync(
      plan,
      JSON.stringify({ rules: [{ match: { endpoint: 'version' }, nth: [2], fault: { kind: 'status', status: 503 } }] }),
    );
    child = run(['--data', data, '--sample', '--faults', plan]);
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    line = JSON.parse(await new Promise<string>((resolve) => lines.once('line', resolve)));
    agent = new Agent({ connect: { ca: readFileSync(line.ca) } });
  });
  afterAll(() => agent.destroy());

  const call = async (
    target: string,
    body?: object,
    token = readFileSync(path.join(data, 'control-token'), 'utf8').trim(),
  ) => {
    const answer = await request(`${line.url}${target}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-control': token, 'content-type': 'application/json' },
      dispatcher: agent,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, json: (await answer.body.json()) as Record<string, unknown> };
  };

  it('says on one line where it is and who lives in it', () => {
    expect(line.people.length).toBe(4);
    expect(line.people[0]).toMatchObject({ email: 'anna.schmidt@musterfirma.example', rootId: 1 });
    expect(line.teamShares).toHaveLength(2);
  });

  it('keeps to the fault plan of its file, and to the next one', async () => {
    const versions = [await call('/api/2/version'), await call('/api/2/version'), await call('/api/2/version')];
    expect(versions.map((answer) => answer.status)).toEqual([200, 503, 200]);
    expect((await call('/_control/faults')).json).toMatchObject([{ kind: 'status', number: 1 }]);
    await call('/_control/faults', { rules: [{ fault: { kind: 'html' }, limit: 1 }] });
    await expect(call('/api/2/version')).rejects.toThrow();
    expect((await call('/_control/faults', { rules: [{ fault: { kind: 'gremlins' } }] })).status).toBe(400);
  });

  it('counts requests by verb and template, and starts over on demand', async () => {
    await call('/_control/faults', {});
    await call('/_control/reset', {});
    await call('/api/2/files/1');
    await call('/api/2/files/2');
    expect((await call('/_control/requests')).json).toEqual({ 'GET /api/2/files/:root': 2 });
  });

  it('moves its clock', async () => {
    await call('/_control/clock', { seconds: 7200 });
    const { headers, body } = await request(`${line.url}/api/2/version`, { dispatcher: agent });
    await body.dump();
    expect(Math.round((Date.parse(String(headers['date'])) - Date.now()) / 3_600_000)).toBe(2);
  });

  it('gives nothing to those without the control token', async () => {
    expect((await call('/_control/requests', undefined, 'wrong')).status).toBe(403);
    expect((await call('/_control/reset', {}, '')).status).toBe(403);
  });

  it('refuses to start with wrong options, a broken plan or a port that is taken', async () => {
    expect(await status(run(['--hash', 'level']))).toBe(2);
    const broken = path.join(folder, 'broken.json');
    writeFileSync(broken, '{"rules": 5}');
    expect(await status(run(['--data', path.join(folder, 'other'), '--faults', broken]))).toBe(2);
    expect(await status(run(['--data', path.join(folder, 'third'), '--port', new URL(line.url).port]))).toBe(1);
  });

  it('ends on a signal', async () => {
    const ended = status(child);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
