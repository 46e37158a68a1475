/** The cloud's API at the `Http` interface: requests as the client makes them, answers as the stand-in gives them. */

import { SyncError } from '../../main/errors.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../main/world.ts';
import { formatDateTime, parseDateTime } from '../../shared/api/times.ts';
import { Refusal, type SimCloud, type SimNode } from './sim-cloud.ts';
import type { Process, SimLoop } from './sim-loop.ts';

export const ROOT_ID = 7;

export interface HttpTroubles {
  /** Probability that something goes wrong with a request. */
  failing: number;
  /** Or what goes wrong with just this one. */
  scripted?: ((method: string, path: string) => Trouble | undefined) | undefined;
}

export interface HttpCounts {
  requests: number;
  conditional: number;
  bytesUp: number;
  bytesDown: number;
  /** The requests that were no conditional listing, as `VERB path`. */
  readonly others: string[];
}

export interface HttpWorld {
  readonly loop: SimLoop;
  readonly process: Process;
  readonly cloud: SimCloud;
  readonly troubles: HttpTroubles;
  readonly counts: HttpCounts;
  readonly person: number;
}

interface Reply {
  readonly status: number;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

const json = (value: unknown, status = 200): Reply => ({ status, body: Buffer.from(JSON.stringify(value)) });

function fileObject(cloud: SimCloud, node: SimNode): object {
  const last = node.revisions.at(-1);
  return {
    type: 'file',
    id: node.id,
    revision_id: last?.id ?? 0,
    root_id: ROOT_ID,
    path: cloud.path(node),
    is_deleted: cloud.isDeleted(node),
    is_locked: false,
    created: formatDateTime(node.createdMs),
    modified: formatDateTime(last?.modifiedMs ?? 0),
    size: last?.bytes.byteLength ?? 0,
  };
}

function folderObject(cloud: SimCloud, node: SimNode): object {
  const { id } = node;
  const base = { type: 'folder', id, root_id: ROOT_ID, path: cloud.path(node), is_locked: false };
  return { ...base, is_deleted: cloud.isDeleted(node), hash: cloud.hash(node) };
}

const object = (cloud: SimCloud, node: SimNode): object =>
  node.kind === 'file' ? fileObject(cloud, node) : folderObject(cloud, node);

function listing(cloud: SimCloud, id: number, query: URLSearchParams): Reply {
  const folder = cloud.node('folder', id);
  if (query.get('hash') === cloud.hash(folder)) return { status: 304, body: new Uint8Array() };
  const withDeleted = query.get('include_deleted') === 'true';
  const shown = cloud.isDeleted(folder) && !withDeleted ? [] : cloud.children(id, withDeleted);
  const children =
    query.get('include_children') === 'true' ? { children: shown.map((node) => object(cloud, node)) } : {};
  if (id !== 0) return json({ ...folderObject(cloud, folder), ...children });
  const root = { type: 'root', id: ROOT_ID, name: 'Root', path: '/', root_type: 'sync', space_used: 0 };
  return json({ ...root, hash: cloud.hash(folder), ...children });
}

interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly filename: string;
  readonly bytes: Uint8Array;
}

/** The form an upload is sent in; undefined where it is cut short. */
function readForm(contentType: string, body: Buffer): Form | undefined {
  const boundary = `--${/boundary=(.+)$/u.exec(contentType)?.[1] ?? ''}`;
  if (
    !body
      .subarray(-boundary.length - 4)
      .toString('latin1')
      .startsWith(`${boundary}--`)
  )
    return undefined;
  const fields: Record<string, string> = {};
  let at = 0;
  for (;;) {
    const headEnd = body.indexOf('\r\n\r\n', at);
    const head = body.subarray(at, headEnd).toString('utf8');
    const filename = /filename="([^"]*)"/u.exec(head)?.[1];
    if (filename !== undefined) {
      const end = body.length - boundary.length - 6;
      return { fields, filename, bytes: Uint8Array.from(body.subarray(headEnd + 4, end)) };
    }
    const next = body.indexOf(`\r\n${boundary}`, headEnd);
    const name = / name="([^"]*)"/u.exec(head)?.[1] ?? '';
    fields[name] = body.subarray(headEnd + 4, next).toString('utf8');
    at = next + 2;
  }
}

