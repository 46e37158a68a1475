/** Which entries of the activity are wanted, and their rows with a heading for each day. Pure. */
import type { Entry } from './pages.ts';

export const KINDS = ['all', 'transfers', 'moves', 'deletions', 'conflicts', 'failures'] as const;
export type Kind = (typeof KINDS)[number];

export interface Filter {
  /** Part of a name or folder, in any case. */
  readonly text: string;
  readonly kind: Kind;
  readonly rootId: number | undefined;
}

const ACTIONS: Readonly<Record<Exclude<Kind, 'all' | 'failures'>, readonly Entry['action'][]>> = {
  transfers: ['upload', 'download'],
  moves: ['move'],
  deletions: ['delete', 'restore'],
  conflicts: ['keep-both', 'set-aside'],
};

function isOfKind(entry: Entry, kind: Kind): boolean {
  if (kind === 'all') return true;
  if (kind === 'failures') return entry.outcome === 'failed';
  return ACTIONS[kind].includes(entry.action);
}

export function filtered(entries: readonly Entry[], { text, kind, rootId }: Filter): readonly Entry[] {
  const wanted = text.trim().toLocaleLowerCase();
  return entries.filter(
    (entry) =>
      (rootId === undefined || entry.rootId === rootId) &&
      isOfKind(entry, kind) &&
      (wanted === '' ||
        entry.path.toLocaleLowerCase().includes(wanted) ||
        (entry.to?.toLocaleLowerCase().includes(wanted) ?? false)),
  );
}

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Entry };

/** A heading before the first entry of each day, by the local clock. */
export function rowsOf(entries: readonly Entry[]): readonly Row[] {
  const rows: Row[] = [];
  let day = '';
  for (const entry of entries) {
    const today = new Date(entry.at).toDateString();
    if (today !== day) rows.push({ kind: 'day', key: `day ${today}`, at: entry.at });
    day = today;
    rows.push({ kind: 'entry', key: `${entry.rootId} ${entry.id}`, entry });
  }
  return rows;
}
