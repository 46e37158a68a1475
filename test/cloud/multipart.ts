/** Reads multipart bodies: small ones whole, by hand, because that is twice as fast; large ones as a stream through busboy. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { Contents, Stored } from './contents.ts';
import { errors } from './errors.ts';

export interface UploadBody {
  readonly fields: Readonly<Record<string, string>>;
  /** Undefined where no part was a file; `stored` undefined where it was over the limit. */
  readonly file?: { readonly name: string; readonly stored: Stored | undefined };
}

const SMALL = 1024 * 1024;
const WINDOW = 1024 * 1024;
const FIELD_LIMIT = 64 * 1024;
const DISPOSITION = /^content-disposition:\s*form-data\s*;(.*)$/im;
const NAME = /(?:^|[;\s])name="((?:[^"\\]|\\.)*)"/i;
const FILENAME = /(?:^|[;\s])filename="((?:[^"\\]|\\.)*)"/i;

/** Quotes and backslashes may come escaped; a backslash before anything else is a backslash. */
function unescaped(value: string): string {
  return value.replace(/\\(["\\])/g, '$1');
}

function boundaryOf(contentType: string): string {
  const found = /boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) throw errors.invalidRequest();
  return boundary;
}

async function whole(message: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) throw errors.invalidRequest();
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

interface Part {
  readonly name: string;
  readonly filename: string | undefined;
  readonly bytes: Buffer;
}

/** The parts of a whole body; 400 where it is not multipart. */
export function parseMultipart(body: Buffer, boundary: string): Part[] {
  const parts: Part[] = [];
  const line = Buffer.from(`--${boundary}`);
  const separator = Buffer.from(`\r\n--${boundary}`);
  let at = body.indexOf(line);
  if (at < 0) throw errors.invalidRequest();
  at += line.length;
  while (body.toString('latin1', at, at + 2) !== '--') {
    const headEnd = body.indexOf('\r\n\r\n', at);
    const end = body.indexOf(separator, headEnd < 0 ? at : headEnd + 4);
    if (headEnd < 0 || end < 0) throw errors.invalidRequest();
    const head = DISPOSITION.exec(body.toString('utf8', at, headEnd))?.[1];
    const name = head === undefined ? undefined : NAME.exec(head)?.[1];
    if (head === undefined || name === undefined) throw errors.invalidRequest();
    const filename = FILENAME.exec(head)?.[1];
    parts.push({
      name: unescaped(name),
      filename: filename === undefined ? undefined : unescaped(filename),
      bytes: body.subarray(headEnd + 4, end),
    });
    at = end + separator.length;
  }
  return parts;
}

/** Fields of a small multipart body that holds no file. */
export async function readMultipartFields(message: IncomingMessage): Promise<Record<string, string>> {
  const boundary = boundaryOf(message.headers['content-type'] ?? '');
  const fields: Record<string, string> = {};
  for (const part of parseMultipart(await whole(message, SMALL), boundary))
    fields[part.name] = part.bytes.toString('utf8');
  return fields;
}

/** Reads an upload whole, keeps its file's bytes (up to `limit`) and gives its fields. `refuse` may throw as soon as the name is known. */
export async function readUpload(
  message: IncomingMessage,
  contents: Contents,
  limit: number,
  refuse: (name: string) => void,
): Promise<UploadBody> {
  const type = message.headers['content-type'] ?? '';
  if (!type.toLowerCase().startsWith('multipart/form-data')) {
    message.resume();
    throw errors.missingParameter('file');
  }
  const boundary = boundaryOf(type);
  const length = Number(message.headers['content-length'] ?? Number.NaN);
  return length <= SMALL
    ? readSmall(await whole(message, SMALL), boundary, contents, limit, refuse)
    : readLarge(message, type, contents, limit, refuse);
}

function readSmall(
  body: Buffer,
  boundary: string,
  contents: Contents,
  limit: number,
  refuse: (name: string) => void,
): UploadBody {
  const fields: Record<string, string> = {};
  let file: { name: string; bytes: Buffer } | undefined;
  for (const part of parseMultipart(body, boundary)) {
    if (part.filename === undefined) fields[part.name] = part.bytes.toString('utf8');
    else if (part.name === 'file') file = { name: part.filename, bytes: part.bytes };
  }
  if (file === undefined) return { fields };
  refuse(file.name);
  const stored = file.bytes.length > limit ? undefined : contents.keep(file.bytes);
  return { fields, file: { name: file.name, stored } };
}

function readLarge(
  message: IncomingMessage,
  type: string,
  contents: Contents,
  limit: number,
  refuse: (name: string) => void,
): Promise<UploadBody> {
  const fields: Record<string, string> = {};
  const headers: BusboyHeaders = { ...message.headers, 'content-type': type };
  const busboy = new Busboy({
    headers,
    preservePath: true,
    highWaterMark: WINDOW,
    fileHwm: WINDOW,
    limits: { fieldSize: FIELD_LIMIT, files: 1, parts: 100 },
  });
  let file: { name: string; stored: Promise<Stored | undefined> } | undefined;
  let current: Readable | undefined;
  let refused: unknown;
  busboy.on('field', (name, value) => {
    fields[name] = value;
  });
  busboy.on('file', (field, stream, name) => {
    try {
      if (field !== 'file') throw errors.missingParameter('file');
      refuse(name);
      current = stream;
      const stored = contents.keepStream(stream, limit);
      // It is awaited when the body has ended; a failure before that must not count as unhandled.
      stored.catch(() => undefined);
      file = { name, stored };
    } catch (error) {
      refused = error;
      stream.resume();
    }
  });
  return new Promise((resolve, reject) => {
    const broken = () => {
      const reason = new Error('The upload broke off.');
      // The parser does not pass its own end on to the part it is in.
      current?.destroy(reason);
      busboy.destroy(reason);
    };
    message.once('aborted', broken);
    message.once('error', broken);
    busboy.once('error', () => reject(errors.invalidRequest()));
    busboy.once('finish', () => {
      message.off('aborted', broken);
      if (refused !== undefined) return reject(refused);
      if (file === undefined) return resolve({ fields });
      const { name, stored } = file;
      stored.then((kept) => resolve({ fields, file: { name, stored: kept } }), reject);
    });
    message.pipe(busboy);
  });
}
