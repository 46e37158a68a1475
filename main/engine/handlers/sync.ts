/** Planning, syncing, and steering the watch. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { PlannedAction, SyncSummary } from '../../../shared/contract/sync.ts';
import { emptyTally, pathOf } from '../../execute/work.ts';
import type { Action } from '../../plan/types.ts';
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
    rootId: link.record.rootId,
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
      for (const link of engine.linksOf(rootId)) plans.push(...(await planOf(link)));
      return plans;
    },
    sync: async ({ rootId }) => syncLinks(engine, engine.linksOf(rootId)),
    pause: async ({ minutes }) => {
      engine.pause(minutes);
      const until = engine.pausedUntil;
      return { pausedUntil: typeof until === 'number' ? isoTime(until) : null };
    },
    resume: async () => ({ wasPaused: engine.resume() }),
    syncNow: async ({ rootId }) => {
      const links = engine.linksOf(rootId);
      for (const link of links) link.schedule.lookNow();
      return { links: links.length };
    },
  } satisfies SomeHandlers;
}

async function syncLinks(engine: Engine, links: readonly Link[]): Promise<SyncSummary> {
  const { clock } = engine.parts.world;
  const begun = clock.monotonic();
  const account = engine.account(engine.current());
  await engine.refreshAccount(account.record);
  const before = account.cloud.counts();
  const tally = emptyTally();
  let cycles = 0;
  for (const link of links) cycles += await link.syncUntilQuiet(tally);
  const after = account.cloud.counts();
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
    requests: after.requests - before.requests,
    notModified: after.notModified - before.notModified,
    bytesUp: after.bytesUp - before.bytesUp,
    bytesDown: after.bytesDown - before.bytesDown,
    wallMs: Math.round(clock.monotonic() - begun),
  };
}
