/** How fast transfers are, and how long they will still take, from looks at how far each one is. */
import type { Transfer } from '../../shared/contract/status.ts';

export interface Pace {
  readonly transfer: Transfer;
  /** Bytes a second, smoothed; undefined until it can be told. */
  readonly speed?: number;
  /** Seconds; undefined where it cannot be told, such as while it stands still. */
  readonly secondsLeft?: number;
}

interface Seen {
  readonly bytesDone: number;
  readonly atMs: number;
  readonly speed: number | undefined;
}

/** How much of the new speed counts after one second; the rest is what was known before. */
const NEW_SHARE = 0.35;
/** Looks closer together than this, in milliseconds, say nothing about the speed. */
const SHORTEST_MS = 200;

export class Paces {
  #seen = new Map<string, Seen>();

  /** Takes the transfers as they are at a moment in milliseconds. */
  look(transfers: readonly Transfer[], atMs: number): readonly Pace[] {
    const seen = new Map<string, Seen>();
    const paces = transfers.map((transfer): Pace => {
      const now = follow(this.#seen.get(transfer.id), transfer.bytesDone, atMs);
      seen.set(transfer.id, now);
      return paceOf(transfer, now.speed);
    });
    this.#seen = seen;
    return paces;
  }
}

function follow(before: Seen | undefined, bytesDone: number, atMs: number): Seen {
  if (before === undefined) return { bytesDone, atMs, speed: undefined };
  const passed = atMs - before.atMs;
  if (passed < SHORTEST_MS) return before;
  // A transfer that began anew starts from nothing; what it had before is no speed.
  const moved = Math.max(0, bytesDone - before.bytesDone);
  const latest = (moved * 1000) / passed;
  const share = 1 - (1 - NEW_SHARE) ** (passed / 1000);
  const speed = before.speed === undefined ? latest : before.speed + (latest - before.speed) * share;
  return { bytesDone, atMs, speed };
}

function paceOf(transfer: Transfer, speed: number | undefined): Pace {
  if (speed === undefined) return { transfer };
  const left = Math.max(0, transfer.bytes - transfer.bytesDone);
  return speed < 1 ? { transfer, speed } : { transfer, speed, secondsLeft: left / speed };
}

/** All of them together: bytes a second, and seconds until the last one is through. */
export function together(paces: readonly Pace[]): { readonly speed: number; readonly secondsLeft?: number } {
  const speed = paces.reduce((sum, pace) => sum + (pace.speed ?? 0), 0);
  const left = paces.reduce((sum, { transfer }) => sum + Math.max(0, transfer.bytes - transfer.bytesDone), 0);
  return speed < 1 ? { speed } : { speed, secondsLeft: left / speed };
}
