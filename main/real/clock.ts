/** The real clocks of this machine. */
import { SyncError } from '../errors.ts';
import type { Clock } from '../world.ts';

/** Node's timers fire at once beyond this; nobody here waits for 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancelled = (): void => {
      clearTimeout(timer);
      reject(new SyncError('cancelled', { cause: signal?.reason }));
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', cancelled);
        resolve();
      },
      Math.min(Math.max(ms, 0), LONGEST_TIMER_MS),
    );
    if (signal?.aborted === true) cancelled();
    else signal?.addEventListener('abort', cancelled, { once: true });
  });
}

export function createRealClock(): Clock {
  return { now: () => Date.now(), monotonic: () => performance.now(), sleep };
}
