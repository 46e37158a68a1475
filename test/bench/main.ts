/**
 * `npm run bench [-- CASE...] [--files N] [--rounds N] [--work DIR]`: how long the engine takes, beside a bare reference
 * that does the same requests or the same disk work, interleaved in the same run. Prints a table and one JSON line a case;
 * the ratio is the median over the rounds. Measure on a machine that does nothing else, on a journaled file system.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { makeTree } from './trees.ts';

const here = import.meta.dirname;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '5' },
    work: { type: 'string' },
  },
});
const files = Number(values.files);

interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb?: number;
  readonly delayP99Ms?: number;
  readonly answer?: { readonly requests?: number; readonly bytesUp?: number; readonly bytesDown?: number };
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** A process that answers each line with one line. */
class Asked {
  readonly #child: Child;
  readonly #lines: AsyncIterator<string>;

  constructor(script: string, words: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.#child = spawn(process.execPath, [path.join(here, script), ...words], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error('the process ended without an answer');
    return value;
  }

  async ask(word: string): Promise<Measured> {
    this.#child.stdin.write(`${word}\n`);
    return JSON.parse(await this.line()) as Measured;
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.on('close', resolve));
    this.#child.stdin.end();
    await ended;
  }

  kill(): void {
    this.#child.kill();
  }
}

async function reference(words: readonly string[]): Promise<Measured> {
  const asked = new Asked('reference.ts', words);
  const measured = JSON.parse(await asked.line()) as Measured;
  await asked.end();
  return measured;
}

interface Person {
  readonly email: string;
  readonly password: string;
  readonly rootId: number;
}

interface Bench {
  readonly base: string;
  readonly url: string;
  readonly ca: string;
  readonly people: readonly Person[];
}

function engineOf(bench: Bench, name: string, person: Person): { readonly engine: Asked; readonly folder: string } {
  const folder = path.join(bench.base, `folder-${name}`);
  const home = path.join(bench.base, `home-${name}`);
  for (const at of [folder, home]) mkdirSync(at, { recursive: true });
  const engine = new Asked('engine-run.ts', [home, folder, bench.url, bench.ca, person.email, String(person.rootId)], {
    BENCH_PASSWORD: person.password,
  });
  return { engine, folder };
}

async function tokenOf(bench: Bench, person: Person): Promise<string> {
  const { Agent, request } = await import('undici');
  const { readFileSync } = await import('node:fs');
  const body = new URLSearchParams({
    grant_type: 'password',
    client_id: 'anchor',
    username: person.email,
    password: person.password,
  }).toString();
  const dispatcher = new Agent({ connect: { ca: readFileSync(bench.ca, 'utf8') } });
  const answer = await request(`${bench.url}/oauth/token`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    dispatcher,
  });
  const token = (await answer.body.json()) as { access_token: string };
  return token.access_token;
}

interface Row {
  readonly name: string;
  readonly ours: Measured;
  readonly bare?: Measured;
}

/** One round: the first upload beside the bare one, then what follows from it. Gives a row for each case. */
async function round(bench: Bench, seed: number): Promise<Row[]> {
  const [first, second] = bench.people;
  if (first === undefined || second === undefined) throw new Error('two people are needed');
  const size = [4_000, 10_000] as const;
  const bareFolder = path.join(bench.base, 'bare-up');
  makeTree(bareFolder, { files, filesPerFolder: 20, size, seed });
  const bareUp = await reference([
    'upload',
    bareFolder,
    bench.url,
    bench.ca,
    await tokenOf(bench, second),
    String(second.rootId),
  ]);
  const a = engineOf(bench, 'a', first);
  await a.engine.ask('link');
  makeTree(a.folder, { files, filesPerFolder: 20, size, seed });
  const rows: Row[] = [{ name: 'first upload', ours: await a.engine.ask('sync'), bare: bareUp }];
  const bareDown = await reference([
    'download',
    path.join(bench.base, 'bare-down'),
    bench.url,
    bench.ca,
    await tokenOf(bench, first),
    String(first.rootId),
  ]);
  const b = engineOf(bench, 'b', first);
  await b.engine.ask('link');
  rows.push({ name: 'first download', ours: await b.engine.ask('sync'), bare: bareDown });
  rows.push({ name: 'nothing changed', ours: await a.engine.ask('sync'), bare: await reference(['walk', a.folder]) });
  writeFileSync(path.join(a.folder, 'tree', 'area 0', 'folder 0', 'file 0.txt'), `edited ${seed}`);
  rows.push({ name: 'one file changed', ours: await a.engine.ask('sync') });
  renameSync(path.join(a.folder, 'tree'), path.join(a.folder, 'renamed'));
  rows.push({ name: 'folder of all renamed here', ours: await a.engine.ask('sync') });
  rows.push({ name: 'and followed there', ours: await b.engine.ask('sync') });
  await a.engine.end();
  await b.engine.end();
  return rows;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

function report(rounds: readonly (readonly Row[])[]): void {
  const names = (rounds[0] ?? [])
    .map(({ name }) => name)
    .filter((name) => positionals.length === 0 || positionals.includes(name));
  const table = names.map((name) => {
    const rows = rounds.flatMap((round) => round.filter((row) => row.name === name));
    const of = (pick: (row: Row) => number | undefined): number =>
      median(rows.map(pick).filter((value) => value !== undefined));
    const ratio = of((row) => (row.bare === undefined ? undefined : row.ours.wallMs / row.bare.wallMs));
    return {
      case: name,
      'wall ms': of((row) => row.ours.wallMs),
      'bare ms': of((row) => row.bare?.wallMs),
      ratio: Math.round(ratio * 100) / 100,
      'cpu ms': of((row) => row.ours.cpuMs),
      'peak MB': of((row) => row.ours.peakMb),
      'loop p99 ms': of((row) => row.ours.delayP99Ms),
      requests: of((row) => row.ours.answer?.requests),
    };
  });
  console.table(table);
  for (const row of table) console.log(JSON.stringify({ ...row, files, rounds: rounds.length }));
}

const rounds: Row[][] = [];
for (let number = 1; number <= Number(values.rounds); number += 1) {
  const base = mkdtempSync(path.join(values.work ?? tmpdir(), 'bench-'));
  const cloud = new Asked('../cloud/main.ts', ['--data', path.join(base, 'cloud')]);
  const told = JSON.parse(await cloud.line()) as Omit<Bench, 'base'>;
  console.log(`round ${number} of ${values.rounds}: ${files} files, seed ${number}`);
  rounds.push(await round({ ...told, base }, number));
  cloud.kill();
  rmSync(base, { recursive: true, force: true });
}
report(rounds);