function upload(world: HttpWorld, folder: number, request: HttpRequest, body: Buffer): Reply {
  const form = readForm(request.headers['content-type'] ?? '', body);
  if (form === undefined) throw new SyncError('cut-off', { detail: 'the form was cut short' });
  const [modifiedMs, createdMs] = [
    parseDateTime(form.fields['modified'] ?? ''),
    parseDateTime(form.fields['created'] ?? ''),
  ];
  const times = {
    ...(modifiedMs === undefined ? {} : { modifiedMs }),
    ...(createdMs === undefined ? {} : { createdMs }),
  };
  world.counts.bytesUp += form.bytes.byteLength;
  return json(fileObject(world.cloud, world.cloud.put(folder, form.filename, form.bytes, times, world.person)));
}

function download(world: HttpWorld, node: SimNode, query: URLSearchParams, range: string | undefined): Reply {
  const wanted = query.get('revision_id');
  const revision = node.revisions.find(({ id }) => wanted === null || id === Number(wanted));
  if (revision === undefined) throw new Refusal(404, 'not_found');
  const total = revision.bytes.byteLength;
  const from = Number(/^bytes=(\d+)-$/u.exec(range ?? '')?.[1] ?? 0);
  if (from > 0 && from >= total)
    return { ...json({ error: 'invalid_range' }, 416), headers: { 'content-range': `bytes */${total}` } };
  const body = revision.bytes.subarray(from);
  world.counts.bytesDown += body.byteLength;
  if (from === 0) return { status: 200, body };
  return { status: 206, body, headers: { 'content-range': `bytes ${from}-${total - 1}/${total}` } };
}

function act(cloud: SimCloud, node: SimNode, verb: string, form: URLSearchParams): Reply {
  if (verb !== 'restore' && cloud.isDeleted(node)) throw new Refusal(404, 'not_found');
  if (verb === 'rename') cloud.rename(node, form.get('name') ?? '');
  else if (verb === 'move') cloud.move(node, Number(form.get('to_folder_id') ?? 0));
  else if (verb === 'delete') cloud.remove(node);
  else if (verb === 'restore') cloud.restore(node);
  else throw new Refusal(404, 'not_found');
  return verb === 'delete' ? json({ status: 'ok' }) : json(object(cloud, node));
}

const TOKEN = {
  token_type: 'Bearer',
  expires_in: 1e9,
  refresh_token: 'r',
  guid: 'g',
  scope: 'full',
};

function answer(world: HttpWorld, request: HttpRequest, body: Buffer): Reply {
  const { cloud, person } = world;
  const url = new URL(request.url);
  const form = new URLSearchParams(body.length < 10_000 ? body.toString('utf8') : '');
  if (url.pathname === '/oauth/token') return json({ ...TOKEN, access_token: `token-${world.counts.requests}` });
  if (url.pathname === '/api/2/person')
    return json({ id: person, email: 'a@b', root_id: ROOT_ID, roots: [ROOT_ID], company_policy: {} });
  const names = url.pathname.split('/').slice(5);
  const isFolder = names[0] === 'folder';
  const [first, verb] = isFolder ? names.slice(1) : names;
  if (first === undefined) return listing(cloud, 0, url.searchParams);
  if (first === 'upload') return upload(world, 0, request, body);
  if (first === 'create') return json(folderObject(cloud, cloud.mkdir(0, form.get('name') ?? '')));
  const id = Number(first);
  if (isFolder) {
    if (verb === undefined) return listing(cloud, id, url.searchParams);
    if (verb === 'upload') return upload(world, id, request, body);
    if (verb === 'create') return json(folderObject(cloud, cloud.mkdir(id, form.get('name') ?? '')));
    return act(cloud, cloud.node('folder', id), verb, form);
  }
  const node = cloud.node('file', id);
  if (verb === undefined) return json(fileObject(cloud, node));
  if (verb === 'download') return download(world, cloud.live('file', id), url.searchParams, request.headers['range']);
  if (verb !== 'revisions') return act(cloud, node, verb, form);
  const all = [...node.revisions].reverse();
  const results = all.map((one) => ({
    revision_id: one.id,
    size: one.bytes.byteLength,
    modified: formatDateTime(one.modifiedMs),
    person_id: one.person,
  }));
  return json({ results, total: results.length });
}

