/** The plan in numbers, made in small pieces so that nothing else waits for it. */
import { setImmediate } from 'node:timers/promises';
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { PlanSummary } from '../../../shared/contract/plan-summary.ts';
import { emptyTally } from '../../execute/work.ts';
import { reconcile } from '../../plan/reconcile.ts';
import { type Action, type ActionKind, type EntityRef, SYNCED_TOP, type SyncedId } from '../../plan/types.ts';
import type { Journal } from '../../records.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { observeCloud } from '../observe-cloud.ts';
import { observeLocal } from '../observe-local.ts';

/** Nodes decided about before others get their turn: some tens of milliseconds. */
const WINDOW = 1_000;

const KINDS: Readonly<Partial<Record<ActionKind, keyof PlanSummary>>> = {
  'download-new': 'down',
  'download-edit': 'down',
  'upload-new': 'up',
  'upload-edit': 'up',
  adopt: 'equal',
  read: 'compare',
  'keep-both': 'conflict',
  'set-aside-local': 'conflict',
  'set-aside-cloud': 'conflict',
  'move-cloud': 'moved',
  'move-local': 'moved',
};

/** The file that an action is about; undefined for a folder. */
function fileOf(journal: Journal, action: Action): { readonly size: number } | undefined {
  const synced = 'synced' in action ? journal.synced(action.synced) : undefined;
  const local = 'local' in action ? action.local : synced?.local;
  const cloud = 'cloud' in action ? action.cloud : synced?.cloud;
  const here = local === undefined ? undefined : journal.local(local);
  const there = cloud === undefined ? undefined : journal.cloud(cloud);
  const node = action.kind.startsWith('download') ? (there ?? here) : (here ?? there);
  return node?.kind === 'file' ? node : undefined;
}

const doomedFiles = (journal: Journal, synced: SyncedId): number =>
  synced === SYNCED_TOP ? 0 : journal.countAgreedFiles(synced);

async function summarize(link: Link): Promise<PlanSummary> {
  const { work } = link.context(emptyTally());
  const { journal } = work;
  const sums = Object.fromEntries(
    ['down', 'up', 'equal', 'compare', 'conflict', 'moved', 'deleted'].map((key) => [key, { count: 0, bytes: 0 }]),
  ) as Record<keyof PlanSummary, { count: number; bytes: number }>;
  for (let after: EntityRef | undefined; ; ) {
    const refs = journal.differing(after, WINDOW, Number.POSITIVE_INFINITY);
    if (refs.length === 0) return sums;
    after = refs.at(-1);
    const { actions, deletions } = reconcile(refs, journal, work.policy);
    for (const action of actions) {
      const kind = KINDS[action.kind];
      const file = kind === undefined ? undefined : fileOf(journal, action);
      if (kind === undefined || file === undefined) continue;
      sums[kind].count += 1;
      sums[kind].bytes += file.size;
    }
    for (const { synced, topmost } of deletions) if (topmost) sums.deleted.count += doomedFiles(journal, synced);
    await setImmediate();
  }
}

export function planSummaryHandlers(engine: Engine) {
  return {
    planSummary: async ({ rootId, look }) => {
      const [link] = engine.linksOf(rootId);
      if (link === undefined) throw new Error(`root ${rootId} is linked, and is not`);
      if (look) {
        const context = link.context(emptyTally());
        await context.checkGround();
        await observeLocal(link.local, link.journal, context.skip, 'all');
        await observeCloud(link.cloud, link.journal, 'all');
      }
      return summarize(link);
    },
  } satisfies SomeHandlers;
}
