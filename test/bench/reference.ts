/**
 * The bare references: the same requests or the same disk work and nothing else. Each runs in a process of its own and
 * prints one JSON line with `wallMs` and `cpuMs`.
 *
 *   node test/bench/reference.ts walk FOLDER
 *   node test/bench/reference.ts hash FOLDER              walks and hashes everything, in one thread
 *   node test/bench/reference.ts list FOLDER URL CA TOKEN ROOT_ID    asks for every folder of the root
 *   node test/bench/reference.ts upload FOLDER URL CA TOKEN ROOT_ID
 *   node test/bench/reference.ts download FOLDER URL CA TOKEN ROOT_ID
 */
import { hash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import PQueue from 'p-queue';
import { Pool } from 'undici';

const LANES = 12;
const [what = '', folder = '', url = '', ca = '', token = '', rootId = ''] = process.argv.slice(2);

function walk(at: string): string[] {
  return readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
    const below = path.join(at, entry.name);
    lstatSync(below);
    return entry.isDirectory() ? walk(below) : [below];
  });
}

const api = (): Pool => new Pool(url, { connections: 16, connect: { ca: readFileSync(ca, 'utf8') } });

interface Child {
  readonly type: string;
  readonly id: number;
  readonly path: string;
}

async function json(
  pool: Pool,
  target: string,
  options: { method?: 'GET' | 'POST'; body?: string | Buffer; headers?: Record<string, string> } = {},
): Promise<Record<string, unknown>> {
  const answer = await pool.request({
    path: target,
    method: options.method ?? 'GET',
    body: options.body ?? null,
    headers: { authorization: `Bearer ${token}`, ...options.headers },
  });
  return (await answer.body.json()) as Record<string, unknown>;
}

/** Walks and hashes everything. */
function hashAll(): void {
  for (const file of walk(folder)) hash('sha256', readFileSync(file), 'buffer');
}

/** Asks for every folder, as many at once as the engine does. */
async function listAll(): Promise<void> {
  const pool = api();
  const queue = new PQueue({ concurrency: 8 });
  const list = async (id: number): Promise<void> => {
    const at = `/api/2/files/${rootId}${id === 0 ? '' : `/folder/${id}`}?include_children=true`;
    const answer = await json(pool, at);
    for (const child of answer['children'] as Child[])
      if (child.type === 'folder') void queue.add(() => list(child.id));
  };
  void queue.add(() => list(0));
  await queue.onIdle();
  await pool.close();
}

/** Makes the folders one after the other, then sends the files over as many connections as the engine uses. */
async function upload(): Promise<void> {
  const pool = api();
  const ids = new Map<string, number>();
  const folderId = async (relative: string): Promise<number> => {
    if (relative === '.') return 0;
    const known = ids.get(relative);
    if (known !== undefined) return known;
    const parent = await folderId(path.dirname(relative));
    const at = parent === 0 ? `/api/2/files/${rootId}/create` : `/api/2/files/${rootId}/folder/${parent}/create`;
    const made = await json(pool, at, {
      method: 'POST',
      body: new URLSearchParams({ name: path.basename(relative) }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    ids.set(relative, Number(made['id']));
    return Number(made['id']);
  };
  const queue = new PQueue({ concurrency: LANES });
  for (const file of walk(folder).filter((at) => !at.includes('.leitzcloud'))) {
    const parent = await folderId(path.dirname(path.relative(folder, file)));
    void queue.add(async () => {
      const boundary = 'bench-boundary';
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${path.basename(file)}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
      const body = Buffer.concat([Buffer.from(head), await readFile(file), Buffer.from(`\r\n--${boundary}--\r\n`)]);
      const at = parent === 0 ? `/api/2/files/${rootId}/upload` : `/api/2/files/${rootId}/folder/${parent}/upload`;
      await json(pool, at, {
        method: 'POST',
        body,
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      });
    });
    await queue.onSizeLessThan(LANES * 4);
  }
  await queue.onIdle();
  await pool.close();
}

/** Lists every folder, then fetches the files; each is written beside, fsynced and renamed. */
async function download(): Promise<void> {
  const pool = api();
  const queue = new PQueue({ concurrency: LANES });
  const list = async (id: number, at: string): Promise<void> => {
    await mkdir(at, { recursive: true });
    const answer = await json(pool, `/api/2/files/${rootId}${id === 0 ? '' : `/folder/${id}`}?include_children=true`);
    for (const child of answer['children'] as Child[]) {
      const below = path.join(at, path.basename(child.path));
      if (child.type === 'folder') await list(child.id, below);
      else void queue.add(() => fetchFile(pool, child.id, below));
      await queue.onSizeLessThan(LANES * 4);
    }
  };
  await list(0, folder);
  await queue.onIdle();
  await pool.close();
}

async function fetchFile(pool: Pool, id: number, target: string): Promise<void> {
  const answer = await pool.request({
    path: `/api/2/files/${rootId}/${id}/download`,
    method: 'GET',
    headers: { authorization: `Bearer ${token}` },
  });
  const handle = await open(`${target}.part`, 'wx');
  await handle.writeFile(Buffer.from(await answer.body.arrayBuffer()));
  await handle.sync();
  await handle.close();
  await rename(`${target}.part`, target);
}

const cpu = process.cpuUsage();
const begun = performance.now();
if (what === 'walk') walk(folder);
else if (what === 'hash') hashAll();
else if (what === 'list') await listAll();
else if (what === 'upload') await upload();
else if (what === 'download') await download();
else throw new Error(`unknown reference: ${what}`);
const used = process.cpuUsage(cpu);
process.stdout.write(
  `${JSON.stringify({ wallMs: Math.round(performance.now() - begun), cpuMs: Math.round((used.user + used.system) / 1000) })}\n`,
);
