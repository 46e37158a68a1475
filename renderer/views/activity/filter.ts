/** Which entries of the activity are wanted, and their rows with a heading for each day. Pure. */
import type { ActionName } from '../../../shared/model/states.ts';
import type { CloudDeed } from './cloud.ts';
import type { Entry } from './pages.ts';

export const KINDS = ['all', 'transfers', 'folders', 'moves', 'deletions', 'conflicts', 'locks'] as const;
export type Kind = (typeof KINDS)[number];

export interface Filter {
  /** Part of a name or folder, in any case. */
  readonly text: string;
  readonly kind: Kind;
  readonly rootId: number | undefined;
}

const ACTIONS: Readonly<Record<Exclude<Kind, 'all'>, readonly ActionName[]>> = {
  transfers: ['upload', 'download'],
  folders: ['make-folder'],
  moves: ['move'],
  deletions: ['delete', 'restore'],
  conflicts: ['keep-both', 'set-aside'],
  locks: ['lock', 'unlock'],
};

/** As the contract's `activity` takes it; the engine looks through all it has. */
export function wantedOf({ text, kind }: Filter): {
  readonly text?: string;
  readonly actions?: readonly ActionName[];
} {
  const words = text.trim();
  return { ...(words === '' ? {} : { text: words }), ...(kind === 'all' ? {} : { actions: ACTIONS[kind] }) };
}

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Entry }
  | { readonly kind: 'cloud'; readonly key: string; readonly deed: CloudDeed };

/** `2026-11-24T08` as in every moment: all moments of one hour fall on one day. */
const HOUR_LENGTH = 13;

/**
 * A heading before the first entry of each day, by the local clock. Of the cloud's own deeds those are in the list that
 * are not older than its last entry: what lies beyond comes with the next page.
 */
export function rowsOf(entries: readonly Entry[], deeds: readonly CloudDeed[] = [], atEnd = true): readonly Row[] {
  const rows: Row[] = [];
  let day = '';
  let hour = '';
  const add = (at: string, row: Row): void => {
    const thisHour = at.slice(0, HOUR_LENGTH);
    if (thisHour !== hour) {
      const today = new Date(at).toDateString();
      if (today !== day) rows.push({ kind: 'day', key: `day ${today}`, at });
      day = today;
    }
    hour = thisHour;
    rows.push(row);
  };
  let next = 0;
  const addDeeds = (until: string): void => {
    for (let deed = deeds[next]; deed !== undefined && deed.at > until; next += 1, deed = deeds[next])
      add(deed.at, { kind: 'cloud', key: `cloud ${deed.id}`, deed });
  };
  for (const entry of entries) {
    addDeeds(entry.at);
    add(entry.at, { kind: 'entry', key: `${entry.rootId} ${entry.id}`, entry });
  }
  if (atEnd) addDeeds('');
  return rows;
}
