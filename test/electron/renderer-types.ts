/** What the preload imports. In a window it gets the ones of `page-worlds.ts`; these only lend their types. */
const only = (): never => {
  throw new Error('There is no such thing in the main process.');
};

type Told = (event: unknown, ...words: never[]) => void;

export const ipcRenderer = {
  on: (_channel: string, _listener: Told): unknown => only(),
  send: (_channel: string, ..._words: unknown[]): void => only(),
  // biome-ignore lint/suspicious/noExplicitAny: as Electron declares it.
  invoke: (_channel: string, ..._words: unknown[]): Promise<any> => only(),
};

export const webUtils = {
  getPathForFile: (_file: unknown): string => only(),
};

export const contextBridge = {
  exposeInMainWorld: (_key: string, _api: unknown): void => only(),
};
