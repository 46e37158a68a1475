/**
 * A real engine on a real disk, whose cloud is malicious: it answers with whatever the story makes up. The linked folder
 * lies between neighbours that nothing may touch.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { SyncError } from '../../main/errors.ts';
import { openEngine, type RunningEngine } from '../../main/index.ts';
import { createRealWorld } from '../../main/real-world.ts';
import type { Host, Http, HttpAnswer, HttpRequest, World } from '../../main/world.ts';
import { type Call, callOf } from '../../shared/contract/contract.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

export const ROOT = 7;
export const SERVER = 'https://cloud.test';

/** What a malicious server says: JSON of any shape, or bytes as they are. */
export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

async function* chunksOf({ json, bytes }: Said): AsyncGenerator<Uint8Array> {
  if (bytes !== undefined) yield* bytes;
  else yield Buffer.from(JSON.stringify(json ?? {}));
}

function answerOf(said: Said): HttpAnswer {
  return {
    status: said.status ?? 200,
    headers: said.headers ?? {},
    bytes: async (limit) => {
      const parts: Uint8Array[] = [];
      let total = 0;
      for await (const part of chunksOf(said)) {
        total += part.byteLength;
        if (total > limit) throw new SyncError('not-an-api-answer', { detail: `longer than ${limit} bytes` });
        parts.push(part);
      }
      return Buffer.concat(parts);
    },
    stream: () => chunksOf(said),
    discard: async () => undefined,
  };
}

export interface Asked {
  readonly method: string;
  /** Path without the server, such as `/api/2/person`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly request: HttpRequest;
}

/** Undefined: what a well-behaved, empty cloud says. */
export type Script = (asked: Asked) => Said | undefined;

const FILES = `/api/2/files/${ROOT}`;

/** One child of a listing, with every field open to lies. */
export function file(id: number, at: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    type: 'file',
    id,
    root_id: ROOT,
    revision_id: id * 10,
    path: at,
    size: 4,
    modified: '2026-01-02T03:04:05',
    created: '2026-01-02T03:04:05',
    is_deleted: false,
    is_locked: false,
    ...more,
  };
}

export function folder(id: number, at: string, more: Readonly<Record<string, unknown>> = {}) {
  return { type: 'folder', id, root_id: ROOT, path: at, is_deleted: false, is_locked: false, hash: `h${id}`, ...more };
}

/** What the well-behaved cloud says. */
function ordinary({ path: at }: Asked): Said {
  if (at === '/oauth/token')
    return { json: { access_token: 'a'.repeat(40), refresh_token: 'r'.repeat(40), expires_in: 3600, guid: 'g' } };
  if (at === '/api/2/person') return { json: { id: 1, email: 'eve@cloud.test', root_id: ROOT, roots: [ROOT] } };
  if (at === FILES) return listing([]);
  if (/\/download$/u.test(at)) return { bytes: [Buffer.from('evil')], headers: { 'content-length': '4' } };
  if (/\/modified_since$/u.test(at)) return { json: { results: [], total: 0 } };
  if (/\/oauth\/revoke$/u.test(at)) return { json: {} };
  if (/\/folder\/\d+$/u.test(at)) {
    const id = Number(at.slice(at.lastIndexOf('/') + 1));
    return { json: { ...folder(id, `/folder-${id}`), children: [] } };
  }
  return { status: 404, json: { error: 'not_found' } };
}

/** The root with these children. */
export function listing(children: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): Said {
  return { json: { type: 'root', id: ROOT, name: 'Root', root_type: 'sync', hash: 'top', children, ...more } };
}

/** The answer for one folder, with its children. */
export function listed(id: number, at: string, children: readonly unknown[]): Said {
  return { json: { ...folder(id, at), children } };
}

/** A script of the answers for the root and for folders by id. */
export function tree(top: Said, folders: Readonly<Record<number, Said>> = {}): Script {
  return ({ path: at, query }) => {
    if (at === FILES) return query.get('include_children') === 'true' ? top : undefined;
    const id = /\/folder\/(\d+)$/u.exec(at)?.[1];
    return id === undefined ? undefined : folders[Number(id)];
  };
}

