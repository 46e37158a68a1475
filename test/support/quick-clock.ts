/** A real clock that runs faster, so that minutes of backing off pass in a test. */
import type { Clock } from '../../main/world.ts';

/** Moves the client's wall clock, as a wrong battery or a traveller does. */
export interface ClientClock extends Clock {
  skewMs: number;
}

/** A clock that runs so many times faster than the real one. */
export function quickClock(real: Clock, speed: number): ClientClock {
  const began = real.monotonic();
  return {
    skewMs: 0,
    now() {
      return real.now() + (real.monotonic() - began) * (speed - 1) + this.skewMs;
    },
    monotonic: () => real.monotonic() * speed,
    sleep: (ms, signal) => real.sleep(ms / speed, signal),
  };
}
