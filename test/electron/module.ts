/**
 * The stand-in for the module `electron`, as the program's main process imports it. It has what the program uses and
 * nothing else: `fits.ts` holds it against Electron's own declarations, `tsconfig.json` compiles the program against it.
 */
export { app } from './app.ts';
export { nativeImage } from './images.ts';
export { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from './ipc.ts';
export { Menu, type MenuItemConstructorOptions, Tray } from './menus.ts';
export { autoUpdater, net } from './network.ts';
export { Notification } from './notification.ts';
export { protocol, type Session, session } from './protocols.ts';
export { contextBridge, ipcRenderer, webUtils } from './renderer-types.ts';
export { crashReporter, dialog, nativeTheme, powerMonitor, safeStorage, screen, shell } from './system.ts';
export { utilityProcess } from './utility.ts';
export type { WebContents } from './web-contents.ts';
export { BrowserWindow } from './windows.ts';