function hostileHttp(script: Script, asked: Asked[]): Http {
  return {
    request: async (request) => {
      const url = new URL(request.url);
      const one: Asked = { method: request.method, path: url.pathname, query: url.searchParams, request };
      asked.push(one);
      if (request.body !== undefined && !(request.body instanceof Uint8Array)) for await (const _ of request.body);
      return answerOf(script(one) ?? ordinary(one));
    },
    close: async () => undefined,
  };
}

/** Everything below a folder: files with their content, links and folders by name; `.leitzcloud` is left out. */
function everythingBelow(top: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (at: string): void => {
    for (const entry of readdirSync(path.join(top, at), { withFileTypes: true })) {
      const name = at === '' ? entry.name : `${at}/${entry.name}`;
      if (name === '.leitzcloud') continue;
      if (entry.isDirectory()) {
        found[`${name}/`] = '';
        visit(name);
      } else found[name] = entry.isFile() ? readFileSync(path.join(top, name), 'utf8') : '(no file)';
    }
  };
  visit('');
  return found;
}

export interface Besieged {
  readonly home: string;
  readonly folder: string;
  readonly engine: RunningEngine;
  readonly call: Call;
  readonly asked: Asked[];
  /** Everything in the linked folder. */
  inside(): Record<string, string>;
  /** Everything around it that was there before, in the same form; the linked folder itself is left out. */
  outside(): Record<string, string>;
  /** Syncs; gives `done`, or the code of the error it ended with. */
  sync(): Promise<string>;
  /** What is held, by path. */
  held(): Promise<Record<string, string>>;
}

/** Signs in to the malicious cloud and links its root. */
export async function besieged(
  script: Script,
  options: {
    readonly platform?: Host['platform'];
    readonly world?: (world: World) => World;
    readonly password?: string;
  } = {},
): Promise<Besieged> {
  const around = temporaryFolder();
  const home = path.join(around, 'home');
  const linked = path.join(around, 'neighbourhood', 'linked');
  mkdirSync(home, { mode: 0o700 });
  mkdirSync(linked, { recursive: true });
  mkdirSync(path.join(around, 'neighbourhood', 'beside'));
  writeFileSync(path.join(around, 'neighbourhood', 'beside', 'precious.txt'), 'precious');
  writeFileSync(path.join(around, 'precious.txt'), 'precious');
  const asked: Asked[] = [];
  const real = createRealWorld(home, 'debug');
  const host = { ...real.world.host, platform: options.platform ?? real.world.host.platform };
  const world = { ...real.world, host, http: () => hostileHttp(script, asked) };
  const engine = await openEngine({ home, world: options.world?.(world) ?? world });
  onTestFinished(async () => {
    await engine.close();
    real.close();
  });
  const call = callOf(engine.handlers);
  const password = options.password ?? 'pw';
  const signedIn = await call('signIn', { server: SERVER, user: 'eve@cloud.test', password });
  if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.error));
  const link = await call('link', { rootId: ROOT, folder: linked, exclude: [] });
  if (!link.ok) throw new Error(JSON.stringify(link.error));
  return {
    home,
    folder: linked,
    engine,
    call,
    asked,
    inside: () => everythingBelow(linked),
    outside: () => {
      const all = Object.entries(everythingBelow(around));
      return Object.fromEntries(all.filter(([name]) => !/^(home|neighbourhood\/linked)\//u.test(name)));
    },
    sync: async () => {
      const result = await call('sync', {});
      return result.ok ? 'done' : result.error.code;
    },
    held: async () => {
      const result = await call('held', {});
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      return Object.fromEntries(result.value.map((item) => [item.path, item.reason]));
    },
  };
}

/** What lies around the linked folder at the beginning and must lie there at the end. */
export const UNTOUCHED = {
  'neighbourhood/': '',
  'neighbourhood/beside/': '',
  'neighbourhood/beside/precious.txt': 'precious',
  'precious.txt': 'precious',
};
