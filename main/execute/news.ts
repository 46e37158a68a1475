/** What is written down about an action for people: taken before it is done, because afterwards the rows may be gone. */
import type { Action } from '../plan/types.ts';
import { pathOf, type Work } from './work.ts';

/** Bookkeeping is no news. */
const SILENT: ReadonlySet<Action['kind']> = new Set(['read', 'agree', 'forget', 'unbind', 'step-aside', 'adopt']);

export interface News {
  readonly path: string;
  readonly to: string | undefined;
  readonly bytes: number;
}

/** Bytes that the action reads or sends; undefined for those that move no content. */
export function sizeOf(action: Action, { journal }: Pick<Work, 'journal'>): number | undefined {
  switch (action.kind) {
    case 'read':
    case 'upload-new':
      return journal.local(action.local)?.size ?? 0;
    case 'adopt':
      return journal.local(action.local)?.kind === 'folder' ? undefined : (journal.local(action.local)?.size ?? 0);
    case 'download-new':
    case 'keep-both':
      return journal.cloud(action.cloud)?.size ?? 0;
    case 'upload-edit':
    case 'download-edit': {
      const synced = journal.synced(action.synced);
      const local = synced?.local === undefined ? undefined : journal.local(synced.local);
      const cloud = synced?.cloud === undefined ? undefined : journal.cloud(synced.cloud);
      return (action.kind === 'upload-edit' ? local : cloud)?.size ?? 0;
    }
    default:
      return undefined;
  }
}

/** Where a move leads from and to, as people see it in the root. */
function placesOf(action: Action, { journal }: Work): { readonly path: string; readonly to: string | undefined } {
  if (action.kind !== 'move-cloud' && action.kind !== 'move-local')
    return { path: pathOf(journal, action), to: undefined };
  const synced = journal.synced(action.synced);
  const here = synced?.local === undefined ? '' : journal.localPath(synced.local);
  const there = synced?.cloud === undefined ? '' : journal.cloudPath(synced.cloud);
  return action.kind === 'move-cloud' ? { path: there, to: here } : { path: here, to: there };
}

/** The facts of the action, before it is done; undefined where nobody wants to hear of it. */
export function newsOf(action: Action, work: Work): News | undefined {
  if (SILENT.has(action.kind)) return undefined;
  return { ...placesOf(action, work), bytes: sizeOf(action, work) ?? 0 };
}

/** Writes down what was done, with whatever is recorded next, and tells whoever listens. */
export function note(action: Action, news: News | undefined, work: Work, operation: string): void {
  if (news === undefined) return;
  const entry = { atMs: work.clock.now(), kind: action.kind, ...news, why: action.why, detail: undefined, operation };
  work.recorder.later(() => {
    work.journal.record(entry);
    work.noted();
  });
}
