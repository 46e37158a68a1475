/** Replaces those members of Electron that reach the desktop: each records, and most go on to what was there before. */
import * as electron from 'electron';
import { seen, surroundings } from './recorder.ts';

interface Recorded {
  readonly templates: WeakMap<object, readonly electron.MenuItemConstructorOptions[]>;
  readonly shown: { tray: object | null; bar: object | null; trays: electron.Tray[] };
  readonly notifications: electron.Notification[];
  /** What the program gave to its session, by the name of the method. */
  readonly handlers: Record<string, (...words: unknown[]) => unknown>;
  readonly onEngine: (child: electron.UtilityProcess) => void;
}

type Method = (this: never, ...words: never[]) => unknown;

/** Puts another function in the place of a method. @param make gets the method that was there */
function replace<Holder extends object, Name extends keyof Holder>(
  holder: Holder,
  name: Name,
  make: (before: Holder[Name]) => Method,
): void {
  Object.defineProperty(holder, name, { value: make(holder[name]), configurable: true, writable: true });
}

type BeforeRequest = (details: { readonly url: string }, answer: (verdict: electron.CallbackResponse) => void) => void;

const last = { image: '' };

function ofMenus({ templates, shown }: Recorded): void {
  replace(electron.Menu, 'buildFromTemplate', (before) => (template: electron.MenuItemConstructorOptions[]) => {
    const menu = before.call(electron.Menu, template);
    templates.set(menu, template);
    return menu;
  });
  replace(electron.Menu, 'setApplicationMenu', (before) => (menu: electron.Menu | null) => {
    shown.bar = menu;
    before.call(electron.Menu, menu);
  });
}

function ofTray({ shown }: Recorded): void {
  replace(electron.nativeImage, 'createFromPath', (before) => (file: string) => {
    const isOfTray = /tray-[\w-]+(?:@2x)?\.(?:png|ico)$/u.test(file);
    if (isOfTray && !surroundings.tray) throw new Error('This desktop has no tray');
    if (isOfTray) last.image = file;
    return before.call(electron.nativeImage, file);
  });
  replace(
    electron.Tray.prototype,
    'setToolTip',
    (before) =>
      function (this: electron.Tray, tooltip: string) {
        if (!shown.trays.includes(this)) shown.trays.push(this);
        seen.tray = { image: last.image, tooltip };
        before.call(this, tooltip);
      },
  );
  replace(
    electron.Tray.prototype,
    'setContextMenu',
    (before) =>
      function (this: electron.Tray, menu: electron.Menu | null) {
        shown.tray = menu;
        before.call(this, menu);
      },
  );
  replace(
    electron.Tray.prototype,
    'destroy',
    (before) =>
      function (this: electron.Tray) {
        seen.tray = undefined;
        shown.tray = null;
        before.call(this);
      },
  );
}

function ofNotifications({ notifications }: Recorded): void {
  replace(electron.Notification, 'isSupported', () => () => true);
  // Where no service shows notifications, showing one fails; what the program wanted to show is what counts.
  replace(
    electron.Notification.prototype,
    'show',
    () =>
      function (this: electron.Notification) {
        const { title, body } = this;
        notifications.push(this);
        seen.notifications.push({ title, body, state: 'shown' });
      },
  );
}

