/** The stand-in's menus and tray: values that a test can read and click. */
import { app } from './app.ts';
import { Emitter } from './emitter.ts';
import type { NativeImage } from './images.ts';
import { seen, surroundings } from './recorder.ts';

export interface MenuItemConstructorOptions {
  readonly type?: 'normal' | 'separator' | 'submenu';
  readonly role?:
    | 'undo'
    | 'redo'
    | 'cut'
    | 'copy'
    | 'paste'
    | 'selectAll'
    | 'minimize'
    | 'close'
    | 'hide'
    | 'hideOthers'
    | 'resetZoom'
    | 'zoomIn'
    | 'zoomOut';
  readonly id?: string;
  readonly label?: string;
  readonly enabled?: boolean;
  readonly accelerator?: string;
  readonly click?: () => void;
  readonly submenu?: MenuItemConstructorOptions[];
}

export class Menu {
  readonly #template: readonly MenuItemConstructorOptions[];
  static #bar: Menu | null = null;

  private constructor(template: readonly MenuItemConstructorOptions[]) {
    this.#template = template;
  }

  static buildFromTemplate(template: MenuItemConstructorOptions[]): Menu {
    for (const item of template) {
      if (item.type !== 'separator' && item.label === undefined && item.role === undefined)
        throw new Error('Invalid submenu item: it has neither a label nor a role');
    }
    return new Menu(template);
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#bar = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#bar;
  }

  /** What the menu shows; `readMenu` gives it to tests. */
  static read(menu: Menu): readonly MenuItemConstructorOptions[] {
    return menu.#template;
  }
}

export class Tray extends Emitter {
  static menu: Menu | null = null;
  static current: Tray | undefined;

  constructor(image: NativeImage) {
    super();
    app.requireReady('Tray');
    if (!surroundings.tray) throw new Error('This desktop has no tray');
    Tray.current = this;
    seen.tray = { image: image.file, tooltip: '' };
  }

  setImage(image: NativeImage): void {
    if (seen.tray !== undefined) seen.tray.image = image.file;
  }

  setToolTip(tooltip: string): void {
    if (seen.tray !== undefined) seen.tray.tooltip = tooltip;
  }

  setContextMenu(menu: Menu | null): void {
    Tray.menu = menu;
  }

  destroy(): void {
    seen.tray = undefined;
    Tray.menu = null;
    Tray.current = undefined;
  }
}
