/**
 * Real trees through two clients and one cloud, as processes of the built command line: everything that goes up from one
 * folder comes down in the other, byte for byte, with changes on both sides, and with the clients killed on the way.
 *
 *   node test/e2e/real-trees.ts [--kills N] [--seed N] [--work DIR] TREE...
 *
 * TREE is a folder to copy, `names` (odd names), or `big:BYTES` (one random file). Prints one line a step with files,
 * bytes, seconds, peak memory and requests; exit status 1 if the folders differ at the end.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  cpSync,
  createReadStream,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../support/seeded.ts';

const project = path.resolve(import.meta.dirname, '../..');
const cli = path.join(project, 'dist/cli/leitz-cloud.mjs');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    work: { type: 'string' },
  },
});
const random = seededRandom(Number(values.seed));

interface Cloud {
  readonly url: string;
  readonly ca: string;
  readonly people: readonly { readonly email: string; readonly password: string; readonly rootId: number }[];
}

interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly seconds: number;
  readonly peakMb: number;
}

/** Peak memory of a process while it lives, from its own status; Linux only, 0 elsewhere. */
function watchPeak(child: ChildProcess): () => number {
  let peak = 0;
  const look = (): void => {
    try {
      const status = execFileSync('grep', ['VmHWM', `/proc/${child.pid}/status`], { encoding: 'utf8' });
      peak = Math.max(peak, Number(/\d+/u.exec(status)?.[0] ?? 0) / 1024);
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, 250);
  return () => {
    clearInterval(timer);
    return Math.round(peak);
  };
}

/** Runs one verb; with `killAfterMs` it is killed without warning after that time, unless it has ended. */
function run(home: string, words: readonly string[], input?: string, killAfterMs?: number): Promise<Ended> {
  const begun = performance.now();
  const child = spawn(process.execPath, [cli, '--home', home, '--json', ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
  const peak = watchPeak(child);
  let output = '';
  child.stdout.on('data', (data) => {
    output += String(data);
  });
  child.stderr.on('data', (data) => process.stderr.write(data));
  child.stdin.end(input ?? '');
  const killer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve) =>
    child.on('close', (status) => {
      clearTimeout(killer);
      resolve({ status, output, seconds: (performance.now() - begun) / 1000, peakMb: peak() });
    }),
  );
}

async function mustRun(home: string, words: readonly string[], input?: string): Promise<unknown> {
  const { status, output } = await run(home, words, input);
  if (status !== 0 && status !== 3) throw new Error(`${words.join(' ')} ended with ${status}: ${output}`);
  return JSON.parse(output);
}

/** Syncs, killed as often as asked for on the way, then to the end. */
async function sync(label: string, home: string): Promise<void> {
  for (let kill = 0; kill < Number(values.kills); kill += 1) {
    const after = 200 + random() * 4_000;
    const { status } = await run(home, ['sync'], undefined, after);
    console.log(
      `  ${label}: killed after ${Math.round(after)} ms${status === null ? '' : ` (had ended with ${status})`}`,
    );
  }
  const { status, output, seconds, peakMb } = await run(home, ['sync']);
  const summary = JSON.parse(output) as Record<string, number>;
  console.log(`  ${label}: status ${status}, ${seconds.toFixed(1)} s, peak ${peakMb} MB, ${JSON.stringify(summary)}`);
  if (status !== 0 && status !== 3) throw new Error(`sync ended with ${status}`);
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest('hex');
}

/** Every file and folder below with its content's hash; names as raw bytes in hex, so that no two forms look alike. */
async function inventory(folder: string, below = ''): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of readdirSync(path.join(folder, below))) {
    if (below === '' && name === '.leitzcloud') continue;
    const at = path.join(below, name);
    const stat = lstatSync(path.join(folder, at));
    if (stat.isDirectory()) {
      found.set(`${at}/`, 'folder');
      for (const [key, value] of await inventory(folder, at)) found.set(key, value);
    } else if (stat.isFile()) found.set(at, await digest(path.join(folder, at)));
  }
  return found;
}

/** What the two folders do not share, but for what the first client says it left out. */
async function differences(one: string, other: string, leftOut: (at: string) => boolean): Promise<string[]> {
  const [here, there] = [await inventory(one), await inventory(other)];
  const keys = new Set([...here.keys(), ...there.keys()]);
  return [...keys].filter((key) => here.get(key) !== there.get(key) && !leftOut(key));
}

function makeNames(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const names = [
    'Ümläute ß.txt',
    'u\u0308 zerlegt.txt',
    '\u00fc zerlegt.txt',
    '😀 emoji 👩‍👩‍👧.md',
    'ein Leerzeichen am Anfang',
    '\ufeffBOM',
    `${'l'.repeat(251)}.txt`,
    `${'ü'.repeat(125)}.txt`,
    '日本語.txt',
    'עברית.txt',
    "it's; $(odd) & `so`",
    '%20percent%',
    '.versteckt',
  ];
  for (const name of names) writeFileSync(path.join(folder, name), `content of ${name}`);
  mkdirSync(path.join(folder, 'Ordner mit Ümläuten', 'tief', 'tiefer'), { recursive: true });
  writeFileSync(path.join(folder, 'Ordner mit Ümläuten', 'tief', 'tiefer', 'leer'), '');
}

