/** What needs the user, most important first, put together from the status and what is held. */
import type { Output } from '../../shared/contract/contract.ts';

type StatusNow = Output<'status'>;
type LinkNow = StatusNow['links'][number];
type HeldNow = Output<'held'>[number];

export type AttentionItem =
  /** A link that stopped; the reason is a code. */
  | { readonly kind: 'stopped'; readonly key: string; readonly link: LinkNow; readonly reason: string }
  | { readonly kind: 'deletion'; readonly key: string; readonly item: HeldNow }
  | { readonly kind: 'conflicts'; readonly key: string; readonly link: LinkNow }
  | { readonly kind: 'failed'; readonly key: string; readonly link: LinkNow }
  | { readonly kind: 'held'; readonly key: string; readonly item: HeldNow };

/** Single held items shown here; the rest is counted. */
const MOST_HELD = 3;

const isDeletion = (item: HeldNow): boolean => item.reason === 'mass-deletion';

export interface Attention {
  readonly items: readonly AttentionItem[];
  /** Held items beyond those in the list. */
  readonly moreHeld: number;
}

export function attentionOf(status: StatusNow, held: readonly HeldNow[]): Attention {
  const stopped = status.links.flatMap((link): AttentionItem[] =>
    link.state === 'halted' && link.reason !== undefined && link.reason !== 'sign-in-needed'
      ? [{ kind: 'stopped', key: `stopped ${link.rootId}`, link, reason: link.reason }]
      : [],
  );
  const deletions = held.filter(isDeletion).map((item): AttentionItem => ({ kind: 'deletion', key: item.id, item }));
  const conflicts = status.links
    .filter((link) => link.conflicts > 0)
    .map((link): AttentionItem => ({ kind: 'conflicts', key: `conflicts ${link.rootId}`, link }));
  const failed = status.links
    .filter((link) => link.failed > 0)
    .map((link): AttentionItem => ({ kind: 'failed', key: `failed ${link.rootId}`, link }));
  const others = held.filter((item) => !isDeletion(item) && item.reason !== 'failing');
  const shown = others.slice(0, MOST_HELD).map((item): AttentionItem => ({ kind: 'held', key: item.id, item }));
  return {
    items: [...stopped, ...deletions, ...conflicts, ...failed, ...shown],
    moreHeld: others.length - shown.length,
  };
}

/** How many single things need the user: every conflict counts, a deletion of many files counts once. */
export interface Needs {
  readonly conflicts: number;
  readonly held: number;
  readonly halted: number;
}

/** `held` is undefined while it was not read yet; then the status says about how many there are. */
export function needsOf(status: StatusNow, held: readonly HeldNow[] | undefined): Needs {
  const sum = (of: (link: LinkNow) => number): number => status.links.reduce((total, link) => total + of(link), 0);
  return {
    conflicts: sum((link) => link.conflicts),
    held: held?.length ?? sum((link) => link.held + link.failed),
    halted: sum((link) => (link.state === 'halted' ? 1 : 0)),
  };
}
