/** The stand-in's main end of the bridge. */
import { Emitter } from './emitter.ts';
import type { WebContents } from './web-contents.ts';

export interface SenderFrame {
  readonly url: string;
  readonly parent: SenderFrame | null;
}
export interface IpcMainEvent {
  readonly sender: WebContents;
  readonly senderFrame: SenderFrame | null;
}
export type IpcMainInvokeEvent = IpcMainEvent;
type Handler = (event: IpcMainInvokeEvent, ...words: unknown[]) => unknown;

class IpcMain extends Emitter {
  readonly #handlers = new Map<string, Handler>();

  override on(channel: string, listener: (event: IpcMainEvent, ...words: unknown[]) => void): this {
    return super.on(channel, listener);
  }

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  /** As a page's `invoke` arrives. */
  static async answer(ipc: IpcMain, event: IpcMainInvokeEvent, channel: string, words: unknown[]): Promise<unknown> {
    const handler = ipc.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...words);
  }
}

export const ipcMain = new IpcMain();
export const answerInvoke = (event: IpcMainInvokeEvent, channel: string, words: unknown[]): Promise<unknown> =>
  IpcMain.answer(ipcMain, event, channel, words);
