/** The form an upload is sent in (RFC 7578), with its exact length known before the first byte. */
import { SyncError } from '../errors.ts';
import type { Random } from '../world.ts';
import { ONE_PIECE_LIMIT } from './limits.ts';
import type { Body } from './wire.ts';

/** Long enough that no file contains it but by malice, and unguessable, so that not by malice either. */
const BOUNDARY_LENGTH = 40;

/** C0 controls, DEL, the quote and the backslash. */
function isUnsendable(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 32 || code === 127 || character === '"' || character === '\\';
}

/**
 * Browsers write a quote in a file name as `%22` and a line break as `%0D%0A`, others with a backslash, and servers read
 * them in as many ways; the file would get a name that is not its own. The cloud does not allow such names anyway
 * [ours], so they are refused before anything is sent. So are halves of surrogate pairs, which have no UTF-8.
 */
export function requireSendable(name: string): void {
  if (name === '' || !name.isWellFormed() || [...name].some(isUnsendable)) {
    throw new SyncError('invalid-name', { path: name, detail: 'the name has characters that cannot be sent' });
  }
}

export interface Form {
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Name of the file's field. */
  readonly field: string;
  readonly filename: string;
}

async function* around(head: Uint8Array, body: Uint8Array | AsyncIterable<Uint8Array>, tail: Uint8Array) {
  yield head;
  if (body instanceof Uint8Array) yield body;
  else yield* body;
  yield tail;
}

/**
 * The whole form around `bytes`, which are `size` long. A small file makes one piece; a big one is streamed, and what
 * its source throws ends the request before its last byte.
 */
export function multipartBody(
  form: Form,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  size: number,
  random: Random,
): Body {
  requireSendable(form.filename);
  const boundary = `----${random.token(BOUNDARY_LENGTH)}`;
  const fields = form.fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(
    `${fields.join('')}--${boundary}\r\nContent-Disposition: form-data; name="${form.field}"; filename="${form.filename}"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n',
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const small = bytes instanceof Uint8Array && size <= ONE_PIECE_LIMIT;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: small ? Buffer.concat([head, bytes, tail]) : around(head, bytes, tail),
    length: head.length + size + tail.length,
  };
}
