/**
 * The bridge of the desktop window. Its preload script offers `window.leitz`; what comes over is checked by the
 * contract on the other side, so this only gives it the shape that the face knows.
 */
import type { Call } from '../../shared/contract/contract.ts';
import type { Listener } from '../../shared/contract/events.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { About, Bridge, Connection, Shell } from './bridge.ts';

export interface WindowBridge extends Shell {
  call(name: string, input: unknown): Promise<unknown>;
  /** Gives the function that ends the listening. */
  on(listener: Listener): () => void;
  about(): Promise<About>;
}

declare global {
  var leitz: WindowBridge | undefined;
}

/** Milliseconds between looks for an engine that was lost; the shell starts it again by itself. */
const LOOK_MS = 1_000;

class EngineWindow implements Bridge {
  readonly shell: Shell;
  readonly call: Call;
  readonly #leitz: WindowBridge;
  readonly #watchers = new Set<(connection: Connection, about?: About) => void>();
  #connection: Connection = 'connecting';
  #about: About | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(leitz: WindowBridge) {
    const { pickFolder, pathOfFile, openPath, showInFolder } = leitz;
    this.#leitz = leitz;
    this.shell = {
      ...(pickFolder === undefined ? {} : { pickFolder }),
      ...(pathOfFile === undefined ? {} : { pathOfFile }),
      ...(openPath === undefined ? {} : { openPath }),
      ...(showInFolder === undefined ? {} : { showInFolder }),
    };
    // The window's host derives its answers from the same contract as this type.
    this.call = (async (name, input) => this.#noted((await leitz.call(name, input)) as Result<unknown>)) as Call;
    void this.#look();
  }

  on(listener: Listener): () => void {
    return this.#leitz.on(listener);
  }

  onConnection(listener: (connection: Connection, about?: About) => void): () => void {
    this.#watchers.add(listener);
    listener(this.#connection, this.#about);
    return () => void this.#watchers.delete(listener);
  }

  retry(): void {
    if (this.#connection !== 'open') void this.#look();
  }

  /** An engine that died takes its questions with it; the answer says so. */
  #noted(result: Result<unknown>): Result<unknown> {
    if (!result.ok && result.error.code === 'connection-lost' && this.#connection === 'open') {
      this.#become('lost');
      this.#lookLater();
    }
    return result;
  }

  #lookLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), LOOK_MS);
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    this.#about ??= await this.#leitz.about();
    const status = (await this.#leitz.call('status', {})) as Result<unknown>;
    if (status.ok || status.error.code !== 'connection-lost') return this.#become('open');
    if (this.#connection === 'connecting') this.#become('lost');
    this.#lookLater();
  }

  #become(connection: Connection): void {
    this.#connection = connection;
    for (const watcher of this.#watchers) watcher(connection, this.#about);
  }
}

export const windowBridge = (leitz: WindowBridge): Bridge => new EngineWindow(leitz);
