/**
 * Runs inside the real Electron, before the program (`electron -r`): records what goes to the desktop, and lets a test do
 * what a person or the system would, under the same names as the stand-in's `controls`. It changes members of Electron's
 * objects and classes, never the objects themselves, so the program imports what it always imports.
 */
import * as electron from 'electron';
import type { Look, RealControls, SeenItem } from './control.ts';
import { type LoopFigures, watchLoop } from './loop-watch.ts';
import { replaceMembers } from './real-members.ts';
import { seen, surroundings } from './recorder.ts';

type Template = electron.MenuItemConstructorOptions;

const templates = new WeakMap<object, readonly Template[]>();
const shown: { tray: object | null; bar: object | null; trays: electron.Tray[] } = { tray: null, bar: null, trays: [] };
const notifications: electron.Notification[] = [];
const handlers: Record<string, (...words: unknown[]) => unknown> = {};
let engine: electron.UtilityProcess | undefined;
let endWatch: (() => LoopFigures) | undefined;

replaceMembers({ templates, shown, notifications, handlers, onEngine: (child) => (engine = child) });

const read = (menu: object | null): readonly Template[] => (menu === null ? [] : (templates.get(menu) ?? []));

const childrenOf = ({ submenu }: Template): readonly Template[] => (Array.isArray(submenu) ? submenu : []);

const itemsOf = (items: readonly Template[]): readonly SeenItem[] =>
  items
    .filter(({ type }) => type !== 'separator')
    .map((item) => ({
      id: item.id,
      label: item.label ?? '',
      enabled: item.enabled ?? true,
      submenu: itemsOf(childrenOf(item)),
    }));

function find(items: readonly Template[], id: string): Template | undefined {
  for (const item of items) {
    const found = item.id === id ? item : find(childrenOf(item), id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function onlyWindow(): electron.BrowserWindow {
  const [window] = electron.BrowserWindow.getAllWindows();
  if (window === undefined) throw new Error('There is no window.');
  return window;
}

const windowOf = (window: electron.BrowserWindow): Look['windows'][number] => ({
  visible: window.isVisible(),
  focused: window.isFocused(),
  maximized: window.isMaximized(),
  bounds: window.getNormalBounds(),
  title: window.getTitle(),
  // Electron does not tell them; what they mean is tested by what the page can do.
  webPreferences: undefined,
});

const nameOf = (file: string): string => file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);

/** The same names as the stand-in's, so the same specs run. */
export const controls: RealControls = {
  look: async () => ({
    ...seen,
    tray: seen.tray === undefined ? undefined : { ...seen.tray, image: nameOf(seen.tray.image) },
    menu: itemsOf(read(shown.tray)),
    bar: itemsOf(read(shown.bar)),
    windows: electron.BrowserWindow.getAllWindows().map(windowOf),
    enginePid: engine?.pid,
  }),
  clickMenu: async (id) => {
    const item = find(read(shown.tray), id) ?? find(read(shown.bar), id);
    if (item?.click === undefined) throw new Error(`The menu has nothing to click under "${id}".`);
    // The program's own entries take no words.
    (item.click as () => void)();
  },
  clickTray: async () => void shown.trays.at(-1)?.emit('click', {}),
  clickNotification: async (index) => {
    const notification = notifications[index];
    const [old] = seen.notifications.splice(index, 1);
    if (notification === undefined || old === undefined) throw new Error(`There is no notification ${index}.`);
    seen.notifications.splice(index, 0, { ...old, state: 'clicked' });
    notification.emit('click', {});
  },
  closeWindow: async () => onlyWindow().close(),
  moveWindow: async (bounds) => void Object.assign(onlyWindow(), { getNormalBounds: () => bounds }),
  power: async (event) => void electron.powerMonitor.emit(event),
  surroundings: async (change) => {
    Object.assign(surroundings, change);
    if (change.dark !== undefined) electron.nativeTheme.emit('updated');
  },
  openUrl: async (url) => void electron.app.emit('open-url', { preventDefault: () => undefined }, url),
  openFile: async (file) => void electron.app.emit('open-file', { preventDefault: () => undefined }, file),
  crashEngine: async () => {
    if (engine?.pid !== undefined) process.kill(engine.pid, 'SIGKILL');
  },
  permissions: async (permission) => {
    const asked = await new Promise<boolean>((resolve) => {
      if (handlers['setPermissionRequestHandler'] === undefined) resolve(true);
      handlers['setPermissionRequestHandler']?.(onlyWindow().webContents, permission, resolve);
    });
    const check = (name: string): boolean => handlers[name]?.() !== false;
    return [asked, check('setPermissionCheckHandler'), check('setDevicePermissionHandler')];
  },
  evaluate: async (expression) => onlyWindow().webContents.executeJavaScript(expression, true),
  address: async () => onlyWindow().webContents.getURL(),
  click: async (selector) =>
    onlyWindow().webContents.executeJavaScript(`document.querySelector(${JSON.stringify(selector)}).click()`, true),
  watchLoop: async () => {
    endWatch = watchLoop();
  },
  loopFigures: async () => endWatch?.(),
  trayImage: async () => nameOf(seen.tray?.image ?? ''),
  screenshot: async (file) => {
    const { writeFile } = await import('node:fs/promises');
    await writeFile(file, (await onlyWindow().webContents.capturePage()).toPNG());
  },
};

Object.assign(globalThis, { recorded: controls });
