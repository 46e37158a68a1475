/** The icon in the tray or menu bar. Where the desktop has none, everything else goes on without. */

import path from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray } from 'electron';
import { templateOf } from './menu.ts';
import type { MenuAction, MenuEntry } from './menu-model.ts';
import { type TrayLook, trayFile } from './tray-look.ts';

export interface TrayIconOptions {
  /** Folder with the drawings. */
  readonly icons: string;
  readonly platform: string;
  readonly act: (action: MenuAction) => void;
  readonly onClick: () => void;
}

export class TrayIcon {
  readonly #options: TrayIconOptions;
  #tray: Tray | undefined;
  #file = '';
  #menu = '';
  #look: TrayLook | undefined;

  constructor(options: TrayIconOptions) {
    this.#options = options;
    nativeTheme.on('updated', () => this.#look !== undefined && this.#draw(this.#look));
  }

  /** Shows a look and a menu; what is the same as before is left alone, so that an open menu does not close. */
  show(look: TrayLook, entries: readonly MenuEntry[]): void {
    this.#look = look;
    this.#draw(look);
    const tray = this.#tray;
    const menu = JSON.stringify(entries);
    if (tray === undefined || menu === this.#menu) return;
    this.#menu = menu;
    tray.setContextMenu(Menu.buildFromTemplate(templateOf(entries, this.#options.act)));
  }

  destroy(): void {
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  #draw({ shape, tooltip }: TrayLook): void {
    const { icons, platform, onClick } = this.#options;
    const file = path.join(icons, trayFile(shape, platform, nativeTheme.shouldUseDarkColors));
    if (this.#tray === undefined) {
      try {
        this.#tray = new Tray(nativeImage.createFromPath(file));
      } catch {
        // No tray on this desktop: the window, its menu bar and the program's own start again lead everywhere.
        return;
      }
      this.#tray.on('click', onClick);
    } else if (file !== this.#file) this.#tray.setImage(nativeImage.createFromPath(file));
    this.#file = file;
    this.#tray.setToolTip(tooltip);
  }
}
