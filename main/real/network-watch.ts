/**
 * Notices that the computer slept, or is in another network, by looking every few seconds: no platform tells a program
 * without a window, and what has one hears it from the shell besides.
 */
import { networkInterfaces } from 'node:os';
import type { NetworkChange } from '../world.ts';

const LOOK_EVERY_MS = 5_000;
/** Looks that come later than this were not only late: the computer slept, or the process was stopped. */
const SLEPT_MS = 30_000;

export interface Seen {
  readonly atMs: number;
  /** Addresses other than of the computer to itself. */
  readonly addresses: ReadonlySet<string>;
}

/** Link-local addresses come and go without a network behind them. */
const isIdle = (address: string): boolean => /^(169\.254\.|fe80:)/iu.test(address);

/** What happened between two looks. */
export function changeBetween(before: Seen, now: Seen): NetworkChange | undefined {
  if (now.atMs - before.atMs > SLEPT_MS) return 'woke';
  if ([...before.addresses].some((address) => !now.addresses.has(address))) return 'lost';
  if ([...now.addresses].some((address) => !before.addresses.has(address))) return 'gained';
  return undefined;
}

function look(): Seen {
  const all = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const addresses = all.filter(({ internal, address }) => !internal && !isIdle(address)).map(({ address }) => address);
  // The wall clock, because the other one stands still while some systems sleep.
  return { atMs: Date.now(), addresses: new Set(addresses) };
}

/** Tells of every change until the function it gives is called; keeps no process alive. */
export function watchNetwork(
  onChange: (change: NetworkChange) => void,
  looking: { readonly look: () => Seen; readonly everyMs: number } = { look, everyMs: LOOK_EVERY_MS },
): () => void {
  let before = looking.look();
  const timer = setInterval(() => {
    const now = looking.look();
    const change = changeBetween(before, now);
    before = now;
    if (change !== undefined) onChange(change);
  }, looking.everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
