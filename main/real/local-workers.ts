/**
 * A few threads that do the errands of the local side. Reading, writing and placing a small file takes a dozen file calls,
 * each of them a trip through the thread pool when it is made here; a worker makes them directly, beside us, and its
 * fsyncs overlap with those of the others. Threads start when many errands come at once and end when none has come for a
 * while: a single save is quicker without them, and a sleeping thread costs memory.
 */
import { Worker } from 'node:worker_threads';
import { SyncError } from '../errors.ts';
import { arrived, type Errand, type Fruits } from '../local/errands.ts';
import { WHOLE_BYTES } from '../local/upload-source.ts';
import type { LocalSide } from '../sides.ts';
import type { ErrandReply, ErrandRequest } from './local-worker.ts';

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'mjs';
const WORKER_URL = new URL(`./local-worker.${extension}`, import.meta.url);

const MOST_WORKERS = 3;
/** Errands at once from which on the threads are worth their start. */
const WORTH_STARTING = 4;
/** Errands that one worker has before another one gets some: waking a thread costs more than a short errand does. */
const FULL = { read: 16, hash: 16, stage: 2, placeNew: 2, replace: 2, makeFolder: 4, sync: 2 } as const;
const IDLE_MS = 5_000;

interface Asked {
  readonly resolve: (fruit: Fruits[keyof Fruits]) => void;
  readonly reject: (error: SyncError) => void;
}

interface Hand {
  readonly worker: Worker;
  readonly open: Map<number, Asked>;
  /** What it is to be asked at the end of this turn of the loop, all at once. */
  outbox: ErrandRequest[];
  handedOver: ArrayBuffer[];
}

/** The threads. */
class Hands {
  readonly #hands = new Set<Hand>();
  #nextId = 0;
  #idle: NodeJS.Timeout | undefined;

  get areAwake(): boolean {
    return this.#hands.size > 0;
  }

  do<Does extends Errand['does']>(
    folder: string,
    errand: Extract<Errand, { readonly does: Does }>,
    transfer: ArrayBuffer[] = [],
  ): Promise<Fruits[Does]> {
    clearTimeout(this.#idle);
    const hand = this.#handFor(FULL[errand.does]);
    const request: ErrandRequest = { id: this.#nextId, folder, errand };
    this.#nextId += 1;
    // Somebody waits for the answer, so the process must not end before it.
    if (hand.open.size === 0) hand.worker.ref();
    return new Promise((resolve, reject) => {
      // The worker answers an errand with its own fruit.
      hand.open.set(request.id, { resolve: resolve as Asked['resolve'], reject });
      if (hand.outbox.length === 0) setImmediate(() => this.#send(hand));
      hand.outbox.push(request);
      hand.handedOver.push(...transfer);
    });
  }

  #send(hand: Hand): void {
    const { outbox, handedOver } = hand;
    hand.outbox = [];
    hand.handedOver = [];
    hand.worker.postMessage(outbox, handedOver);
  }

  /** The first that has room, so that the others sleep on; another one where there may be more; else the least busy. */
  #handFor(full: number): Hand {
    let best: Hand | undefined;
    for (const hand of this.#hands) {
      if (hand.open.size < full) return hand;
      if (best === undefined || hand.open.size < best.open.size) best = hand;
    }
    return best === undefined || this.#hands.size < MOST_WORKERS ? this.#start() : best;
  }

  #start(): Hand {
    // Its objects are short-lived and few; the bytes lie outside the heap.
    const resourceLimits = { maxYoungGenerationSizeMb: 8 };
    const hand: Hand = {
      worker: new Worker(WORKER_URL, { name: 'local', execArgv: [], resourceLimits }),
      open: new Map(),
      outbox: [],
      handedOver: [],
    };
    this.#hands.add(hand);
    hand.worker.on('message', (replies: readonly ErrandReply[]) => {
      for (const reply of replies) this.#take(hand, reply);
    });
    const lost = (thrown: unknown): void => {
      this.#hands.delete(hand);
      const detail = thrown instanceof Error ? thrown.message : 'the thread ended';
      for (const { reject } of hand.open.values()) reject(new SyncError('disk-error', { detail, cause: thrown }));
      hand.open.clear();
    };
    hand.worker.on('error', lost);
    hand.worker.on('exit', lost);
    return hand;
  }

