/** What a first sync will do, counted. Pure. */
import type { Output } from '../../../shared/contract/contract.ts';

type Planned = Output<'plan'>[number];

export interface Counted {
  readonly count: number;
  readonly bytes: number;
}

export interface PlanSummary {
  readonly down: Counted;
  readonly up: Counted;
  readonly equal: Counted;
  /** On both sides, with content that has to be read before anything is decided. */
  readonly compare: Counted;
  readonly conflict: Counted;
}

const NONE: Counted = { count: 0, bytes: 0 };
const add = (sum: Counted, { bytes }: Planned): Counted => ({ count: sum.count + 1, bytes: sum.bytes + bytes });

const KINDS: Readonly<Partial<Record<Planned['action'], keyof PlanSummary>>> = {
  download: 'down',
  upload: 'up',
  adopt: 'equal',
  read: 'compare',
  'keep-both': 'conflict',
  'set-aside': 'conflict',
};

/** Counts files; folders come along by themselves. */
export function summarize(plan: readonly Planned[]): PlanSummary {
  const sums: Record<keyof PlanSummary, Counted> = { down: NONE, up: NONE, equal: NONE, compare: NONE, conflict: NONE };
  for (const planned of plan) {
    const kind = KINDS[planned.action];
    if (kind !== undefined) sums[kind] = add(sums[kind], planned);
  }
  return sums;
}
