/** Which news are worth a notification: those after which a person has to act, and the one they waited for. */
import type { HeldItem } from '../../shared/contract/held.ts';
import type { Screen } from './screens.ts';
import { conflictsIn, heldIn, type Status } from './snapshot.ts';
import type { ShellWords } from './words.ts';

/** What can be switched off, one by one. */
export const NOTICE_KINDS = ['conflict', 'held', 'sign-in', 'halted', 'first-sync', 'space'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface Notice {
  /** A newer one of the same kind takes the place of an older one that is still shown. */
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
  readonly screen: Screen;
}

export interface Looked {
  /** The newest conflict's path, where there is one. */
  readonly conflict?: string | undefined;
  readonly held: readonly Pick<HeldItem, 'reason'>[];
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function ofLinks(before: Status, now: Status, words: ShellWords, why: (reason: string) => string): Notice[] {
  return now.links.flatMap((link): Notice[] => {
    const old = before.links.find(({ rootId }) => rootId === link.rootId);
    const { name, reason = '' } = link;
    const halted = link.state === 'halted' && (old?.state !== 'halted' || old.reason !== link.reason);
    if (halted && reason === 'sign-in-needed') return [];
    if (halted && reason === 'disk-full') return [noticeOf('space', words.notices.diskFull(name), 'overview')];
    if (halted) return [noticeOf('halted', words.notices.halted(name, why(reason)), 'overview')];
    const complete = old !== undefined && old.lastSyncedAt === null && link.lastSyncedAt !== null;
    return complete ? [noticeOf('first-sync', words.notices.firstSync(name), 'overview')] : [];
  });
}

const noticeOf = (kind: NoticeKind, [title, body]: readonly [string, string], screen: Screen): Notice => ({
  kind,
  title,
  body,
  screen,
});

/** Whether the lists behind the numbers have to be asked for before `noticesFor` can say something. */
export const hasMore = (before: Status, now: Status): boolean =>
  conflictsIn(now) > conflictsIn(before) || heldIn(now) > heldIn(before);

/**
 * @param looked what is in conflict and held now; only read where there is more of it than before
 * @param why words for the reason of a link that was stopped
 * @returns at most one of each kind, however much happened
 */
export function noticesFor(
  before: Status,
  now: Status,
  looked: Looked,
  words: ShellWords,
  why: (reason: string) => string,
): readonly Notice[] {
  const notices: Notice[] = ofLinks(before, now, words, why);
  const needsSignIn =
    now.state === 'signed-out' &&
    before.state !== 'signed-out' &&
    now.links.some(({ state }) => state !== 'signed-out');
  if (needsSignIn) notices.push(noticeOf('sign-in', words.notices.signIn(), 'welcome'));
  const conflicts = conflictsIn(now) - conflictsIn(before);
  if (conflicts > 0) {
    const name = conflicts === 1 && looked.conflict !== undefined ? nameOf(looked.conflict) : undefined;
    notices.push(noticeOf('conflict', words.notices.conflict(conflicts, name), 'conflicts'));
  }
  const held = heldIn(now) - heldIn(before);
  const isSpace = held > 0 && looked.held.length > 0 && looked.held.every(({ reason }) => reason === 'quota-exceeded');
  if (isSpace) notices.push(noticeOf('space', words.notices.quotaFull(), 'held'));
  else if (held > 0) notices.push(noticeOf('held', words.notices.held(held), 'held'));
  return notices.filter(({ kind }, index) => notices.findIndex((one) => one.kind === kind) === index);
}
