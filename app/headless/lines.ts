/** Cuts a stream of bytes into lines. */

const NEWLINE = 10;

/**
 * Gives a function that takes chunks and calls `onLine` for each whole line; gives `false`, and takes no more, once a
 * line is longer than `limit` bytes. Pieces are joined once a line is whole, so that its cost does not grow with the
 * square of its length.
 */
export function lineCutter(limit: number, onLine: (line: string) => void): (chunk: Buffer) => boolean {
  let pieces: Buffer[] = [];
  let length = 0;
  let overflown = false;
  return (chunk) => {
    let from = 0;
    while (!overflown) {
      const end = chunk.indexOf(NEWLINE, from);
      const piece = chunk.subarray(from, end === -1 ? chunk.length : end);
      length += piece.length;
      overflown = length > limit;
      if (overflown) break;
      pieces.push(piece);
      if (end === -1) return true;
      const line = Buffer.concat(pieces, length).toString('utf8');
      pieces = [];
      length = 0;
      from = end + 1;
      if (line.length > 0) onLine(line);
    }
    pieces = [];
    return false;
  };
}