/** Nothing may leave the test: no program is opened, nobody is asked. */
function ofSystem(): void {
  const opens = (kind: 'path' | 'folder-of' | 'address') => async (target: string) => {
    seen.opened.push({ kind, target });
    return '';
  };
  replace(electron.shell, 'openPath', () => opens('path'));
  replace(electron.shell, 'showItemInFolder', () => (target: string) => void opens('folder-of')(target));
  replace(electron.shell, 'openExternal', () => opens('address'));
  replace(electron.dialog, 'showErrorBox', () => (title: string, content: string) => {
    seen.dialogs.push({ kind: 'error', text: `${title}: ${content}` });
  });
  replace(electron.dialog, 'showMessageBox', () => async ({ message, detail }: electron.MessageBoxOptions) => {
    seen.dialogs.push({ kind: 'question', text: [message, detail].join('\n') });
    return { response: surroundings.answer, checkboxChecked: false };
  });
  replace(electron.dialog, 'showOpenDialog', () => async (_parent: unknown, { title = '' }: { title?: string }) => {
    seen.dialogs.push({ kind: 'open', text: title });
    const { folder } = surroundings;
    return { canceled: folder === undefined, filePaths: folder === undefined ? [] : [folder] };
  });
  replace(electron.powerMonitor, 'isOnBatteryPower', () => () => surroundings.onBattery);
  replace(electron.app, 'getLocale', () => () => surroundings.locale);
  replace(electron.app, 'setAsDefaultProtocolClient', () => (scheme: string) => {
    seen.linkSchemes.push(scheme);
    return true;
  });
  replace(electron.app, 'setLoginItemSettings', () => (item: electron.Settings) => {
    const { openAtLogin = false, path = '', args = [] } = item;
    seen.loginItem = { openAtLogin, path, args };
  });
  replace(electron.crashReporter, 'start', () => (options: electron.CrashReporterStartOptions) => {
    seen.crashReports = { uploadToServer: options.uploadToServer ?? true };
  });
  replace(electron.app, 'enableSandbox', (before) => () => {
    seen.sandbox = true;
    before.call(electron.app);
  });
}

function ofEngine({ onEngine }: Recorded): void {
  replace(electron.utilityProcess, 'fork', (before) => (file: string, words?: string[], options?: object) => {
    const child = before.call(electron.utilityProcess, file, words, options);
    onEngine(child);
    return child;
  });
}

/** The session is there once the app is ready, right before the program gets to it. */
function ofSession({ handlers }: Recorded): void {
  const { defaultSession } = electron.session;
  const names = ['setPermissionRequestHandler', 'setPermissionCheckHandler', 'setDevicePermissionHandler'] as const;
  for (const name of names) {
    replace(defaultSession, name, (before) => (handler: never) => {
      handlers[name] = handler;
      (before as (handler: unknown) => void).call(defaultSession, handler);
    });
  }
  replace(defaultSession.webRequest, 'onBeforeRequest', (before) => (listener: BeforeRequest) => {
    const recording: BeforeRequest = (details, answer) =>
      listener(details, (verdict) => {
        if (verdict.cancel === true) seen.refusedLoads.push(details.url);
        answer(verdict);
      });
    before.call(defaultSession.webRequest, recording);
  });
}

function ofContents(contents: electron.WebContents): void {
  replace(contents, 'setWindowOpenHandler', (before) => (handler: Parameters<typeof before>[0]) => {
    before.call(contents, (details) => {
      const verdict = handler(details);
      if (verdict.action === 'deny') seen.refusedLoads.push(details.url);
      return verdict;
    });
  });
  contents.on('will-navigate', (event) => {
    setImmediate(() => event.defaultPrevented && seen.refusedLoads.push(event.url));
  });
}

export function replaceMembers(recorded: Recorded): void {
  ofMenus(recorded);
  ofTray(recorded);
  ofNotifications(recorded);
  ofSystem();
  ofEngine(recorded);
  electron.app.on('web-contents-created', (_event, contents) => ofContents(contents));
  electron.app.once('ready', () => ofSession(recorded));
  replace(
    electron.BrowserWindow.prototype,
    'setProgressBar',
    (before) =>
      function (this: electron.BrowserWindow, value: number, options?: electron.ProgressBarOptions) {
        seen.progress = { value, mode: options?.mode };
        before.call(this, value, options);
      },
  );
  const { STAND_IN_PACKAGED: packaged, STAND_IN_RESOURCES: resources } = process.env;
  if (packaged === '1') Object.defineProperty(electron.app, 'isPackaged', { get: () => true });
  if (resources !== undefined) Object.defineProperty(process, 'resourcesPath', { value: resources });
}
