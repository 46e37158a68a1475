/** The first bytes of a file on either side, for looking at it and for merging. */
import { SyncError } from '../errors.ts';
import type { CloudSide, LocalSide } from '../sides.ts';

export interface Content {
  readonly bytes: Uint8Array;
  /** Of the whole file. */
  readonly size: number;
}

async function firstBytes(pieces: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const found: Uint8Array[] = [];
  let count = 0;
  for await (const piece of pieces) {
    found.push(piece);
    count += piece.byteLength;
    if (count >= most) break;
  }
  return Buffer.concat(found).subarray(0, most);
}

export async function readLocal(local: LocalSide, path: string, most: number): Promise<Content> {
  const stat = await local.stat(path);
  if (stat?.kind !== 'file')
    throw new SyncError('wrong-usage', { path, detail: 'there is no such file on this computer' });
  const { ino, size, mtimeMs } = stat;
  const source = await local.openForUpload(path, { kind: 'file', ino, size, mtimeMs });
  try {
    const { body } = source;
    return { size, bytes: body instanceof Uint8Array ? body.subarray(0, most) : await firstBytes(body, most) };
  } finally {
    await source.close();
  }
}

/** `size` is what the cloud tells of that revision, where it does. */
export async function readCloud(
  cloud: CloudSide,
  file: { readonly id: number; readonly revision: number },
  most: number,
): Promise<Content> {
  const { stream, size } = await cloud.download(file, {});
  const bytes = await firstBytes(stream, most);
  return { bytes, size: size ?? bytes.byteLength };
}
