/**
 * Measures the stand-in against a bare HTTPS server, each in a process of its own, in turns, and its listings.
 *
 *   node test/cloud/bench.ts [--million]      with --million, also a root with 1,000,000 files
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Agent, request } from 'undici';
import { startCloud } from './cloud.ts';
import { TestClient } from './test-client.ts';

/** Many short rounds, so that other work on the machine meets both servers alike. */
const FILES = 100;
const ROUNDS = 80;
const LANES = 8;
const BYTES = 4096;

interface Served {
  readonly url: string;
  readonly agent: Agent;
  readonly line: Record<string, unknown>;
  readonly child: ChildProcess;
}

async function serve(script: string, args: readonly string[]): Promise<Served> {
  const file = path.join(import.meta.dirname, script);
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise<string>((resolve) => lines.once('line', resolve));
  const line = JSON.parse(first) as Record<string, unknown>;
  const agent = new Agent({ connect: { ca: readFileSync(String(line['ca'])) }, connections: LANES });
  return { url: String(line['url']), agent, line, child };
}

/** Requests a second, over `LANES` connections. */
async function rate(count: number, one: (n: number) => Promise<void>): Promise<number> {
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    while (next < count) await one(next++);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return (count * 1000) / (performance.now() - began);
}

/** Milliseconds of processor time that a process has used, where the system tells (Linux); NaN elsewhere. */
function processorMs(child: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

interface Measured {
  /** Requests a second. */
  readonly rate: number;
  /** Processor time of the server, in milliseconds for all of them. */
  readonly processor: number;
}

async function measure(server: Served, one: (n: number) => Promise<void>): Promise<Measured> {
  const before = processorMs(server.child);
  const each = await rate(FILES, one);
  return { rate: each, processor: processorMs(server.child) - before };
}

const BOUNDARY = 'x-bench-boundary';
const content = Buffer.alloc(BYTES, 'Musterfirma ');

function multipartBody(name: string): Buffer {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

async function send(
  server: Served,
  method: 'GET' | 'POST',
  target: string,
  headers: Record<string, string>,
  body?: Buffer,
) {
  const answer = await request(`${server.url}${target}`, {
    method,
    headers,
    dispatcher: server.agent,
    ...(body === undefined ? {} : { body }),
  });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  if (answer.statusCode !== 200) throw new Error(`${method} ${target} gave ${answer.statusCode}: ${bytes}`);
  return bytes;
}

const type = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };

async function bareRound(bare: Served, round: number) {
  const up = await measure(bare, async (n) => {
    await send(bare, 'POST', '/', type, multipartBody(`r${round}-${n}.txt`));
  });
  const down = await measure(bare, async (n) => {
    await send(bare, 'GET', `/${round * FILES + n + 1}`, {});
  });
  return { up, down };
}

async function cloudRound(cloud: Served, token: string, rootId: number, round: number) {
  const headers = { authorization: `Bearer ${token}` };
  const ids: number[] = [];
  const up = await measure(cloud, async (n) => {
    const body = multipartBody(`r${round}-${n}.txt`);
    const answer = await send(cloud, 'POST', `/api/2/files/${rootId}/upload`, { ...type, ...headers }, body);
    ids.push((JSON.parse(answer.toString()) as { id: number }).id);
  });
  const down = await measure(cloud, async (n) => {
    await send(cloud, 'GET', `/api/2/files/${rootId}/${ids[n]}/download`, headers);
  });
  return { up, down };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Ratios are taken round by round, so that other work on the machine meets both alike. */
function show(what: string, ours: readonly Measured[], theirs: readonly Measured[]): void {
  const ratios = ours.map(({ rate }, round) => rate / (theirs[round]?.rate ?? Number.NaN)).sort((x, y) => x - y);
  const range = `${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)}`;
  const rates = [ours, theirs].map((rounds) => median(rounds.map(({ rate }) => rate)).toFixed(0));
  const [mine = 0, plain = 0] = [ours, theirs].map((rounds) =>
    rounds.reduce((sum, { processor }) => sum + processor, 0),
  );
  const each = (ms: number): string => ((ms * 1000) / (FILES * ours.length)).toFixed(0);
  console.log(
    `${what} of ${BYTES} bytes: ${rates[0]}/s, bare ${rates[1]}/s, ratio ${median(ratios).toFixed(2)} (${range})`,
  );
  console.log(`  processor: ${each(mine)} us each, bare ${each(plain)} us, ratio ${(plain / mine).toFixed(2)}`);
}

async function compare(folder: string): Promise<void> {
  const bare = await serve('bare-server.ts', [path.join(folder, 'bare')]);
  const cloud = await serve('main.ts', ['--data', path.join(folder, 'cloud')]);
  const [person] = cloud.line['people'] as { email: string; password: string; rootId: number }[];
  if (person === undefined) throw new Error('The cloud has nobody in it.');
  const form = new URLSearchParams({
    grant_type: 'password',
    client_id: 'anchor',
    username: person.email,
    password: person.password,
  });
  const answer = await send(
    cloud,
    'POST',
    '/oauth/token',
    { 'content-type': 'application/x-www-form-urlencoded' },
    Buffer.from(form.toString()),
  );
  const token = (JSON.parse(answer.toString()) as { access_token: string }).access_token;
  const all = { bareUp: [] as Measured[], bareDown: [] as Measured[], up: [] as Measured[], down: [] as Measured[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = () => cloudRound(cloud, token, person.rootId, round);
    const theirs = () => bareRound(bare, round);
    // In turns, so that neither has the better place.
    const [first, second] = [await (round % 2 === 0 ? ours() : theirs()), await (round % 2 === 0 ? theirs() : ours())];
    const [whole, plain] = round % 2 === 0 ? [first, second] : [second, first];
    // The first round warms both up.
    if (round === 0) continue;
    all.bareUp.push(plain.up);
    all.bareDown.push(plain.down);
    all.up.push(whole.up);
    all.down.push(whole.down);
  }
  show('uploads', all.up, all.bareUp);
  show('downloads', all.down, all.bareDown);
  for (const { agent, child } of [bare, cloud]) {
    await agent.destroy();
    child.kill();
  }
}

async function timed(what: string, act: () => unknown, times = 1): Promise<void> {
  const took: number[] = [];
  const used = process.cpuUsage();
  for (let n = 0; n < times; n++) {
    const began = performance.now();
    await act();
    took.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(used);
  // Client and server share this process, so the processor's time is that of both.
  console.log(`${what}: ${median(took).toFixed(1)} ms, processor ${((user + system) / 1000 / times).toFixed(1)} ms`);
}

async function listings(folder: string, million: boolean): Promise<void> {
  const cloud = await startCloud({ data: path.join(folder, 'listing') });
  const [person] = cloud.people;
  if (person === undefined) throw new Error('The cloud has nobody in it.');
  const client = new TestClient(cloud);
  await client.signIn(person);
  const user = cloud.as(person.email);
  user.fill('/Zehntausend', 10_000);
  const params = { root: person.rootId, folder: user.node('/Zehntausend').id };
  const list = () => client.call('folder', params, { fields: { include_children: true } });
  await list();
  await timed('listing 10,000 children, request to last byte', list, 9);
  const { hash } = (await client.call('folder', params)).json as { hash: string };
  await timed('the same, 304', () => client.call('folder', params, { fields: { include_children: true, hash } }), 9);
  if (million) {
    await timed('filling a root with 1,000,000 files in 1,000 folders', () => {
      for (let n = 0; n < 1000; n++) user.fill(`/Million/${Math.floor(n / 50)}/${n}`, 1000);
    });
    const inner = { root: person.rootId, folder: user.node('/Million/7/380').id };
    await timed('listing 1,000 of them', () => client.call('folder', inner, { fields: { include_children: true } }), 9);
    await timed('uploading one file among them', () => client.upload(person.rootId, inner.folder, 'neu.txt', 'x'), 9);
    const recent = { fields: { since: new Date(Date.now() - 1000).toISOString().slice(0, 19) } };
    await timed(
      'modified_since one second ago',
      () => client.call('modifiedSince', { root: person.rootId }, recent),
      9,
    );
    const all = { fields: { since: '2020-01-01T00:00:00' } };
    await timed(
      'modified_since the beginning, first page',
      () => client.call('modifiedSince', { root: person.rootId }, all),
      3,
    );
    await timed('deleting the folder with all of them', () =>
      client.call('deleteFolder', { root: person.rootId, folder: user.node('/Million').id }),
    );
    console.log(`memory: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
  }
  await client.close();
  await cloud.close();
}

const folder = mkdtempSync(path.join(tmpdir(), 'leitz-cloud-bench-'));
try {
  await compare(folder);
  await listings(folder, process.argv.includes('--million'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
