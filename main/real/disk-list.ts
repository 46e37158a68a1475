/**
 * `Disk.list`. A few small folders are read here and now; more are read by a worker thread with synchronous calls, which
 * costs a fifth of the same walk through promises and never holds up this thread. The worker starts when it is first
 * needed and ends when nobody has asked for a while, because a sleeping thread costs memory too.
 */
import { lstat, readdir } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { SyncError } from '../errors.ts';
import type { DiskEntry, FolderListing } from '../world.ts';
import { failedEnd, mayBeInexact } from './disk-list-folder.ts';
import { type ListReply, type ListRequest, unpack } from './disk-list-pack.ts';
import { statPath } from './disk-stat.ts';

const WORKER_URL = new URL(import.meta.url.endsWith('.ts') ? './list-worker.ts' : './list-worker.mjs', import.meta.url);

const HERE_FOLDERS = 8;
const HERE_NAMES = 400;

/** One folder without the worker, or undefined if that is the worker's work: many names, or names of odd bytes. */
async function listHere(folder: string): Promise<FolderListing | undefined> {
  try {
    if (!(await lstat(folder)).isDirectory()) {
      return { folder, ok: false, problem: 'missing', detail: 'it is no folder' };
    }
    const names = await readdir(folder);
    if (names.length > HERE_NAMES || mayBeInexact(names)) return undefined;
    const entries = await Promise.all(
      names.map(async (name): Promise<DiskEntry | undefined> => {
        const stat = await statPath(`${folder}/${name}`);
        return stat && { ...stat, name, nameIsExact: true };
      }),
    );
    return { folder, ok: true, entries: entries.filter((entry) => entry !== undefined) };
  } catch (thrown) {
    const end = failedEnd(thrown);
    return end.end === 'end' ? undefined : { folder, ok: false, problem: end.end, detail: end.detail };
  }
}

interface Waiting {
  readonly folders: readonly string[];
  readonly listings: FolderListing[];
  readonly parts: Map<number, DiskEntry[]>;
  readonly resolve: (listings: readonly FolderListing[]) => void;
  readonly reject: (error: SyncError) => void;
}

function take(waiting: Waiting, reply: ListReply): void {
  unpack(reply.packed, (piece, entries) => {
    const folder = waiting.folders[piece.folder] ?? '';
    const before = waiting.parts.get(piece.folder);
    const all = before ?? entries;
    if (before !== undefined) for (const entry of entries) before.push(entry);
    if (piece.end === 'more') {
      waiting.parts.set(piece.folder, all);
      return;
    }
    waiting.parts.delete(piece.folder);
    waiting.listings[piece.folder] =
      piece.end === 'end'
        ? { folder, ok: true, entries: all }
        : { folder, ok: false, problem: piece.end, detail: piece.detail };
  });
}

/** A lister with its own worker; `idleMs` after the last answer the worker ends. */
export function createLister(options: { readonly idleMs?: number } = {}) {
  const idleMs = options.idleMs ?? 5_000;
  const open = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let nextId = 0;

  const fail = (thrown: unknown): void => {
    worker = undefined;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    for (const waiting of open.values()) waiting.reject(new SyncError('disk-error', { detail, cause: thrown }));
    open.clear();
  };

  const rest = (): void => {
    worker?.unref();
    idle = setTimeout(() => {
      void worker?.terminate();
      worker = undefined;
    }, idleMs).unref();
  };

  const start = (): Worker => {
    const started = new Worker(WORKER_URL, { name: 'list', execArgv: [] });
    started.on('message', (reply: ListReply) => {
      const waiting = open.get(reply.id);
      if (waiting === undefined) return;
      take(waiting, reply);
      if (!reply.done) return;
      open.delete(reply.id);
      if (open.size === 0) rest();
      waiting.resolve(waiting.listings);
    });
    started.on('error', fail);
    return started;
  };

  const listThere = (folders: readonly string[]): Promise<readonly FolderListing[]> => {
    if (folders.length === 0) return Promise.resolve([]);
    clearTimeout(idle);
    worker ??= start();
    // Somebody waits for the answer, so the process must not end before it.
    worker.ref();
    const request: ListRequest = { id: nextId, folders };
    nextId += 1;
    const answer = new Promise<readonly FolderListing[]>((resolve, reject) => {
      open.set(request.id, { folders, listings: [], parts: new Map(), resolve, reject });
    });
    worker.postMessage(request);
    return answer;
  };

  /** Listings in the order of the folders. */
  const list = async (folders: readonly string[]): Promise<readonly FolderListing[]> => {
    if (folders.length > HERE_FOLDERS) return listThere(folders);
    const here = await Promise.all(folders.map(listHere));
    const left = await listThere(folders.filter((_, index) => here[index] === undefined));
    const rest = left[Symbol.iterator]();
    return here.flatMap((listing) => listing ?? rest.next().value ?? []);
  };

  return {
    list,
    /** True while the worker thread is alive. */
    isAwake: (): boolean => worker !== undefined,
  };
}
