/** SHA-256 of contents. 256 KiB take well under a millisecond, so hashing piece by piece never holds up the thread. */
import { createHash, hash } from 'node:crypto';
import type { ReadHandle } from '../world.ts';

/** Bytes read at once; small enough that the hashing of one piece is not felt, big enough that reading it is cheap. */
export const PIECE_BYTES = 256 * 1024;

/** The hash of bytes that are all there. */
export function hashWhole(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

/** A hash that grows with what is added. */
export function createHasher() {
  const hasher = createHash('sha256');
  return {
    add: (bytes: Uint8Array): void => {
      hasher.update(bytes);
    },
    finish: (): Uint8Array => hasher.digest(),
  };
}

export type Hasher = ReturnType<typeof createHasher>;

/** Adds the first `size` bytes of the file to the hasher; gives how many there really were. */
export async function hashInto(hasher: Hasher, handle: ReadHandle, size: number): Promise<number> {
  const buffer = new Uint8Array(Math.min(PIECE_BYTES, Math.max(size, 1)));
  let position = 0;
  while (position < size) {
    const count = await handle.read(buffer.subarray(0, Math.min(buffer.byteLength, size - position)), position);
    if (count === 0) break;
    hasher.add(buffer.subarray(0, count));
    position += count;
  }
  return position;
}
