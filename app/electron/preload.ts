/**
 * The only thing that the window's page can reach, bundled alone and run in a world of its own. It knows the contract's
 * shape and nothing behind it: a name and an input go over, a `Result` comes back; what is allowed is decided there.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { MethodName } from '../../shared/contract/contract.ts';
import type { Event, Listener } from '../../shared/contract/events.ts';
import type { Result } from '../../shared/contract/result.ts';
import { ABOUT, CALL, EVENTS, GO, OPEN_PATH, PICK_FOLDER, READY, SHOW_IN_FOLDER } from './channels.ts';

/** The page's; the rest of this folder runs in Node and has no such thing. */
declare const location: { hash: string };

const listeners = new Set<Listener>();
let told = false;

ipcRenderer.on(EVENTS, (_event, events: readonly Event[]) => {
  for (const event of events) for (const listener of listeners) listener(event);
});

ipcRenderer.on(GO, (_event, hash: string) => {
  location.hash = hash;
});

contextBridge.exposeInMainWorld('leitz', {
  call: (name: MethodName, input: unknown): Promise<Result<unknown>> => ipcRenderer.invoke(CALL, name, input),
  on: (listener: Listener): (() => void) => {
    listeners.add(listener);
    // What came while the page loaded waits in the shell for this.
    if (!told) ipcRenderer.send(READY);
    told = true;
    return () => void listeners.delete(listener);
  },
  about: (): Promise<unknown> => ipcRenderer.invoke(ABOUT),
  /** Where a file or folder lies that was dropped on the page; '' for one that a script made. */
  pathOfFile: (file: Parameters<typeof webUtils.getPathForFile>[0]): string => webUtils.getPathForFile(file),
  pickFolder: (): Promise<unknown> => ipcRenderer.invoke(PICK_FOLDER),
  openPath: (path: string): Promise<unknown> => ipcRenderer.invoke(OPEN_PATH, path),
  showInFolder: (path: string): Promise<unknown> => ipcRenderer.invoke(SHOW_IN_FOLDER, path),
});
