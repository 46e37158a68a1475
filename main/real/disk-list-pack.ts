/**
 * Listings on their way out of the worker thread: names in one string, numbers in one transferable array, so that
 * 100,000 files cost no 100,000 cloned objects. A listing comes in pieces of bounded size, each unpacked in the event
 * that brought it, so that unpacking never holds the main thread up for long.
 */
import type { DiskEntry, EntryKind } from '../world.ts';

/** `end` is the last piece of a folder that could be read. */
export type PieceEnd = 'more' | 'end' | 'missing' | 'unreadable';

/** Entries of one folder, or how its listing ended. `folder` is the place in the list of folders asked for. */
export interface Piece {
  readonly folder: number;
  readonly end: PieceEnd;
  readonly count: number;
  readonly detail: string;
}

export interface Packed {
  readonly pieces: readonly Piece[];
  /** All names of all pieces, with `/` between, which no name can hold. */
  readonly names: string;
  readonly numbers: Float64Array<ArrayBuffer>;
}

export interface ListRequest {
  readonly id: number;
  readonly folders: readonly string[];
}

export interface ListReply {
  readonly id: number;
  readonly packed: Packed;
  readonly done: boolean;
}

const FIELDS = 9;
const KINDS: readonly EntryKind[] = ['file', 'folder', 'link', 'special'];
/** About 2 ms of unpacking. */
const PACK_LIMIT = 2000;

/** Gathers entries and gives them out in packs of about 2,000. */
export function createPacker(send: (packed: Packed) => void) {
  let pieces: Piece[] = [];
  let names: string[] = [];
  let numbers = new Float64Array(PACK_LIMIT * FIELDS);
  let inFolder = 0;

  const flush = (): void => {
    const used = numbers.slice(0, names.length * FIELDS);
    send({ pieces, names: names.join('/'), numbers: used });
    pieces = [];
    names = [];
  };

  return {
    add(folder: number, entry: DiskEntry): void {
      if (names.length === PACK_LIMIT) {
        if (inFolder > 0) pieces.push({ folder, end: 'more', count: inFolder, detail: '' });
        inFolder = 0;
        flush();
      }
      const { name, nameIsExact, kind, dev, ino, size, mtimeMs, ctimeMs, birthMs, links } = entry;
      const row = [KINDS.indexOf(kind), nameIsExact ? 1 : 0, dev, ino, size, mtimeMs, ctimeMs, birthMs, links];
      numbers.set(row, names.length * FIELDS);
      names.push(name);
      inFolder += 1;
    },
    end(folder: number, end: Exclude<PieceEnd, 'more'>, detail = ''): void {
      pieces.push({ folder, end, count: inFolder, detail });
      inFolder = 0;
    },
    /** Sends what is left; always sends something, so that the other end hears of the last folder. */
    finish(): void {
      flush();
      numbers = new Float64Array(0);
    },
  };
}

/** Calls `visit` for each piece with its entries, in the order they were packed. */
export function unpack(packed: Packed, visit: (piece: Piece, entries: DiskEntry[]) => void): void {
  const names = packed.names.split('/');
  const { numbers } = packed;
  let row = 0;
  for (const piece of packed.pieces) {
    const entries: DiskEntry[] = [];
    for (const last = row + piece.count; row < last; row += 1) {
      const at = row * FIELDS;
      const number = (field: number): number => numbers[at + field] ?? 0;
      entries.push({
        kind: KINDS[number(0)] ?? 'special',
        dev: number(2),
        ino: number(3),
        size: number(4),
        mtimeMs: number(5),
        ctimeMs: number(6),
        birthMs: number(7),
        links: number(8),
        name: names[row] ?? '',
        nameIsExact: number(1) === 1,
      });
    }
    visit(piece, entries);
  }
}
