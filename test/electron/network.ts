/** The stand-in's network and its system's updater. Nothing leaves the machine: only this computer itself is reached. */
import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { app } from './app.ts';
import { Emitter } from './emitter.ts';
import type { Session } from './protocols.ts';
import { seen } from './recorder.ts';

interface RequestOptions {
  readonly protocol?: string;
  readonly hostname?: string;
  readonly port?: number | string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly redirect?: 'follow' | 'error' | 'manual';
  readonly session?: Session;
}

/** As Electron's: an event `response`, `end` to send it, `abort` to give up. */
class NetRequest extends Emitter {
  readonly #request: ClientRequest | undefined;

  constructor({ protocol, hostname = '', port, path = '/', method = 'GET', headers = {} }: RequestOptions) {
    super();
    if (protocol !== 'http:' || hostname !== '127.0.0.1') return;
    this.#request = overHttp({ hostname, port, path, method, headers: { ...headers } });
    this.#request.on('response', (response: IncomingMessage) => this.emit('response', response));
    this.#request.on('error', (error) => this.emit('error', error));
  }

  end(): void {
    if (this.#request === undefined)
      setImmediate(() => this.emit('error', new Error('net::ERR_INTERNET_DISCONNECTED')));
    this.#request?.end();
  }

  abort(): void {
    this.#request?.destroy();
    this.emit('abort');
  }
}

export const net = {
  isOnline: (): boolean => true,
  request: (options: RequestOptions): NetRequest => {
    app.requireReady('net');
    return new NetRequest(options);
  },
};

/** macOS brings updates by it; elsewhere electron-updater only tells it that the program ends. */
class AutoUpdater extends Emitter {
  override emit(event: string, ...words: readonly unknown[]): boolean {
    seen.autoUpdater.push(event);
    return super.emit(event, ...words);
  }

  quitAndInstall(): void {
    seen.autoUpdater.push('quitAndInstall');
  }
}
export const autoUpdater = new AutoUpdater();
