/** The one window: made once and hidden instead of closed, so that it is there at once the next time. */
import { BrowserWindow, screen as displays } from 'electron';
import type { Event } from '../../shared/contract/events.ts';
import { EVENTS, GO } from './channels.ts';
import { Batches } from './coalesce.ts';
import { EventQueue } from './event-queue.ts';
import { APP_NAME, FACE_PAGE } from './identity.ts';
import { hashOfScreen, type Screen } from './screens.ts';
import type { TaskbarProgress } from './taskbar-progress.ts';
import { LEAST_SIZE, placeFor, type WindowPlace } from './window-place.ts';

/** How often a page that nobody sees is told what happened, in milliseconds. */
const UNSEEN_EVERY_MS = 1000;

export interface FaceWindowOptions {
  /** Absolute path of the bundled preload. */
  readonly preload: string;
  readonly icon: string;
  /** Whether the page may be inspected; not in a packed program. */
  readonly devTools: boolean;
  readonly place: () => WindowPlace | undefined;
  readonly onPlace: (place: WindowPlace) => void;
}

export class FaceWindow {
  readonly #options: FaceWindowOptions;
  readonly #queue: EventQueue;
  readonly #unseen: Batches;
  #window: BrowserWindow | undefined;
  #hash: string | undefined;
  /** Set while the program ends: from then on closing is closing. */
  isEnding = false;

  constructor(options: FaceWindowOptions) {
    this.#options = options;
    this.#queue = new EventQueue((events) => this.#window?.webContents.send(EVENTS, events));
    this.#unseen = new Batches(UNSEEN_EVERY_MS, (events) => this.#queue.add(events));
  }

  isOurs(webContentsId: number): boolean {
    return this.#window?.webContents.id === webContentsId;
  }

  get browserWindow(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Loads the page without showing it. */
  prepare(): BrowserWindow {
    if (this.#window !== undefined) return this.#window;
    const screens = [displays.getPrimaryDisplay(), ...displays.getAllDisplays()].map(({ workArea }) => workArea);
    const { maximized, ...bounds } = placeFor(this.#options.place(), screens);
    const { preload, icon, devTools } = this.#options;
    const window = new BrowserWindow({
      ...bounds,
      minWidth: LEAST_SIZE.width,
      minHeight: LEAST_SIZE.height,
      title: APP_NAME,
      icon,
      show: false,
      autoHideMenuBar: true,
      webPreferences: {
        preload,
        devTools,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
      },
    });
    this.#window = window;
    if (maximized) window.once('show', () => window.maximize());
    this.#listen(window);
    // A page that does not come up says so itself; the tray and its menu go on without it.
    window.loadURL(FACE_PAGE).catch(() => undefined);
    return window;
  }

  /** Shows it, on a screen if one is named. */
  show(screen?: Screen, ...parts: readonly (string | number)[]): void {
    const window = this.prepare();
    // First what happened: a page that knows nothing of it would lead elsewhere.
    this.#unseen.flush();
    if (screen !== undefined) this.#go(hashOfScreen(screen, ...parts));
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  tell(events: readonly Event[]): void {
    if (this.#window === undefined) return;
    if (this.#window.isVisible()) {
      this.#unseen.flush();
      return this.#queue.add(events);
    }
    for (const event of events) this.#unseen.add(event);
  }

  /** The page listens. */
  ready(): void {
    this.#queue.open();
    const hash = this.#hash;
    this.#hash = undefined;
    if (hash !== undefined) this.#go(hash);
  }

  progress({ value, mode }: TaskbarProgress): void {
    this.#window?.setProgressBar(value, { mode });
  }

  /** Remembers its place; for the end of the program too. */
  savePlace(): void {
    const window = this.#window;
    if (window === undefined || window.isMinimized()) return;
    this.#options.onPlace({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  }

  #go(hash: string): void {
    if (this.#queue.isOpen) this.#window?.webContents.send(GO, hash);
    else this.#hash = hash;
  }

  #listen(window: BrowserWindow): void {
    window.on('close', (event) => {
      this.savePlace();
      if (this.isEnding) return;
      event.preventDefault();
      window.hide();
    });
    window.on('closed', () => {
      this.#queue.close();
      this.#window = undefined;
    });
    window.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#queue.close();
    });
    // A page that crashed is shown anew; what it showed lives in the engine.
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && !this.isEnding) window.webContents.reload();
    });
  }
}
