/** Makes the menus of `menu-model.ts` real. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuAction, MenuEntry } from './menu-model.ts';
import type { ShellWords } from './words.ts';

export function templateOf(
  entries: readonly MenuEntry[],
  act: (action: MenuAction) => void,
): MenuItemConstructorOptions[] {
  return entries.map((entry): MenuItemConstructorOptions => {
    if (entry.kind === 'separator') return { type: 'separator' };
    if (entry.kind === 'submenu') return { id: entry.id, label: entry.label, submenu: templateOf(entry.entries, act) };
    const { id, label, action } = entry;
    return action === undefined ? { id, label, enabled: false } : { id, label, click: () => act(action) };
  });
}

/**
 * The menu bar. macOS needs one, or copying and pasting do not work there; elsewhere it stays hidden until Alt is
 * pressed, and makes the program whole where there is no tray.
 */
export function menuBar(platform: string, name: string, words: ShellWords, act: (action: MenuAction) => void): void {
  const own: MenuItemConstructorOptions[] = [
    {
      id: 'bar-settings',
      label: words.settings,
      accelerator: 'CmdOrCtrl+,',
      click: () => act({ kind: 'open-window', screen: 'settings' }),
    },
    { id: 'bar-look-for-update', label: words.lookForUpdate, click: () => act({ kind: 'look-for-update' }) },
    { id: 'bar-sync-now', label: words.syncNow, accelerator: 'CmdOrCtrl+R', click: () => act({ kind: 'sync-now' }) },
    { type: 'separator' },
    ...(platform === 'darwin'
      ? [{ role: 'hide' as const }, { role: 'hideOthers' as const }, { type: 'separator' as const }]
      : []),
    { id: 'bar-quit', label: words.quit, accelerator: 'CmdOrCtrl+Q', click: () => act({ kind: 'quit' }) },
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: name, submenu: own },
      {
        label: words.edit,
        submenu: [
          { role: 'undo' },
          { role: 'redo' },
          { type: 'separator' },
          { role: 'cut' },
          { role: 'copy' },
          { role: 'paste' },
          { role: 'selectAll' },
        ],
      },
      {
        label: words.window,
        submenu: [
          { role: 'minimize' },
          { role: 'close' },
          { type: 'separator' },
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
        ],
      },
    ]),
  );
}
