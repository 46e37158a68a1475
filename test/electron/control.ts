/** How a test reaches into the process of the stand-in: it reads what was recorded, and does what a person or the system would. */
import path from 'node:path';
import { app } from './app.ts';
import { type LoopFigures, watchLoop } from './loop-watch.ts';
import { Menu, type MenuItemConstructorOptions, Tray } from './menus.ts';
import { Notification } from './notification.ts';
import { Session, session } from './protocols.ts';
import { type Seen, seen, surroundings } from './recorder.ts';
import { nativeTheme, powerMonitor } from './system.ts';
import { UtilityProcess } from './utility.ts';
import { WebContents } from './web-contents.ts';
import { BrowserWindow } from './windows.ts';

export interface SeenItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly enabled: boolean;
  readonly submenu: readonly SeenItem[];
}

export type Look = Seen & {
  readonly menu: readonly SeenItem[];
  readonly bar: readonly SeenItem[];
  readonly windows: readonly ReturnType<typeof BrowserWindow.read>[];
  readonly enginePid: number | undefined;
};

const itemsOf = (items: readonly MenuItemConstructorOptions[]): readonly SeenItem[] =>
  items
    .filter(({ type }) => type !== 'separator')
    .map(({ id, label = '', enabled = true, submenu = [] }) => ({ id, label, enabled, submenu: itemsOf(submenu) }));

function find(items: readonly MenuItemConstructorOptions[], id: string): MenuItemConstructorOptions | undefined {
  for (const item of items) {
    const found = item.id === id ? item : find(item.submenu ?? [], id);
    if (found !== undefined) return found;
  }
  return undefined;
}

const shown = (menu: Menu | null): readonly MenuItemConstructorOptions[] => (menu === null ? [] : Menu.read(menu));

function onlyWindow(): BrowserWindow {
  const window = BrowserWindow.all[0];
  if (window === undefined) throw new Error('There is no window.');
  return window;
}

let endWatch: (() => LoopFigures) | undefined;

const page = () => WebContents.loaded(onlyWindow().webContents);

function recorded(): RealControls {
  const { recorded: found } = globalThis as { recorded?: RealControls };
  if (found === undefined) throw new Error('The recorder for the real Electron was not brought along.');
  return found;
}

export const controls = {
  look: async (): Promise<Look> => ({
    ...seen,
    tray: seen.tray === undefined ? undefined : { ...seen.tray, image: path.basename(seen.tray.image) },
    menu: itemsOf(shown(Tray.menu)),
    bar: itemsOf(shown(Menu.getApplicationMenu())),
    windows: BrowserWindow.all.map((window) => BrowserWindow.read(window)),
    enginePid: UtilityProcess.current?.pid,
  }),
  clickMenu: async (id: string): Promise<void> => {
    const item = find(shown(Tray.menu), id) ?? find(shown(Menu.getApplicationMenu()), id);
    if (item?.click === undefined) throw new Error(`The menu has nothing to click under "${id}".`);
    item.click();
  },
  clickTray: async (): Promise<void> => void Tray.current?.emit('click', {}),
  clickNotification: async (index: number): Promise<void> => Notification.click(index),
  closeWindow: async (): Promise<void> => onlyWindow().close(),
  moveWindow: async (bounds: Parameters<typeof BrowserWindow.move>[1]): Promise<void> =>
    BrowserWindow.move(onlyWindow(), bounds),
  power: async (event: string): Promise<void> => void powerMonitor.emit(event),
  surroundings: async (change: Partial<typeof surroundings>): Promise<void> => {
    Object.assign(surroundings, change);
    if (change.dark !== undefined) nativeTheme.emit('updated');
  },
  openUrl: async (url: string): Promise<void> => void app.emit('open-url', { preventDefault: () => undefined }, url),
  openFile: async (file: string): Promise<void> =>
    void app.emit('open-file', { preventDefault: () => undefined }, file),
  crashEngine: async (): Promise<void> => UtilityProcess.crash(),
  permissions: async (permission: string): Promise<readonly boolean[]> =>
    Session.permissions(session.defaultSession, onlyWindow().webContents, permission),
  /** Runs an expression in the page's own world. */
  evaluate: async (expression: string): Promise<unknown> => (await page()).evaluate(expression),
  address: async (): Promise<string> => (await page()).url(),
  click: async (selector: string): Promise<void> => (await page()).click(selector),
  /** What the recorder for the real Electron sees, where a test brought it along. */
  lookOfRecorder: async (): Promise<Look> => recorded().look(),
  clickMenuOfRecorder: async (id: string): Promise<void> => recorded().clickMenu(id),
  /** How late the turns of the program's main process come; see `loop-watch.ts`. */
  watchLoop: async (): Promise<void> => {
    endWatch = watchLoop();
  },
  loopFigures: async (): Promise<LoopFigures | undefined> => endWatch?.(),
  /** One word, where `look` would be a load of its own. */
  trayImage: async (): Promise<string> => path.basename(seen.tray?.image ?? ''),
  screenshot: async (file: string): Promise<void> => void (await (await page()).screenshot({ path: file })),
};
export type Controls = typeof controls;
/** Those that the real Electron has as well. */
export type RealControls = Omit<Controls, 'lookOfRecorder' | 'clickMenuOfRecorder'>;

/** Answers the questions of the test that started this process. */
export function listenToTests(): void {
  process.on('message', async ({ id, name, words }: { id: number; name: keyof Controls; words: unknown[] }) => {
    try {
      const control = controls[name] as (...words: unknown[]) => Promise<unknown>;
      process.send?.({ id, value: await control(...words) });
    } catch (thrown) {
      process.send?.({ id, error: String(thrown) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}
