/** What the bench measures: scenes that build a tree and a cloud once and measure several cases on it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Agent, request } from 'undici';
import { measureLoopDelay } from '../electron/loop-delay.ts';
import { Asked, type Measured, reference } from './child.ts';
import { evenFolders, makeEvenTree, makeTree } from './trees.ts';

/** Files in each folder of an even tree. */
const EACH = 20;

/** One measurement of one case, beside its bare reference where it has one. */
export interface Row {
  readonly name: string;
  readonly ours: Measured;
  readonly bare?: Measured;
}

interface Person {
  readonly email: string;
  readonly password: string;
  readonly rootId: number;
}

/** One run of one scene: its folder, its cloud, and processes that end with it. */
export class Stage {
  readonly base: string;
  readonly cloud: Asked;
  readonly #program: string;
  readonly #profiles: string | undefined;
  readonly #open: Asked[] = [];
  url = '';
  ca = '';
  people: readonly Person[] = [];

  /** @param program the engine's process, see `bundle.ts` */
  constructor(base: string, program: string, profiles: string | undefined) {
    this.base = base;
    this.#program = program;
    this.#profiles = profiles;
    this.cloud = new Asked('cloud-run.ts', [path.join(base, 'cloud')], {}, profiles);
  }

  async begin(): Promise<this> {
    Object.assign(this, JSON.parse(await this.cloud.line()));
    return this;
  }

  person(index: number): Person {
    const found = this.people[index];
    if (found === undefined) throw new Error(`the cloud has no person ${index}`);
    return found;
  }

  folder(name: string): string {
    const at = path.join(this.base, `folder-${name}`);
    mkdirSync(at, { recursive: true });
    return at;
  }