  #take(hand: Hand, reply: ErrandReply): void {
    const asked = hand.open.get(reply.id);
    if (asked === undefined) return;
    hand.open.delete(reply.id);
    if (hand.open.size === 0) hand.worker.unref();
    if ([...this.#hands].every(({ open }) => open.size === 0)) this.#rest();
    if ('error' in reply) asked.reject(arrived(reply.error));
    else asked.resolve(reply.fruit);
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      for (const hand of this.#hands) {
        // Before it ends, so that no errand is given to it any more.
        this.#hands.delete(hand);
        void hand.worker.terminate();
      }
    }, IDLE_MS).unref();
  }
}

/** All of a stream, as far as it is not longer than it should be; `onBytes` hears of each piece. */
async function gather(
  source: AsyncIterable<Uint8Array>,
  { size, onBytes }: { readonly size: number; readonly onBytes?: (count: number) => void },
): Promise<Uint8Array<ArrayBuffer>> {
  // One byte more than there should be shows the worker that it is too long.
  const bytes = new Uint8Array(size + 1);
  let filled = 0;
  for await (const piece of source) {
    bytes.set(piece.subarray(0, bytes.byteLength - filled), filled);
    filled = Math.min(filled + piece.byteLength, bytes.byteLength);
    onBytes?.(piece.byteLength);
    if (filled > size) break;
  }
  return bytes.subarray(0, filled);
}

/** Gives a local side whose short operations are done by threads that all such sides share. */
export function createLocalWorkers(): (side: LocalSide) => LocalSide {
  const hands = new Hands();
  let here = 0;

  /** Here while there is little to do, else there. */
  const eitherWay = async <T>(inHere: () => Promise<T>, there: () => Promise<T>): Promise<T> => {
    if (hands.areAwake || here >= WORTH_STARTING) return there();
    here += 1;
    try {
      return await inHere();
    } finally {
      here -= 1;
    }
  };

  return (side) => {
    const { folder } = side;
    return {
      ...side,
      openForUpload: (path, expected) =>
        expected.size > WHOLE_BYTES
          ? side.openForUpload(path, expected)
          : eitherWay(
              () => side.openForUpload(path, expected),
              async () => {
                const { size, bytes, hash } = await hands.do(folder, { does: 'read', path, expected });
                return { size, body: bytes, hash: () => hash, close: () => Promise.resolve() };
              },
            ),
      hash: (path, expected) =>
        eitherWay(
          () => side.hash(path, expected),
          () => hands.do(folder, { does: 'hash', path, expected }),
        ),
      stage: (name, source, options) => {
        const { size, mtimeMs, resumeFrom = 0 } = options;
        // A big file is written as it comes, and what there is of it outlives a break.
        if (size > WHOLE_BYTES || resumeFrom > 0) return side.stage(name, source, options);
        return eitherWay(
          () => side.stage(name, source, options),
          async () => {
            const bytes = await gather(source, options);
            return hands.do(folder, { does: 'stage', name, bytes, size, mtimeMs }, [bytes.buffer]);
          },
        );
      },
      placeNew: (staged, path) =>
        eitherWay(
          () => side.placeNew(staged, path),
          () => hands.do(folder, { does: 'placeNew', staged, path }),
        ),
      replace: (staged, path, expected, trash) =>
        eitherWay(
          () => side.replace(staged, path, expected, trash),
          () => hands.do(folder, { does: 'replace', staged, path, expected, trash }),
        ),
      makeFolder: (path) =>
        eitherWay(
          () => side.makeFolder(path),
          () => hands.do(folder, { does: 'makeFolder', path }),
        ),
      sync: (paths) =>
        eitherWay(
          () => side.sync(paths),
          () => hands.do(folder, { does: 'sync', paths }),
        ),
    };
  };
}
