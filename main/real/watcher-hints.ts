/**
 * Gathers what a watcher hears into few hints: each folder once per short while. When more is heard than the system
 * keeps in its queue, some was lost without a word (Linux drops it and Node does not pass the news on), so then the hint
 * is: look everywhere.
 */
import type { Hint } from '../world.ts';

const GATHER_MS = 50;
const FLOOD_WINDOW_MS = 1_000;

export interface Hinter {
  /** Something may have changed directly inside this folder. */
  hint(folder: string): void;
  /** Something was lost. */
  everywhere(): void;
  /** After this no hint comes any more. */
  close(): void;
}

/** `floodAt`: so many events within a second count as lost events. */
export function createHinter(onHint: (hint: Hint) => void, floodAt: number): Hinter {
  let folders = new Set<string>();
  let lost = false;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let windowStart = 0;
  let heard = 0;

  const flush = (): void => {
    timer = undefined;
    const [gathered, everywhere] = [folders, lost];
    folders = new Set();
    lost = false;
    if (everywhere) onHint({ folder: undefined });
    else for (const folder of gathered) onHint({ folder });
  };

  const schedule = (): void => {
    if (!closed) timer ??= setTimeout(flush, GATHER_MS).unref();
  };

  return {
    hint: (folder) => {
      const now = performance.now();
      if (now - windowStart > FLOOD_WINDOW_MS) {
        windowStart = now;
        heard = 0;
      }
      heard += 1;
      if (heard >= floodAt) lost = true;
      folders.add(folder);
      schedule();
    },
    everywhere: () => {
      lost = true;
      schedule();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}
