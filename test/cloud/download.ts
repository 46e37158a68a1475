/** Sends the bytes of a revision, whole or a range of them. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Call, Handlers } from './call.ts';
import type { Core } from './core.ts';
import { ApiError, errors } from './errors.ts';
import type { RevisionRow } from './tree.ts';

const SMALL = 256 * 1024;
const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

interface Range {
  readonly start: number;
  /** Included. */
  readonly end: number;
}

/** The one range asked for; undefined for the whole (also where several are asked for); 416 where it lies outside. */
function rangeOf(request: FastifyRequest, size: number, tag: string): Range | undefined {
  const found = RANGE.exec(request.headers.range ?? '');
  const condition = request.headers['if-range'];
  if (found === null || (condition !== undefined && condition !== tag)) return undefined;
  const [, first = '', last = ''] = found;
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end || start >= size)
    throw new ApiError(416, 'invalid_range', 'The range lies outside the file.', {
      'content-range': `bytes */${size}`,
    });
  return { start, end };
}

/** Answers with the bytes; `name` is what a browser would save them as. */
export function sendBytes(
  core: Core,
  request: FastifyRequest,
  reply: FastifyReply,
  revision: Pick<RevisionRow, 'id' | 'size' | 'blob'>,
  name: string,
): unknown {
  const tag = `"${revision.id}"`;
  const range = rangeOf(request, revision.size, tag);
  const { start, end } = range ?? { start: 0, end: revision.size - 1 };
  const length = end - start + 1;
  reply.headers({
    'content-type': 'application/octet-stream',
    'content-length': length,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`,
    'accept-ranges': 'bytes',
    etag: tag,
  });
  if (range !== undefined) reply.code(206).header('content-range', `bytes ${start}-${end}/${revision.size}`);
  if (revision.size > SMALL && length > 0) return reply.send(core.contents.stream(revision.blob, start, end));
  const bytes = core.contents.read(revision.blob);
  return reply.send(range === undefined ? bytes : bytes.subarray(start, end + 1));
}

function download(call: Call): unknown {
  const file = call.liveFile('read');
  const revisionId = call.fields.integer('revision_id') ?? file.revision_id;
  const revision = call.core.tree.statements.revision.get(revisionId);
  if (revision === undefined || revision.file_id !== file.id) throw errors.notFound();
  return sendBytes(call.core, call.request, call.reply, revision, file.name);
}

export const downloadHandlers: Handlers<'download'> = { download };
