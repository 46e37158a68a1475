/** The stand-in's windows. There is no screen: visible, focused and where are what the program asked for. */
import { app } from './app.ts';
import { cancellable, Emitter } from './emitter.ts';
import { seen } from './recorder.ts';
import { WebContents } from './web-contents.ts';

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface BrowserWindowOptions extends Partial<Bounds> {
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly title?: string;
  readonly icon?: string;
  readonly show?: boolean;
  readonly autoHideMenuBar?: boolean;
  readonly webPreferences?: {
    readonly preload?: string;
    readonly devTools?: boolean;
    readonly sandbox?: boolean;
    readonly contextIsolation?: boolean;
    readonly nodeIntegration?: boolean;
    readonly webSecurity?: boolean;
    readonly spellcheck?: boolean;
  };
}

export class BrowserWindow extends Emitter {
  static readonly all: BrowserWindow[] = [];
  readonly webContents: WebContents;
  readonly #options: BrowserWindowOptions;
  #bounds: Bounds;
  #visible: boolean;
  #focused = false;
  #maximized = false;
  #minimized = false;

  constructor(options: BrowserWindowOptions) {
    super();
    app.requireReady('BrowserWindow');
    const { x = 0, y = 0, width = 800, height = 600, show = true, webPreferences } = options;
    this.#options = options;
    this.#bounds = { x, y, width, height };
    this.#visible = show;
    this.webContents = new WebContents(webPreferences?.preload);
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  loadURL(address: string): Promise<void> {
    return WebContents.load(this.webContents, address);
  }

  show(): void {
    this.#visible = true;
    this.emit('show');
  }

  hide(): void {
    this.#visible = false;
    this.#focused = false;
    this.emit('hide');
  }

  focus(): void {
    this.#focused = true;
  }

  maximize(): void {
    this.#maximized = true;
  }

  restore(): void {
    this.#minimized = false;
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all;
  }

  getTitle(): string {
    return this.#options.title ?? '';
  }

  isFocused(): boolean {
    return this.#focused;
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  getNormalBounds(): Bounds {
    return this.#bounds;
  }

  setProgressBar(
    value: number,
    options: { readonly mode?: 'none' | 'normal' | 'indeterminate' | 'error' | 'paused' } = {},
  ): void {
    seen.progress = { value, mode: options.mode };
  }

  /** As a person closes it; false where the program does not let it. */
  close(): void {
    BrowserWindow.askToClose(this);
  }

  static askToClose(window: BrowserWindow): boolean {
    const { event, isCancelled } = cancellable();
    window.emit('close', event);
    if (isCancelled()) return false;
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(window), 1);
    void WebContents.close(window.webContents);
    window.emit('closed');
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed');
    return true;
  }

  /** As a person moves it. */
  static move(window: BrowserWindow, bounds: Bounds): void {
    window.#bounds = bounds;
  }

  static read(window: BrowserWindow) {
    const { title, webPreferences } = window.#options;
    return {
      visible: window.#visible,
      focused: window.#focused,
      maximized: window.#maximized,
      bounds: window.#bounds,
      title,
      webPreferences,
    };
  }
}

app.closeWindows = async () => BrowserWindow.all.toReversed().every((window) => BrowserWindow.askToClose(window));
