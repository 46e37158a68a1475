/** Keeps the engine's process running, and speaks with it. Knows nothing of Electron: `fork` is given. */
import type { Call } from '../../shared/contract/contract.ts';
import type { Event } from '../../shared/contract/events.ts';
import { type Failure, failed, type Result } from '../../shared/contract/result.ts';
import { type FromEngine, fromEngine, type ToEngine } from './engine-messages.ts';
import { restartDelay } from './restart-policy.ts';

/** The process as the system gives it. */
export interface Child {
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

/** `refused`: the home cannot be opened. `down`: it died too often in a row. Both last until `start` is called again. */
export type EngineState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly methods: readonly string[] }
  | { readonly kind: 'restarting' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'down' }
  | { readonly kind: 'closed' };

export interface KeepsSecrets {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

export interface EngineProcessOptions {
  readonly fork: () => Child;
  readonly open: Omit<Extract<ToEngine, { kind: 'open' }>, 'kind' | 'takeOver'>;
  readonly secrets: KeepsSecrets;
  readonly onState: (state: EngineState) => void;
  readonly onEvents: (events: readonly Event[]) => void;
  /** Somebody outside asked the program to end. */
  readonly onStopAsked: () => void;
  /** Milliseconds that never go back. */
  readonly now?: () => number;
}

/** An engine that does not end is ended: a crash is an ordinary event for it, a hang is not. */
const CLOSE_MS = 30_000;

export class EngineProcess {
  readonly #options: EngineProcessOptions;
  readonly #now: () => number;
  readonly #waiting = new Map<number, (result: Result<unknown>) => void>();
  #deaths: { startedMs: number; diedMs: number }[] = [];
  #held: ToEngine[] = [];
  #state: EngineState = { kind: 'closed' };
  #child: Child | undefined;
  #gone: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #next = 1;

  constructor(options: EngineProcessOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Starts it; also again, after it was `refused` or `down`. */
  start(takeOver = false): void {
    this.#deaths = [];
    this.#launch('starting', takeOver);
  }

  /** Asks the engine; while it starts, the question waits. One that it took with it when it died is `connection-lost`. */
  readonly call: Call = ((name, input) => this.#ask(name, input)) as Call;

  /** Ends the engine: what runs is finished or parked. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const child = this.#child;
    this.#become({ kind: 'closed' });
    if (child === undefined) return;
    child.postMessage({ kind: 'close' } satisfies ToEngine);
    const late = setTimeout(() => child.kill(), CLOSE_MS);
    await this.#gone;
    clearTimeout(late);
  }

  #launch(kind: 'starting' | 'restarting', takeOver: boolean): void {
    const child = this.#options.fork();
    const startedMs = this.#now();
    this.#child = child;
    this.#become({ kind });
    child.onMessage((message) => {
      const parsed = fromEngine.safeParse(message);
      if (parsed.success) this.#take(child, parsed.data);
    });
    this.#gone = new Promise((resolve) => {
      child.onExit(() => {
        resolve();
        this.#died(child, startedMs);
      });
    });
    child.postMessage({ kind: 'open', ...this.#options.open, takeOver } satisfies ToEngine);
  }

  #died(child: Child, startedMs: number): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#loseCalls();
    if (this.#state.kind === 'closed' || this.#state.kind === 'refused') return;
    this.#deaths.push({ startedMs, diedMs: this.#now() });
    const delay = restartDelay(this.#deaths);
    if (delay === undefined) return this.#become({ kind: 'down' });
    this.#become({ kind: 'restarting' });
    this.#timer = setTimeout(() => this.#launch('restarting', false), delay);
  }

  /** Those that still wait to be sent are none of its: the next process gets them. */
  #loseCalls(): void {
    const unsent = new Set(this.#held.map((message) => (message.kind === 'call' ? message.id : undefined)));
    for (const id of [...this.#waiting.keys()]) {
      if (!unsent.has(id)) this.#settle(id, failed({ code: 'connection-lost' }));
    }
  }

  #become(state: EngineState): void {
    this.#state = state;
    const open = state.kind === 'running' ? this.#child : undefined;
    const waits = state.kind === 'starting' || state.kind === 'restarting';
    if (!waits) {
      for (const message of this.#held.splice(0)) this.#hand(open, message);
    }
    this.#options.onState(state);
  }

  #hand(child: Child | undefined, message: ToEngine): void {
    if (child !== undefined) child.postMessage(message);
    else if (message.kind === 'call') this.#settle(message.id, failed({ code: 'connection-lost' }));
  }

  #settle(id: number, result: Result<unknown>): void {
    this.#waiting.get(id)?.(result);
    this.#waiting.delete(id);
  }

  #ask(method: string, input: unknown): Promise<Result<unknown>> {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      const message: ToEngine = { kind: 'call', id, method, input };
      if (this.#state.kind === 'starting' || this.#state.kind === 'restarting') this.#held.push(message);
      else this.#hand(this.#state.kind === 'running' ? this.#child : undefined, message);
    });
  }

  #take(child: Child, message: FromEngine): void {
    if (this.#child !== child) return;
    if (message.kind === 'answer') this.#settle(message.id, message.result);
    else if (message.kind === 'events') this.#options.onEvents(message.events);
    else if (message.kind === 'ask-secret') void this.#keep(child, message);
    else if (message.kind === 'stop-asked') this.#options.onStopAsked();
    else if (message.kind === 'refused') this.#become({ kind: 'refused', failure: message.failure });
    else if (this.#state.kind !== 'closed') this.#become({ kind: 'running', methods: message.methods });
  }

  async #keep(child: Child, ask: Extract<FromEngine, { kind: 'ask-secret' }>): Promise<void> {
    const { secrets } = this.#options;
    const { id, op, name } = ask;
    try {
      if (op === 'set') await secrets.set(name, ask.value ?? '');
      if (op === 'delete') await secrets.delete(name);
      const value = op === 'get' ? await secrets.get(name) : undefined;
      child.postMessage({ kind: 'secret', id, ...(value === undefined ? {} : { value }) } satisfies ToEngine);
    } catch (thrown) {
      const trouble = thrown instanceof Error ? thrown.message : String(thrown);
      child.postMessage({ kind: 'secret', id, trouble } satisfies ToEngine);
    }
  }
}
