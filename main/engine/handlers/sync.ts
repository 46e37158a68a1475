/** Planning, syncing, and steering the watch. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { PlannedAction, SyncSummary } from '../../../shared/contract/sync.ts';
import { SyncError, toSyncError } from '../../errors.ts';
import { emptyTally, pathOf, type Tally } from '../../execute/work.ts';
import type { Action } from '../../plan/types.ts';
import type { OpenAccount } from '../accounts.ts';
import { preview } from '../cycle.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { observeCloud } from '../observe-cloud.ts';
import { observeLocal } from '../observe-local.ts';
import { actionName, actionSide, isoTime, rooted } from '../words.ts';
import { linkStatus } from './status.ts';

function planned(link: Link, action: Action): PlannedAction {
  const { journal } = link;
  const synced = 'synced' in action ? journal.synced(action.synced) : undefined;
  const local = 'local' in action ? action.local : synced?.local;
  const cloud = 'cloud' in action ? action.cloud : synced?.cloud;
  const here = local === undefined ? undefined : journal.local(local);
  const there = cloud === undefined ? undefined : journal.cloud(cloud);
  const to =
    action.kind === 'move-cloud' && here
      ? journal.localPath(here.id)
      : action.kind === 'move-local' && there
        ? journal.cloudPath(there.key)
        : undefined;
  const from = action.kind === 'move-cloud' && there ? journal.cloudPath(there.key) : pathOf(journal, action);
  return {
    rootId: link.record.number,
    action: actionName(action.kind),
    path: rooted(from),
    ...(to === undefined ? {} : { to: rooted(to) }),
    side: actionSide(action.kind),
    bytes: action.kind.startsWith('upload')
      ? (here?.size ?? 0)
      : action.kind.startsWith('download') || action.kind === 'keep-both'
        ? (there?.size ?? 0)
        : 0,
    why: action.why,
  };
}

async function planOf(link: Link): Promise<PlannedAction[]> {
  const context = link.context(emptyTally());
  await context.checkGround();
  await observeLocal(link.local, link.journal, context.skip, 'all');
  await observeCloud(link.cloud, link.journal, 'all');
  const { actions, deletions } = preview(context);
  const doomed = deletions
    .filter(({ topmost }) => topmost)
    .map(
      ({ synced, side }): Action =>
        side === 'cloud'
          ? { kind: 'delete-cloud', synced, why: 'deleted-here' }
          : { kind: 'delete-local', synced, why: 'deleted-in-cloud' },
    );
  return [...actions, ...doomed].map((action) => planned(link, action));
}

export function syncHandlers(engine: Engine) {
  return {
    plan: async ({ rootId }) => {
      const plans: PlannedAction[] = [];
      for (const link of linksToSync(engine, rootId)) plans.push(...(await planOf(link)));
      return plans;
    },
    sync: async ({ rootId }) => syncLinks(engine, linksToSync(engine, rootId)),
    pause: async ({ minutes }) => {
      engine.pause(minutes);
      const until = engine.pausedUntil;
      return { pausedUntil: typeof until === 'number' ? isoTime(until) : null };
    },
    resume: async () => ({ wasPaused: engine.resume() }),
    surroundings: async (around) => {
      engine.told(around);
      const reason = engine.restReason ?? null;
      return { resting: reason !== null, reason };
    },
    syncNow: async ({ rootId }) => {
      const links = engine.linksOf(rootId);
      for (const link of links) link.schedule.lookNow();
      return { links: links.length };
    },
  } satisfies SomeHandlers;
}

interface Stopped {
  readonly link: Link;
  readonly error: SyncError;
}

const COUNTED = ['requests', 'notModified', 'bytesUp', 'bytesDown'] as const;
type Counts = Record<(typeof COUNTED)[number], number>;

interface Synced {
  readonly cycles: number;
  readonly stopped: readonly Stopped[];
  readonly counts: Counts;
}

const noCounts = (): Counts => ({ requests: 0, notModified: 0, bytesUp: 0, bytesDown: 0 });

/** Syncs the links of one account; one that cannot go on keeps the others from nothing, unless the account is why. */
async function syncAccount(
  engine: Engine,
  account: OpenAccount,
  links: readonly Link[],
  tally: Tally,
): Promise<Synced> {
  const stopped: Stopped[] = [];
  let cycles = 0;
  let ofAccount: SyncError | undefined;
  await engine.refreshAccount(account.record).catch((thrown: unknown) => {
    ofAccount = toSyncError(thrown);
  });
  const counts: Counts = noCounts();
  const before = account.cloud.counts();
  for (const link of links) {
    try {
      if (ofAccount !== undefined) throw ofAccount;
      cycles += await link.syncUntilQuiet(tally);
    } catch (thrown) {
      const error = toSyncError(thrown);
      if (error.code === 'cancelled') throw error;
      stopped.push({ link, error });
      if (error.scope === 'account') ofAccount = error;
    }
  }
  const after = account.cloud.counts();
  for (const name of COUNTED) counts[name] = after[name] - before[name];
  return { cycles, stopped, counts };
}

/** All links of accounts that are signed in; a link that is named is synced, or says why not. */
function linksToSync(engine: Engine, number: number | undefined): readonly Link[] {
  const links = engine.linksOf(number);
  const awake = links.filter((link) => engine.accounts.isSignedIn(link.record));
  if (awake.length === 0 && (links.length > 0 || engine.accounts.signedIn().length === 0))
    throw new SyncError('sign-in-needed');
  return awake;
}

async function syncLinks(engine: Engine, links: readonly Link[]): Promise<SyncSummary> {
  const { clock } = engine.parts.world;
  const begun = clock.monotonic();
  const tally = emptyTally();
  const byAccount = Map.groupBy(links, (link) => engine.account(link.record));
  const counts = noCounts();
  let cycles = 0;
  const stopped: Stopped[] = [];
  for (const [account, group] of byAccount) {
    const done = await syncAccount(engine, account, group, tally);
    cycles += done.cycles;
    stopped.push(...done.stopped);
    for (const name of COUNTED) counts[name] += done.counts[name];
  }
  const [worst] = stopped;
  if (worst !== undefined && stopped.length === links.length) throw worst.error;
  const ends = links.map((link) => linkStatus(engine, link));
  const sum = (of: (status: (typeof ends)[number]) => number): number =>
    ends.reduce((total, status) => total + of(status), 0);
  return {
    cycles,
    uploaded: tally.uploaded,
    downloaded: tally.downloaded,
    movedLocal: tally.movedLocal,
    movedCloud: tally.movedCloud,
    deletedLocal: tally.deletedLocal,
    deletedCloud: tally.deletedCloud,
    foldersMade: tally.foldersMade,
    conflicts: sum(({ conflicts }) => conflicts),
    held: sum(({ held }) => held),
    failed: sum(({ failed }) => failed),
    ...counts,
    wallMs: Math.round(clock.monotonic() - begun),
    ...(stopped.length === 0 ? {} : { stopped: stopped.map(stoppedInfo) }),
  };
}

const stoppedInfo = ({ link, error: { code, detail } }: Stopped) => ({
  rootId: link.record.number,
  error: code,
  ...(detail === undefined ? {} : { detail }),
});
