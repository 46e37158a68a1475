/** Other names on this disk: whether a link has them, and the list of them that outlives a damaged journal. */
import * as z from 'zod';
import type { HomeState, LinkRecord } from '../home-state.ts';
import type { HoldReason } from '../plan/types.ts';
import type { Journal } from '../records.ts';
import type { Link } from './link.ts';

const allowed = ({ id }: LinkRecord): string => `aliases ${id}`;
const given = ({ id }: LinkRecord): string => `alias-names ${id}`;
const names = z.array(z.tuple([z.number(), z.string(), z.string()]));

export const aliasesOn = (state: HomeState, link: LinkRecord): boolean => state.setting(allowed(link)) === 'on';

export function keepAliases(state: HomeState, link: LinkRecord, text: string): void {
  state.setSetting(given(link), text === '[]' ? undefined : text);
}

/** A journal that begins anew learns what it once called by another name, or those names would go up as new files. */
export function restoreAliases(state: HomeState, link: LinkRecord, journal: Journal): void {
  const kept = state.setting(given(link));
  if (kept === undefined) return;
  journal.tx(() => {
    for (const [key, name, localName] of names.safeParse(JSON.parse(kept)).data ?? [])
      journal.setAlias({ key, name }, localName);
  });
}

const lost = z.object({ name: z.string(), localName: z.string() });

/** Reads the two names of a node whose agreement was dropped. */
export const lostNames = (text: string | undefined): z.infer<typeof lost> | undefined =>
  text === undefined ? undefined : lost.safeParse(JSON.parse(text)).data;

export function forgetAliases(state: HomeState, link: LinkRecord): void {
  for (const key of [allowed(link), given(link)]) state.setSetting(key, undefined);
}

/** What waits for a name, and what has another one, is decided about again. */
const FOR_NAMES: ReadonlySet<HoldReason> = new Set(['illegal-name-here', 'name-too-long', 'case-clash']);

export function allowAliases(state: HomeState, link: Link, on: boolean): void {
  state.setSetting(allowed(link.record), on ? 'on' : undefined);
  const { journal } = link;
  journal.tx(() => {
    for (const { ref, hold } of journal.held(Number.MAX_SAFE_INTEGER))
      if (hold !== undefined && FOR_NAMES.has(hold)) journal.mark(ref);
    for (const { id } of journal.agreedAliases()) journal.mark({ tree: 'synced', id });
  });
  link.schedule.lookSoon();
}
