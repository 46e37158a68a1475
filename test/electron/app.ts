/** The stand-in's `app`: life cycle, single instance, paths. */

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { cancellable, Emitter } from './emitter.ts';
import { seen, surroundings } from './recorder.ts';

type PathName = 'userData' | 'crashDumps' | 'exe' | 'home';

class App extends Emitter {
  readonly isPackaged = process.env['STAND_IN_PACKAGED'] === '1';
  readonly #paths = new Map<PathName, string>([['exe', process.env['STAND_IN_EXE'] ?? '/opt/Leitz Cloud/leitz-cloud']]);
  readonly #ready = Promise.withResolvers<void>();
  #server: Server | undefined;
  #isReady = false;
  #name = 'Electron';
  #locked = false;
  /** Closes all windows; false where one of them stays. `windows.ts` fills it in. */
  closeWindows: () => Promise<boolean> = async () => true;

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  /** Electron becomes ready after the main file was run to its end. */
  becomeReady(): void {
    this.#isReady = true;
    this.emit('ready');
    this.#ready.resolve();
  }

  requireReady(what: string): void {
    if (!this.#isReady) throw new Error(`${what} cannot be used before the app is ready`);
  }

  requireNotReady(what: string): void {
    if (this.#isReady) throw new Error(`${what} must be called before the app is ready`);
  }

  /** Taken at once, as in Electron: the answer is known when this returns, so another process asks whether one listens. */
  requestSingleInstanceLock(): boolean {
    const socket = path.join(this.getPath('userData'), 'stand-in.socket');
    const words = JSON.stringify({ argv: process.argv, cwd: process.cwd() });
    const asked = spawnSync(process.execPath, [path.join(import.meta.dirname, 'first-instance.mjs'), socket, words]);
    if (asked.status === 0) return false;
    rmSync(socket, { force: true });
    const server = createServer((other) => {
      let text = '';
      other.on('data', (chunk) => {
        text += chunk.toString();
        if (!text.endsWith('\n')) return;
        const { argv, cwd } = JSON.parse(text);
        other.end('heard');
        void this.whenReady().then(() => this.emit('second-instance', {}, argv, cwd, undefined));
      });
    });
    server.listen(socket);
    this.#server = server;
    this.#locked = true;
    return true;
  }

  releaseSingleInstanceLock(): void {
    this.#server?.close();
    this.#locked = false;
  }

  relaunch({ execPath = this.getPath('exe'), args = process.argv.slice(1) }: Relaunch = {}): void {
    process.send?.({ relaunched: { execPath, args } });
  }

  hasSingleInstanceLock(): boolean {
    return this.#locked;
  }

  quit(): void {
    void this.#quit();
  }

  async #quit(): Promise<void> {
    const { event, isCancelled } = cancellable();
    this.emit('before-quit', event);
    if (isCancelled() || !(await this.closeWindows())) return;
    this.emit('will-quit', cancellable().event);
    this.emit('quit', {}, 0);
    this.exit(0);
  }

  exit(code = 0): void {
    process.exit(code);
  }

  setName(name: string): void {
    this.#name = name;
  }

  getName(): string {
    return this.#name;
  }

  getAppPath(): string {
    return path.dirname(process.argv[1] ?? '');
  }

  setAppUserModelId(_id: string): void {}

  setPath(name: PathName, folder: string): void {
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    this.#paths.set(name, folder);
  }

  getPath(name: PathName): string {
    const found = this.#paths.get(name);
    if (found === undefined) throw new Error(`Failed to get '${name}' path`);
    return found;
  }

  getVersion(): string {
    return process.env['STAND_IN_VERSION'] ?? '0.1.0';
  }

  getLocale(): string {
    return surroundings.locale;
  }

  enableSandbox(): void {
    this.requireNotReady('app.enableSandbox()');
    seen.sandbox = true;
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    seen.linkSchemes.push(scheme);
    return true;
  }

  setLoginItemSettings({ openAtLogin = false, path: program = '', args = [] }: LoginItem): void {
    seen.loginItem = { openAtLogin, path: program, args };
  }
}

interface Relaunch {
  readonly execPath?: string;
  readonly args?: string[];
}

interface LoginItem {
  readonly openAtLogin?: boolean;
  readonly path?: string;
  readonly args?: string[];
}

export const app = new App();
export type StandInApp = App;