function makeBig(file: string, size: number): void {
  const handle = openSync(file, 'w');
  const piece = randomBytes(16 * 1024 * 1024);
  for (let at = 0; at < size; at += piece.length) writeSync(handle, piece, 0, Math.min(piece.length, size - at));
  closeSync(handle);
}

/** Regular files below, at most 50 MB each; links are not followed. */
function filesBelow(folder: string, below = ''): string[] {
  return readdirSync(path.join(folder, below)).flatMap((name) => {
    if (name === '.leitzcloud') return [];
    const at = path.join(below, name);
    const stat = lstatSync(path.join(folder, at));
    if (stat.isDirectory()) return filesBelow(folder, at);
    return stat.isFile() && stat.size < 50_000_000 ? [at] : [];
  });
}

/** Changes on one side: an edit, a touch, a deletion, a rename and a new file, spread over the tree by the seed. */
function change(folder: string, mark: string): void {
  const files = filesBelow(folder).toSorted();
  const pick = (): string => path.join(folder, files.splice(Math.floor(random() * files.length), 1)[0] ?? '');
  for (let round = 0; round < Math.min(20, Math.floor(files.length / 6)); round += 1) {
    writeFileSync(pick(), `edited by ${mark} in round ${round}`);
    utimesSync(pick(), new Date(), new Date());
    rmSync(pick());
    const moved = pick();
    // A prefix, cut to what a name may be long on this disk.
    renameSync(
      moved,
      path.join(path.dirname(moved), [...`renamed-by-${mark} ${path.basename(moved)}`].slice(0, 60).join('')),
    );
    writeFileSync(path.join(path.dirname(moved), `new from ${mark} ${round}.txt`), mark.repeat(round + 1));
  }
}

async function startCloud(data: string): Promise<{ readonly cloud: Cloud; readonly process: ChildProcess }> {
  const child = spawn(process.execPath, [path.join(project, 'test/cloud/main.ts'), '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
  process.on('exit', () => child.kill());
  return { cloud: JSON.parse(line) as Cloud, process: child };
}

const work = values.work ?? mkdtempSync(path.join(tmpdir(), 'real-trees-'));
mkdirSync(work, { recursive: true });
console.log(`seed ${values.seed}, ${values.kills} kills a sync, in ${work}`);
let failed = false;
for (const tree of positionals) {
  const base = path.join(work, `run-${path.basename(tree).replace(/[^a-z0-9]+/giu, '-')}`);
  const [a, b] = [path.join(base, 'a'), path.join(base, 'b')];
  for (const folder of [a, b, path.join(base, 'cloud')]) mkdirSync(folder, { recursive: true });
  console.log(`${tree}`);
  if (tree === 'names') makeNames(path.join(a, 'names'));
  else if (tree.startsWith('big:')) makeBig(path.join(a, 'big.bin'), Number(tree.slice(4)));
  else cpSync(tree, path.join(a, 'tree'), { recursive: true, verbatimSymlinks: true });
  const { cloud, process: server } = await startCloud(path.join(base, 'cloud'));
  const person = cloud.people[0];
  if (person === undefined) throw new Error('the cloud has nobody in it');
  const homes = [path.join(base, 'home-a'), path.join(base, 'home-b')] as const;
  for (const [index, home] of homes.entries()) {
    await mustRun(
      home,
      ['sign-in', '--server', cloud.url, '--user', person.email, '--ca', cloud.ca, '--password-stdin'],
      `${person.password}\n`,
    );
    await mustRun(home, ['link', String(person.rootId), index === 0 ? a : b]);
  }
  await sync('a up', homes[0]);
  await sync('a again', homes[0]);
  await sync('b down', homes[1]);
  if (!tree.startsWith('big:')) {
    change(a, 'a');
    change(b, 'b');
    for (const [label, home] of [
      ['a changed', homes[0]],
      ['b changed', homes[1]],
      ['a follows', homes[0]],
      ['b settles', homes[1]],
    ] as const)
      await sync(label, home);
    const top = readdirSync(a).find((name) => name !== '.leitzcloud' && statSync(path.join(a, name)).isDirectory());
    if (top !== undefined) renameSync(path.join(a, top), path.join(a, 'renamed as a whole'));
    await sync('a renames', homes[0]);
    await sync('b renames', homes[1]);
  }
  const held = (await mustRun(homes[0], ['held'])) as { path: string; reason: string }[];
  const leftOut = (at: string): boolean => held.some((item) => `/${at}`.replace(/\/$/u, '') === item.path);
  const left: string[] = [];
  for (const at of await differences(a, b, leftOut)) {
    // What a rule leaves out is listed with the rule; anything else is a failure.
    const { state, detail } = (await mustRun(homes[0], ['why', path.join(a, at)])) as {
      state: string;
      detail?: string;
    };
    if (state === 'ignored') console.log(`  left out: ${at} (${detail})`);
    else left.push(at);
  }
  console.log(`  held: ${held.map((item) => `${item.path} (${item.reason})`).join(', ') || 'nothing'}`);
  console.log(
    left.length === 0 ? '  equal, byte for byte' : `  DIFFERENT: ${left.slice(0, 20).join(' | ')} (${left.length})`,
  );
  failed ||= left.length > 0;
  server.kill();
  rmSync(base, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