async function collect(request: HttpRequest, turn: () => Promise<void>): Promise<Buffer> {
  if (request.body === undefined) return Buffer.alloc(0);
  if (request.body instanceof Uint8Array) return Buffer.from(request.body);
  const pieces: Uint8Array[] = [];
  for await (const piece of request.body) {
    pieces.push(Uint8Array.from(piece));
    await turn();
  }
  return Buffer.concat(pieces);
}

const PAGE = Buffer.from('<!doctype html><title>Wi-Fi sign-in</title>');
const TROUBLES = [
  'reset-before',
  'reset-after',
  'busy',
  'page',
  'truncate',
  'empty-list',
  'broken',
  'expired',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/** What a trouble makes of an answer; the effect has happened already. */
function spoil(reply: Reply, trouble: Trouble | undefined): Reply {
  if (trouble === 'page') return { status: 200, body: PAGE, headers: { 'content-type': 'text/html' } };
  if (trouble === 'broken' && reply.status === 200)
    return { ...reply, body: reply.body.subarray(0, Math.floor(reply.body.byteLength / 2)) };
  if (trouble !== 'empty-list' || reply.status !== 200) return reply;
  try {
    const value: unknown = JSON.parse(Buffer.from(reply.body).toString('utf8'));
    return typeof value === 'object' && value !== null && 'children' in value
      ? json({ ...value, children: [] })
      : reply;
  } catch {
    return reply;
  }
}

export function createSimHttp(world: HttpWorld): Http {
  const { loop, process, troubles, counts } = world;
  const step = (): Promise<void> => loop.step(process);

  const toAnswer = (reply: Reply, cutAt: number | undefined): HttpAnswer => {
    const body = cutAt === undefined ? reply.body : reply.body.subarray(0, Math.floor(reply.body.byteLength * cutAt));
    async function* stream(): AsyncGenerator<Uint8Array> {
      const half = Math.ceil(body.byteLength / 2);
      for (const piece of [body.subarray(0, half), body.subarray(half)]) {
        await step();
        if (piece.byteLength > 0) yield Uint8Array.from(piece);
      }
      if (cutAt !== undefined) throw new SyncError('cut-off', { detail: 'simulated: cut short' });
    }
    return {
      status: reply.status,
      headers: {
        'content-type': 'application/json',
        'content-length': String(reply.body.byteLength),
        date: new Date(Math.floor(loop.nowMs / 1000) * 1000).toUTCString(),
        ...reply.headers,
      },
      bytes: async () => {
        await step();
        if (cutAt !== undefined) throw new SyncError('cut-off', { detail: 'simulated: cut short' });
        return body;
      },
      stream,
      discard: step,
    };
  };

  return {
    request: async (request) => {
      counts.requests += 1;
      const url = new URL(request.url);
      if (url.searchParams.has('hash')) counts.conditional += 1;
      else counts.others.push(`${request.method} ${url.pathname}${url.search}`);
      const trouble: Trouble | undefined =
        troubles.scripted?.(request.method, url.pathname) ??
        (troubles.failing > 0 && loop.chance.isTrue(troubles.failing) ? loop.chance.pick(TROUBLES) : undefined);
      const body = await collect(request, step);
      await step();
      if (request.signal?.aborted) throw new SyncError('cancelled');
      if (trouble === 'reset-before') throw new SyncError('cut-off', { detail: 'simulated: before' });
      if (trouble === 'busy')
        return toAnswer(json({ error: 'unknown' }, loop.chance.pick([500, 502, 503, 429])), undefined);
      if (trouble === 'expired' && !url.pathname.startsWith('/oauth'))
        return toAnswer(json({ error: 'access_denied' }, 401), undefined);
      let reply: Reply;
      try {
        reply = answer(world, request, body);
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown;
        reply = json({ error: thrown.code }, thrown.status);
      }
      await step();
      if (trouble === 'reset-after') throw new SyncError('cut-off', { detail: 'simulated: after' });
      return toAnswer(spoil(reply, trouble), trouble === 'truncate' ? loop.chance.fraction() : undefined);
    },
    close: () => Promise.resolve(),
  };
}
