/**
 * The desktop program under test: the real, built bundle in the stand-in, with named waits instead of sleeps.
 *
 *   const desktop = await startDesktop({ home, words: ['--hidden'] });
 *   await desktop.until('it is in sync', ({ tray }) => tray?.image.includes('synced'));
 *   await desktop.do('clickMenu', 'pause-hour');
 *   await desktop.quit();
 */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CHOICE } from './choice.ts';
import type { Controls, Look, SeenItem } from './control.ts';
import type { Hands, Relaunched, Started } from './hands.ts';
import { realHands } from './real-hands.ts';
import type { Surroundings } from './recorder.ts';
import { standInHands } from './stand-in-hands.ts';

export interface DesktopOptions {
  readonly home: string;
  /** Words after the main file and `--home`. */
  readonly words?: readonly string[];
  readonly desktop?: Partial<Surroundings>;
  /** The bundled main file; the built one if left out. */
  readonly main?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** For what only the stand-in can show. */
  readonly onlyStandIn?: boolean;
  /** Words for Node, such as `--cpu-prof`. */
  readonly nodeWords?: readonly string[];
}

const MAIN = path.resolve(import.meta.dirname, '..', '..', 'dist', 'electron', 'main.mjs');
const PATIENCE_MS = 60_000;

export class Desktop {
  readonly #hands: Hands;

  constructor(hands: Hands) {
    this.#hands = hands;
  }

  /** Resolves with the exit status when the program has ended. */
  get ended(): Promise<number | null> {
    return this.#hands.ended;
  }

  /** What it asked the system to start after its end. */
  get relaunched(): Relaunched | undefined {
    return this.#hands.relaunched();
  }

  get output(): string {
    return this.#hands.output();
  }

  /** Does what a person or the system would do, or reads what was recorded. */
  do<Name extends keyof Controls>(name: Name, ...words: Parameters<Controls[Name]>): ReturnType<Controls[Name]> {
    // What comes back is what the control of that name gave.
    return this.#hands.do(name, words) as ReturnType<Controls[Name]>;
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
    this.#hands.kill();
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

/** Starts it on the Electron that was chosen; see `choice.ts`. */
export function startDesktop(options: DesktopOptions): Desktop {
  const started: Started = { words: [], desktop: {}, main: MAIN, env: {}, nodeWords: [], ...options };
  const program = CHOICE.kind === 'electron' && options.onlyStandIn !== true ? CHOICE.program : undefined;
  return new Desktop(program === undefined ? standInHands(started) : realHands(started, program));
}