  /** An engine of that name, started as `leitz-cloud start` is; asked for again after it has ended, it is restarted. */
  engine(name: string, person: Person = this.person(0)): Asked {
    const home = path.join(this.base, `home-${name}`);
    mkdirSync(home, { recursive: true });
    const words = [home, this.folder(name), this.url, this.ca, person.email, String(person.rootId)];
    const frugal = { MALLOC_ARENA_MAX: '1', NODE_OPTIONS: '--max-semi-space-size=4' };
    const engine = new Asked(this.#program, words, { BENCH_PASSWORD: person.password, ...frugal }, this.#profiles);
    this.#open.push(engine);
    return engine;
  }

  async token(person: Person): Promise<string> {
    const body = new URLSearchParams({
      grant_type: 'password',
      client_id: 'anchor',
      username: person.email,
      password: person.password,
    }).toString();
    const dispatcher = new Agent({ connect: { ca: readFileSync(this.ca, 'utf8') } });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await request(`${this.url}/oauth/token`, { method: 'POST', body, headers, dispatcher });
    const { access_token: token } = (await answer.body.json()) as { access_token: string };
    await dispatcher.close();
    return token;
  }

  /** The words that a bare reference needs to reach a person's root. */
  async access(person: Person): Promise<readonly string[]> {
    return [this.url, this.ca, await this.token(person), String(person.rootId)];
  }

  async end(): Promise<void> {
    for (const asked of [...this.#open, this.cloud]) await asked.end();
    rmSync(this.base, { recursive: true, force: true });
  }
}

export type Scene = (stage: Stage, seed: number, size: number) => Promise<Row[]>;

/** Small files up and down, then the everyday steps on what came about. */
const small: Scene = async (stage, seed, files) => {
  const [first, second] = [stage.person(0), stage.person(1)];
  const tree = { files, filesPerFolder: 20, size: [4_000, 10_000], seed } as const;
  const bareFolder = stage.folder('bare-up');
  makeTree(bareFolder, tree);
  const bareUp = await reference('upload', bareFolder, ...(await stage.access(second)));
  const a = stage.engine('a');
  await a.ask('link');
  makeTree(stage.folder('a'), tree);
  const rows: Row[] = [{ name: 'first upload', ours: await a.ask('sync'), bare: bareUp }];
  const bareDown = await reference('download', stage.folder('bare-down'), ...(await stage.access(first)));
  const b = stage.engine('b');
  await b.ask('link');
  rows.push({ name: 'first download', ours: await b.ask('sync'), bare: bareDown });
  renameSync(path.join(stage.folder('a'), 'tree'), path.join(stage.folder('a'), 'renamed'));
  rows.push({ name: 'folder of all renamed here', ours: await a.ask('sync') });
  rows.push({ name: 'and followed there', ours: await b.ask('sync') });
  return rows;
};

/** Teaches the client what the cloud's hashes cover, as three changes by others do. */
async function learnHashes(stage: Stage, engine: Asked, folders: readonly string[]): Promise<void> {
  for (const [n, at] of folders.slice(0, 4).entries()) {
    await stage.cloud.ask(`write\t/${at}/from the browser ${n}.txt\tnews`);
    await engine.ask('sync');
  }
}

/** A linked folder and a root that are equal, with the times that the vendor's client would have left. */
async function equalSides(
  stage: Stage,
  files: number,
): Promise<{ readonly folder: string; readonly folders: readonly string[] }> {
  const folders = evenFolders(files / EACH);
  for (const at of folders) await stage.cloud.ask(`fill\t/${at}\t${EACH}`);
  const folder = stage.folder('a');
  makeEvenTree(folder, files / EACH, EACH);
  const times = path.join(stage.base, 'times.json');
  await stage.cloud.ask(`times\t${times}`);
  for (const [at, changedMs] of JSON.parse(readFileSync(times, 'utf8')) as [string, number][])
    utimesSync(path.join(folder, at), changedMs / 1000, changedMs / 1000);
  return { folder, folders };
}

const firstFile = (folder: string, at: string | undefined): string =>
  path.join(folder, at ?? '', `Datei ${String(1).padStart(String(EACH).length, '0')}.txt`);

/** Two equal full sides, and what a large tree costs when nothing or little changes. */
const large: Scene = async (stage, seed, files) => {
  const { folder, folders } = await equalSides(stage, files);
  const a = stage.engine('a');
  await a.ask('link');
  const hashed = await reference('hash', folder);
  const listed = await reference('list', folder, ...(await stage.access(stage.person(0))));
  const both = { wallMs: hashed.wallMs + listed.wallMs, cpuMs: hashed.cpuMs + listed.cpuMs };
  const rows: Row[] = [{ name: 'first link of two equal sides', ours: await a.ask('sync'), bare: both }];
  await learnHashes(stage, a, folders);
  const walk = (): Promise<Measured> => reference('walk', folder);
  await a.ask('sync');
  rows.push({ name: 'nothing changed', ours: await a.ask('sync'), bare: await walk() });
  writeFileSync(firstFile(folder, folders[seed]), `edited ${seed}`);
  rows.push({ name: 'one file changed', ours: await a.ask('sync'), bare: await walk() });
  const now = new Date();
  for (let index = 0; index < folders.length; index += 5) utimesSync(firstFile(folder, folders[index]), now, now);
  rows.push({ name: '1 % touched', ours: await a.ask('sync'), bare: await walk() });
  await a.end();
  const again = stage.engine('a');
  const { openedMs = 0, ...restarted } = await again.ask('sync');
  rows.push({ name: 'restart', ours: { ...restarted, wallMs: restarted.wallMs + openedMs }, bare: await walk() });
  rows.push({ name: 'saved files, disk to cloud', ours: await again.ask('save 20') });
  rows.push({ name: 'idle', ours: await again.ask('idle 60') });
  return rows;
};

/** How the cost of everyday steps grows with the tree, up to `most` files; `plot.ts` draws it. */
const growth: Scene = async (stage, seed, most) => {
  const rows: Row[] = [];
  const { folder, folders } = await equalSides(stage, most);
  const a = stage.engine('a');
  await a.ask('link');
  rows.push({ name: `first link, ${most} files`, ours: await a.ask('sync') });
  await learnHashes(stage, a, folders);
  await a.ask('sync');
  rows.push({
    name: `nothing changed, ${most} files`,
    ours: await a.ask('sync'),
    bare: await reference('walk', folder),
  });
  await a.ask('save 1');
  rows.push({ name: `one file saved, ${most} files`, ours: await a.ask(`save ${10 + seed}`) });
  rows.push({ name: `idle, ${most} files`, ours: await a.ask('idle 30') });
  return rows;
};

/** curl against the same cloud, told to be quiet; the token goes by standard input. */
function curl(ca: string, token: string, words: readonly string[]): Measured {
  const begun = performance.now();
  execFileSync('curl', ['-sS', '--fail', '--cacert', ca, '-H', '@-', '-o', '/dev/null', ...words], {
    input: `Authorization: Bearer ${token}\n`,
  });
  return { wallMs: Math.round(performance.now() - begun), cpuMs: 0 };
}

/** One big file each way. @param size in MiB */
const big: Scene = async (stage, seed, size) => {
  const [first, second] = [stage.person(0), stage.person(1)];
  const write = (file: string): void => {
    const piece = Buffer.alloc(1024 * 1024, `${seed} `);
    writeFileSync(file, piece);
    for (let n = 1; n < size; n += 1) {
      piece.writeUInt32LE(n, 0);
      writeFileSync(file, piece, { flag: 'a' });
    }
  };
  const plain = path.join(stage.folder('bare'), 'big.bin');
  write(plain);
  const token = await stage.token(second);
  const up = curl(stage.ca, token, ['-F', `file=@${plain}`, `${stage.url}/api/2/files/${second.rootId}/upload`]);
  const a = stage.engine('a');
  await a.ask('link');
  write(path.join(stage.folder('a'), 'big.bin'));
  const rows: Row[] = [{ name: 'big file up', ours: await a.ask('sync'), bare: up }];
  const listing = await request(`${stage.url}/api/2/files/${first.rootId}?include_children=true`, {
    dispatcher: new Agent({ connect: { ca: readFileSync(stage.ca, 'utf8') } }),
    headers: { authorization: `Bearer ${await stage.token(first)}` },
  });
  const { children } = (await listing.body.json()) as { children: { id: number; path: string }[] };
  const id = children.find((child) => child.path.endsWith('big.bin'))?.id;
  const target = `${stage.url}/api/2/files/${first.rootId}/${id}/download`;
  const down = curl(stage.ca, await stage.token(first), [target, '-o', path.join(stage.folder('bare'), 'down.bin')]);
  const b = stage.engine('b');
  await b.ask('link');
  rows.push({ name: 'big file down', ours: await b.ask('sync'), bare: down });
  const sizes = ['a', 'b'].map((name) => statSync(path.join(stage.folder(name), 'big.bin')).size);
  if (sizes.some((bytes) => bytes !== size * 1024 * 1024)) throw new Error(`the big files have ${sizes.join()} bytes`);
  return rows;
};

/** Files from 1 KB to 8 MB, most of them small. */
const mixed: Scene = async (stage, seed, files) => {
  const fill = (folder: string): void => {
    const parts = [
      { files: Math.round(files * 0.8), size: [1_000, 30_000] },
      { files: Math.round(files * 0.18), size: [30_000, 1_000_000] },
      { files: Math.round(files * 0.02), size: [4_500_000, 8_000_000] },
    ] as const;
    for (const [n, { files: count, size }] of parts.entries())
      makeTree(path.join(folder, `part ${n}`), { files: count, filesPerFolder: 20, size, seed: seed + n });
  };
  const plain = stage.folder('bare');
  fill(plain);
  const bare = await reference('upload', plain, ...(await stage.access(stage.person(1))));
  const a = stage.engine('a');
  await a.ask('link');
  fill(stage.folder('a'));
  return [{ name: 'mixed sizes up', ours: await a.ask('sync'), bare }];
};

/** The command line from nothing to its first answer. */
const cold: Scene = async (stage) => {
  const home = path.join(stage.base, 'home-cold');
  const program = path.join(import.meta.dirname, '../../dist/cli/leitz-cloud.mjs');
  if (!readdirSync(path.dirname(program)).includes('leitz-cloud.mjs')) throw new Error('run `npm run build` first');
  const begun = performance.now();
  execFileSync(process.execPath, [program, '--home', home, 'status', '--json'], { stdio: 'ignore' });
  return [{ name: 'cold start to first status', ours: { wallMs: Math.round(performance.now() - begun), cpuMs: 0 } }];
};

/** The desktop shell's process while that many files are scanned and a tenth as many transferred. */
const shell: Scene = async (_stage, _seed, files) => {
  const { seconds, delay, windowMs } = await measureLoopDelay(files, files / 10);
  return [
    {
      name: 'shell while the engine scans and transfers',
      ours: { wallMs: seconds * 1000, cpuMs: 0, delayP99Ms: delay.p99 },
    },
    { name: 'hidden window shown', ours: { wallMs: windowMs, cpuMs: 0 } },
  ];
};

/** By name, with the size that counts and the one for a quick look. */
export const SCENES: Readonly<Record<string, { readonly run: Scene; readonly size: number; readonly rounds: number }>> =
  {
    small: { run: small, size: 10_000, rounds: 5 },
    large: { run: large, size: 100_000, rounds: 1 },
    big: { run: big, size: 1024, rounds: 5 },
    growth: { run: growth, size: 10_000, rounds: 1 },
    mixed: { run: mixed, size: 2_000, rounds: 5 },
    shell: { run: shell, size: 100_000, rounds: 1 },
    cold: { run: cold, size: 0, rounds: 5 },
  };
