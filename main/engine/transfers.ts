/** The transfers that run now, for whoever shows progress. */
import type { TransferBoard } from '../execute/work.ts';
import type { Clock } from '../world.ts';

export interface RunningTransfer {
  readonly id: string;
  readonly rootId: number;
  readonly path: string;
  readonly direction: 'up' | 'down';
  readonly bytes: number;
  readonly bytesDone: number;
  readonly startedMs: number;
}

/** Files below this size come and go too fast to be worth a line of their own. */
const WORTH_SHOWING = 256 * 1024;

export class Transfers {
  readonly #clock: Clock;
  readonly #running = new Map<number, RunningTransfer>();
  #next = 1;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  list(): readonly RunningTransfer[] {
    return [...this.#running.values()];
  }

  board(rootId: number): TransferBoard {
    return {
      begin: ({ path, direction, size }) => {
        if (size < WORTH_SHOWING) return { bytes: () => undefined, end: () => undefined };
        const id = this.#next++;
        const transfer = {
          id: String(id),
          rootId,
          path,
          direction,
          bytes: size,
          bytesDone: 0,
          startedMs: this.#clock.now(),
        };
        this.#running.set(id, transfer);
        let done = 0;
        return {
          bytes: (count) => {
            done += count;
            this.#running.set(id, { ...transfer, bytesDone: Math.min(done, size) });
          },
          end: () => void this.#running.delete(id),
        };
      },
    };
  }
}
