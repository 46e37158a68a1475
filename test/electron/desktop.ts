/**
 * The desktop program under test: the real, built bundle in the stand-in, with named waits instead of sleeps.
 *
 *   const desktop = await startDesktop({ home, words: ['--hidden'] });
 *   await desktop.until('it is in sync', ({ tray }) => tray?.image.includes('synced'));
 *   await desktop.do('clickMenu', 'pause-hour');
 *   await desktop.quit();
 */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Controls, Look, SeenItem } from './control.ts';
import type { Surroundings } from './recorder.ts';

export interface DesktopOptions {
  readonly home: string;
  /** Words after the main file and `--home`. */
  readonly words?: readonly string[];
  readonly desktop?: Partial<Surroundings>;
  /** The bundled main file; the built one if left out. */
  readonly main?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Words for Node, such as `--cpu-prof`. */
  readonly nodeWords?: readonly string[];
}

interface Heard {
  readonly id: number;
  readonly value: unknown;
  readonly error?: string;
  readonly relaunched?: { readonly execPath: string; readonly args: readonly string[] };
}

const MAIN = path.resolve(import.meta.dirname, '..', '..', 'dist', 'electron', 'main.mjs');
const PATIENCE_MS = 60_000;

export class Desktop {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  readonly #output: string[] = [];
  /** Resolves with the exit status when the program has ended. */
  readonly ended: Promise<number | null>;
  /** What it asked the system to start after its end. */
  relaunched: { readonly execPath: string; readonly args: readonly string[] } | undefined;
  #next = 1;

  constructor({ home, words = [], desktop = {}, main = MAIN, env = {}, nodeWords = [] }: DesktopOptions) {
    this.#child = fork(path.join(import.meta.dirname, 'boot.ts'), [main, '--home', home, ...words], {
      serialization: 'advanced',
      execArgv: [...nodeWords],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, STAND_IN_DESKTOP: JSON.stringify(desktop), ...env },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => this.#output.push(chunk.toString()));
    this.#child.on('message', ({ id, value, error, relaunched }: Heard) => {
      this.relaunched ??= relaunched;
      const asked = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) asked?.resolve(value);
      else asked?.reject(new Error(error));
    });
    this.ended = new Promise((resolve) => {
      this.#child.on('exit', (status) => {
        for (const { reject } of this.#waiting.values()) reject(new Error(`The program has ended.\n${this.output}`));
        this.#waiting.clear();
        resolve(status);
      });
    });
  }

  get output(): string {
    return this.#output.join('');
  }

  /** Does what a person or the system would do, or reads what was recorded. */
  do<Name extends keyof Controls>(name: Name, ...words: Parameters<Controls[Name]>): ReturnType<Controls[Name]> {
    const id = this.#next++;
    const answer = new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, name, words });
    });
    // What comes back is what the control of that name gave.
    return answer as ReturnType<Controls[Name]>;
  }

  look(): Promise<Look> {
    return this.do('look');
  }

  /** Looks until it is so; fails with what it saw last. */
  async until(what: string, isSo: (look: Look) => boolean): Promise<Look> {
    return waitUntil(
      what,
      () => this.look(),
      isSo,
      () => this.output,
    );
  }

  /** Calls a method of the contract from the page, through the real preload. */
  async call(name: string, input: unknown = {}): Promise<unknown> {
    const result = await this.do('evaluate', `window.leitz.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`);
    if (!isGood(result)) throw new Error(`${name}: ${JSON.stringify(result)}`);
    return result.value;
  }

  /** Quits by the menu, and waits for the end. */
  async quit(): Promise<number | null> {
    await this.do('clickMenu', 'quit').catch(() => undefined);
    return this.ended;
  }

  /** As power loss or the system's task manager ends it. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

const isGood = (result: unknown): result is { ok: true; value: unknown } =>
  typeof result === 'object' && result !== null && 'ok' in result && result.ok === true;

/** Asks again and again until the answer is as wanted. */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T> | T,
  isSo: (answer: T) => boolean,
  more: () => string = () => '',
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const until = performance.now() + patienceMs;
  let last: T | undefined;
  while (performance.now() < until) {
    last = await ask();
    if (isSo(last)) return last;
    await pause(50);
  }
  throw new Error(`It did not happen that ${what}.\nLast seen: ${JSON.stringify(last, null, 2)}\n${more()}`);
}

/** The item of a menu with this id, wherever it is. */
export function itemIn(items: readonly SeenItem[], id: string): SeenItem | undefined {
  for (const item of items) {
    const found = item.id === id ? item : itemIn(item.submenu, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const startDesktop = (options: DesktopOptions): Desktop => new Desktop(options);
