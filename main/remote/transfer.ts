/** The bytes of files, up and down. */
import { formatDateTime } from '../../shared/api/times.ts';
import { SyncError } from '../errors.ts';
import type { CloudFile, CloudSide, TransferOptions, UploadSource } from '../sides.ts';
import type { HttpAnswer, Random } from '../world.ts';
import type { Auth } from './auth.ts';
import type { Caller } from './caller.ts';
import { SLOW_IDLE_MS, TRANSFER_TOKEN_MS } from './limits.ts';
import { multipartBody } from './multipart.ts';
import { fileFrom } from './objects.ts';
import type { Counts } from './wire.ts';

type Download = Awaited<ReturnType<CloudSide['download']>>;
type Progress = (count: number) => void;

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  progress: Progress,
  pace: TransferOptions['pace'],
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    await pace?.(piece.byteLength);
    yield piece;
    progress(piece.byteLength);
  }
}

function progressOf(counts: Counts, which: 'bytesUp' | 'bytesDown', options: TransferOptions): Progress {
  return (count) => {
    counts[which] += count;
    options.onBytes?.(count);
  };
}

/** What a transfer needs of its side. */
export interface TransferWorld {
  readonly caller: Caller;
  readonly auth: Auth;
  readonly random: Random;
  readonly rootId: number;
}

/**
 * Sends the file as `name` into the folder; a live file of that name gets a new revision [ours]. The source's own error
 * (`changed`) comes out as it is, and the cloud has not got the whole then. `cut-off` leaves open whether the cloud has
 * it. `wrong-size` where the cloud says that it kept another number of bytes.
 */
export async function upload(
  world: TransferWorld,
  target: { readonly folder: number; readonly name: string },
  source: UploadSource,
  meta: { readonly modifiedMs: number; readonly createdMs: number },
  options: TransferOptions,
): Promise<CloudFile> {
  const { caller, auth, random, rootId } = world;
  const progress = progressOf(caller.wire.counts, 'bytesUp', options);
  const whole = source.body instanceof Uint8Array ? source.body : undefined;
  const form = {
    fields: [
      ['modified', formatDateTime(meta.modifiedMs)],
      ['created', formatDateTime(meta.createdMs)],
    ],
    field: 'file',
    filename: target.name,
  } as const;
  const bytes = source.body instanceof Uint8Array ? source.body : counted(source.body, progress, options.pace);
  const call = {
    params: { root: rootId, folder: target.folder },
    body: multipartBody(form, bytes, source.size, random),
    path: target.name,
    idleMs: SLOW_IDLE_MS,
    ...(whole === undefined ? { tokenMs: TRANSFER_TOKEN_MS } : {}),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  if (whole !== undefined) await options.pace?.(whole.byteLength);
  try {
    const file = await caller.json(target.folder === 0 ? 'uploadToRoot' : 'uploadToFolder', call);
    if (file.size !== source.size) {
      throw new SyncError('wrong-size', { path: target.name, detail: `sent ${source.size}, kept ${file.size}` });
    }
    if (whole !== undefined) progress(whole.byteLength);
    return fileFrom(file, target.folder);
  } catch (error) {
    if (whole === undefined && error instanceof SyncError && error.code === 'cut-off') auth.doubt();
    throw error;
  }
}

const RANGE = /^bytes (\d{1,15})-(\d{1,15})\/(?:(\d{1,15})|\*)$/;
const UNSATISFIED = /^bytes \*\/(\d{1,15})$/;

/** A body that ends before it has all its bytes says so, whatever the transport thinks of it. */
async function* checked(
  answer: HttpAnswer,
  expected: number | undefined,
  progress: Progress,
  pace: TransferOptions['pace'],
) {
  let count = 0;
  for await (const chunk of answer.stream()) {
    count += chunk.byteLength;
    await pace?.(chunk.byteLength);
    progress(chunk.byteLength);
    yield chunk;
  }
  if (expected !== undefined && count !== expected) {
    throw new SyncError('cut-off', { detail: `${count} of ${expected} bytes came` });
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function lengthOf(answer: HttpAnswer): number | undefined {
  const length = answer.headers['content-length'];
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

/** What a 206 says about itself: it must begin where we asked, and be as long as it says. */
function partOf(answer: HttpAnswer, from: number): { length: number; total: number | undefined } | undefined {
  const found = RANGE.exec(answer.headers['content-range'] ?? '');
  if (found === null || Number(found[1]) !== from) return undefined;
  const length = Number(found[2]) - from + 1;
  const declared = lengthOf(answer);
  if (length <= 0 || (declared !== undefined && declared !== length)) return undefined;
  return { length, total: found[3] === undefined ? undefined : Number(found[3]) };
}

async function refuse(answer: HttpAnswer, code: 'not-an-api-answer' | 'wrong-size', detail: string): Promise<never> {
  await answer.discard();
  throw new SyncError(code, { detail });
}

/**
 * The bytes of one revision, from `from` on where the cloud honours ranges [ours]; `startsAt` says where they really
 * begin, `size` is the whole file's. The stream throws `cut-off` where it ends early. Throws `wrong-size` where `from`
 * lies beyond the end. Whether the cloud honoured the revision shows in the size and the file's metadata only.
 */
export async function download(
  world: TransferWorld,
  file: { readonly id: number; readonly revision: number },
  options: TransferOptions & { readonly from?: number },
): Promise<Download> {
  const { caller, rootId } = world;
  const { from = 0, signal } = options;
  const progress = progressOf(caller.wire.counts, 'bytesDown', options);
  const answer = await caller.raw('download', {
    params: { root: rootId, file: file.id },
    values: { revision_id: file.revision },
    ...(from === 0 ? {} : { headers: { range: `bytes=${from}-` }, also: [206, 416] }),
    ...(signal === undefined ? {} : { signal }),
  });
  const encoding = answer.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return refuse(answer, 'not-an-api-answer', `the file came encoded as ${encoding}`);
  if (answer.status === 416) {
    const total = Number(UNSATISFIED.exec(answer.headers['content-range'] ?? '')?.[1] ?? Number.NaN);
    if (total !== from) return refuse(answer, 'wrong-size', `there is nothing from byte ${from} on`);
    await answer.discard();
    return { startsAt: from, size: total, stream: nothing() };
  }
  if (answer.status !== 206) {
    const size = lengthOf(answer);
    return { startsAt: 0, size, stream: checked(answer, size, progress, options.pace) };
  }
  const part = partOf(answer, from);
  if (part === undefined) return refuse(answer, 'not-an-api-answer', 'another part of the file came');
  return { startsAt: from, size: part.total, stream: checked(answer, part.length, progress, options.pace) };
}
