/** The state of the whole, of each link, and what is on its way. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { BandwidthLimit, LinkStatus, Status, Transfer } from '../../../shared/contract/status.ts';
import type { OverallState } from '../../../shared/model/states.ts';
import { idOfAccount } from '../accounts.ts';
import { aliasesOn } from '../aliases.ts';
import { nameOfEndpoint } from '../doctor/features.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import type { RunningTransfer } from '../transfers.ts';
import { isoTime, rooted } from '../words.ts';

const OFFLINE = new Set([
  'offline',
  'server-error',
  'rate-limited',
  'not-an-api-answer',
  'captive-portal',
  'proxy-refused',
  'cut-off',
]);
const MOST_TRANSFERS = 100;

function stateOf(
  engine: Engine,
  link: Link,
  pending: number,
  attention: number,
  wasSynced: boolean,
): Pick<LinkStatus, 'state' | 'reason' | 'detail'> {
  if (!engine.accounts.isSignedIn(link.record)) return { state: 'signed-out' };
  if (engine.pausedUntil !== 'resumed') return { state: 'paused' };
  if (engine.restReason !== undefined) return { state: 'paused', reason: engine.restReason };
  const { state } = link;
  if (state.kind === 'stopped') {
    const { code, detail } = state.error;
    const more = { reason: code, ...(detail === undefined ? {} : { detail }) };
    return { state: OFFLINE.has(code) ? 'offline' : 'halted', ...more };
  }
  if (state.kind === 'working') return { state: 'working' };
  if (attention > 0) return { state: 'attention' };
  // A root that was just linked has nothing pending either, because nobody has looked yet: that is no peace.
  return pending > 0 || !wasSynced ? { state: 'waiting' } : { state: 'synced' };
}

/** Waiting for another node's decision is that node's news, and a conflict is counted as one; neither is a second item. */
const isOwnTrouble = (reason: string): boolean => reason !== 'blocked-by-held' && reason !== 'conflict-to-decide';

export function linkStatus(engine: Engine, link: Link): LinkStatus {
  const { pending } = link.journal.due();
  const held = link.journal.held(10_000).filter(({ hold }) => hold !== undefined && isOwnTrouble(hold));
  const failed = held.filter(({ hold }) => hold === 'failing').length;
  const conflicts = link.journal.conflicts(true).length;
  const last = link.journal.fact('last-synced');
  return {
    rootId: link.record.number,
    name: link.record.rootName,
    folder: link.record.folder,
    ...stateOf(engine, link, pending, held.length + conflicts, last !== undefined),
    pending,
    conflicts,
    held: held.length - failed,
    failed,
    lastSyncedAt: last === undefined ? null : isoTime(Number(last)),
    account: idOfAccount(link.record),
    ...(aliasesOn(engine.parts.state, link.record) ? { aliases: true } : {}),
  };
}

/** The most important state first; the headline is the first that any link is in. */
const HEADLINES: readonly [LinkStatus['state'], OverallState][] = [
  ['halted', 'halted'],
  ['offline', 'offline'],
  ['paused', 'paused'],
  ['working', 'working'],
  ['waiting', 'working'],
  ['attention', 'attention'],
];

const transferOf = (transfer: RunningTransfer): Transfer => ({
  id: transfer.id,
  rootId: transfer.rootId,
  path: rooted(transfer.path),
  direction: transfer.direction,
  bytes: transfer.bytes,
  bytesDone: transfer.bytesDone,
  startedAt: isoTime(transfer.startedMs),
});

function missingMethods(engine: Engine): Pick<Status, 'missing'> {
  const missing = engine.accounts.signedIn().flatMap((record) => {
    const found = engine.account(record).cloud.missing?.() ?? [];
    // The keys of the endpoint table, as they were kept; one that a later version renamed says itself.
    return found.map(({ endpoint }) => ({ account: idOfAccount(record), method: nameOfEndpoint(endpoint) }));
  });
  return missing.length === 0 ? {} : { missing };
}

export function statusOf(engine: Engine): Status {
  const links = engine.links().map((link) => linkStatus(engine, link));
  const headline = HEADLINES.find(([state]) => links.some((link) => link.state === state));
  const worst = links.find((link) => link.state === headline?.[0]);
  // An account that nobody is signed in to concerns all only where there is no other one.
  const awake = links.filter((link) => link.state !== 'signed-out');
  const needsSignIn = awake.length > 0 && awake.every((link) => link.reason === 'sign-in-needed');
  const signedIn = engine.accounts.signedIn().length > 0;
  const paused = engine.pausedUntil;
  const isResting = paused !== 'resumed' || engine.restReason !== undefined;
  return {
    state: !signedIn || needsSignIn ? 'signed-out' : (headline?.[1] ?? (isResting ? 'paused' : 'synced')),
    ...(worst?.reason === undefined ? {} : { reason: worst.reason }),
    watching: engine.watching,
    ...(paused === 'resumed' ? {} : { pausedUntil: paused === undefined ? null : isoTime(paused) }),
    links,
    ...missingMethods(engine),
    transfers: engine.transfers.list().slice(0, MOST_TRANSFERS).map(transferOf),
  };
}

function limitOf(engine: Engine, direction: 'up' | 'down'): BandwidthLimit {
  const { bytesPerSecond, by } = engine.limits.lowest(direction);
  return { bytesPerSecond: bytesPerSecond ?? null, by: by ?? null };
}

export function statusHandlers(engine: Engine) {
  return {
    status: async () => statusOf(engine),
    transfers: async () => engine.transfers.list().map(transferOf),
    bandwidth: async () => ({
      up: limitOf(engine, 'up'),
      down: limitOf(engine, 'down'),
      lanes: engine.links().flatMap((link) => link.lanes().map((lane) => ({ rootId: link.record.number, ...lane }))),
    }),
  } satisfies SomeHandlers;
}
