/** The tray's menu for a state, as plain values; `menu.ts` makes it real. Everything can be reached here: on Linux a click on the icon may never come. */
import { localPathOf } from './local-path.ts';
import type { Screen } from './screens.ts';
import { conflictsIn, heldIn, moodOf, type Snapshot } from './snapshot.ts';
import { stateLine } from './tray-look.ts';
import type { ShellWords } from './words.ts';

export type MenuAction =
  | { readonly kind: 'open-folder'; readonly folder: string }
  | { readonly kind: 'show-file'; readonly file: string }
  | { readonly kind: 'open-window'; readonly screen: Screen }
  | { readonly kind: 'open-address'; readonly address: string }
  | { readonly kind: 'pause'; readonly until: 'hour' | 'tomorrow' | 'resumed' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'sync-now' }
  | { readonly kind: 'start-engine' }
  | { readonly kind: 'restart-to-update' }
  | { readonly kind: 'look-for-update' }
  | { readonly kind: 'quit' };

export type MenuEntry =
  | { readonly kind: 'separator' }
  /** `id` names the entry for tests and stays the same in every language. Without an action it is only to be read. */
  | { readonly kind: 'item'; readonly id: string; readonly label: string; readonly action?: MenuAction }
  | { readonly kind: 'submenu'; readonly id: string; readonly label: string; readonly entries: readonly MenuEntry[] };

export interface MenuContext {
  readonly words: ShellWords;
  readonly platform: string;
  readonly timeOf: (iso: string) => string;
}

const SEPARATOR: MenuEntry = { kind: 'separator' };
const MOST_RECENT = 10;

const item = (id: string, label: string, action?: MenuAction): MenuEntry =>
  action === undefined ? { kind: 'item', id, label } : { kind: 'item', id, label, action };

/** A platform's menu takes `&` for the mark of a shortcut letter; in a file's name it is only a letter. */
export const escapeLabel = (text: string, platform: string): string =>
  platform === 'darwin' ? text : text.replaceAll('&', '&&');

function folders({ status }: Snapshot, { words, platform }: MenuContext): readonly MenuEntry[] {
  const links = status?.links ?? [];
  const items = links.map(({ rootId, name, folder }) => ({ id: `open-folder-${rootId}`, name, folder }));
  if (items.length <= 3)
    return items.map(({ id, name, folder }) =>
      item(id, words.openFolder(escapeLabel(name, platform)), { kind: 'open-folder', folder }),
    );
  const entries = items.map(({ id, name, folder }) =>
    item(id, escapeLabel(name, platform), { kind: 'open-folder', folder }),
  );
  return [{ kind: 'submenu', id: 'open-folders', label: words.openFolders, entries }];
}

function recent({ status, recent: entries }: Snapshot, { words, platform }: MenuContext): MenuEntry {
  const files = entries.slice(0, MOST_RECENT).map((entry, index) => {
    const path = entry.to ?? entry.path;
    const file = status === undefined ? undefined : localPathOf(status, entry.rootId, path, platform);
    const name = escapeLabel(path.slice(path.lastIndexOf('/') + 1), platform);
    return item(`recent-${index}`, name, file === undefined ? undefined : { kind: 'show-file', file });
  });
  return {
    kind: 'submenu',
    id: 'recent',
    label: words.recent,
    entries: files.length === 0 ? [item('recent-none', words.noneRecent)] : files,
  };
}

function pausing({ status }: Snapshot, { words }: MenuContext): MenuEntry {
  // Also where it rests by itself: then it goes on all the same, until something around changes.
  if (status?.pausedUntil !== undefined || status?.state === 'paused')
    return item('resume', words.resume, { kind: 'resume' });
  return {
    kind: 'submenu',
    id: 'pause',
    label: words.pause,
    entries: [
      item('pause-hour', words.pauseHour, { kind: 'pause', until: 'hour' }),
      item('pause-tomorrow', words.pauseTomorrow, { kind: 'pause', until: 'tomorrow' }),
      item('pause-resumed', words.pauseOpen, { kind: 'pause', until: 'resumed' }),
    ],
  };
}

export function trayMenu(snapshot: Snapshot, context: MenuContext): readonly MenuEntry[] {
  const { words } = context;
  const { engine, status, update, protection, server } = snapshot;
  const opens = (screen: Screen): MenuAction => ({ kind: 'open-window', screen });
  const runs = engine === 'running';
  const signedIn = status !== undefined && status.state !== 'signed-out';
  const mood = moodOf(snapshot);
  const stateScreen: Screen = mood === 'signed-out' || mood === 'unlinked' ? 'welcome' : 'overview';
  return [
    item('status', stateLine(snapshot, words, context.timeOf), opens(stateScreen)),
    ...(update === undefined
      ? []
      : [item('restart-to-update', words.restartToUpdate(update), { kind: 'restart-to-update' })]),
    ...(engine === 'down' ? [item('start-engine', words.startEngine, { kind: 'start-engine' })] : []),
    SEPARATOR,
    item('open-window', words.openWindow, opens('overview')),
    ...(status?.state === 'signed-out' ? [item('sign-in', words.signIn, opens('welcome'))] : []),
    ...folders(snapshot, context),
    recent(snapshot, context),
    ...(server === undefined
      ? []
      : [item('open-browser', words.openBrowser, { kind: 'open-address', address: server })]),
    SEPARATOR,
    ...(runs && signedIn ? [pausing(snapshot, context), item('sync-now', words.syncNow, { kind: 'sync-now' })] : []),
    item('conflicts', words.conflicts(conflictsIn(status)), opens('conflicts')),
    item('held', words.held(heldIn(status)), opens('held')),
    SEPARATOR,
    item('settings', words.settings, opens('settings')),
    ...(protection === 'owner-only-file' ? [item('plain-file', words.plainFile, opens('settings'))] : []),
    item('quit', words.quit, { kind: 'quit' }),
  ];
}
