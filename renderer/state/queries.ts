/**
 * Answers of the contract's queries, kept so that a screen that is opened again shows at once what was known, and
 * asked for again when the engine says that something changed.
 */
import type { Call, Input, MethodName, Output } from '../../shared/contract/contract.ts';
import type { Failure } from '../../shared/contract/result.ts';
import { createStore, type Store } from './store.ts';

export interface Snapshot<T> {
  /** The last good answer; stays while it is asked for again, and when that fails. */
  readonly value?: T;
  /** Why the last time of asking failed. */
  readonly error?: Failure;
  readonly asking: boolean;
}

interface Kept {
  readonly name: MethodName;
  readonly store: Store<Snapshot<unknown>>;
  readonly ask: () => Promise<void>;
  stale: boolean;
  running: Promise<void> | undefined;
  again: boolean;
}

const EMPTY: Snapshot<never> = { asking: false };
/** Answers nobody looks at any more are dropped beyond this many. */
const MOST_KEPT = 200;

const keyOf = (name: MethodName, input: unknown): string => `${name} ${JSON.stringify(input)}`;

export class Queries {
  readonly #call: Call;
  readonly #kept = new Map<string, Kept>();

  constructor(call: Call) {
    this.#call = call;
  }

  /** The store of one question; asks it if the answer is missing or old. */
  open<Name extends MethodName>(name: Name, input: Input<Name>): Store<Snapshot<Output<Name>>> {
    const key = keyOf(name, input);
    const kept = this.#kept.get(key) ?? this.#keep(key, name, input);
    if (kept.stale && kept.running === undefined) void this.#ask(kept);
    // The store of a name holds that name's answers; the map cannot say so.
    return kept.store as Store<Snapshot<Output<Name>>>;
  }

  /** What is known of one question, without asking it. */
  peek<Name extends MethodName>(name: Name, input: Input<Name>): Snapshot<Output<Name>> {
    const kept = this.#kept.get(keyOf(name, input));
    return (kept?.store.get() ?? EMPTY) as Snapshot<Output<Name>>;
  }

  /** Asks again what is looked at, and marks the rest as old. Without names: everything. */
  refresh(...names: readonly MethodName[]): void {
    for (const kept of this.#kept.values()) {
      if (names.length > 0 && !names.includes(kept.name)) continue;
      if (kept.store.isWatched) void this.#ask(kept);
      else kept.stale = true;
    }
  }

  /** The next who looks gets what is known, and it is asked for anew. */
  forget(name: MethodName): void {
    for (const kept of this.#kept.values()) if (kept.name === name) kept.stale = true;
  }

  /** How many questions of a name are looked at. */
  watched(name: MethodName): number {
    return [...this.#kept.values()].filter((kept) => kept.name === name && kept.store.isWatched).length;
  }

  #keep<Name extends MethodName>(key: string, name: Name, input: Input<Name>): Kept {
    this.#dropOld();
    const store = createStore<Snapshot<unknown>>(EMPTY);
    const kept: Kept = {
      name,
      store,
      stale: true,
      running: undefined,
      again: false,
      ask: async () => {
        store.set({ ...withoutError(store.get()), asking: true });
        const result = await this.#call(name, input);
        const { value } = store.get();
        store.set(
          result.ok
            ? { value: same(value, result.value), asking: false }
            : { ...(value === undefined ? {} : { value }), error: result.error, asking: false },
        );
      },
    };
    this.#kept.set(key, kept);
    return kept;
  }

  /** One at a time for each question: asked for meanwhile, it is asked once more afterwards. */
  async #ask(kept: Kept): Promise<void> {
    kept.stale = false;
    if (kept.running !== undefined) {
      kept.again = true;
      return kept.running;
    }
    const run = async (): Promise<void> => {
      do {
        kept.again = false;
        await kept.ask();
      } while (kept.again);
      kept.running = undefined;
    };
    kept.running = run();
    return kept.running;
  }

  #dropOld(): void {
    if (this.#kept.size < MOST_KEPT) return;
    for (const [key, kept] of this.#kept) if (!kept.store.isWatched) this.#kept.delete(key);
  }
}

/** The value as it was, where the new one is equal: what depends on it need not be drawn again. */
const same = (before: unknown, now: unknown): unknown =>
  JSON.stringify(before) === JSON.stringify(now) ? before : now;

function withoutError(snapshot: Snapshot<unknown>): { readonly value?: unknown } {
  return snapshot.value === undefined ? {} : { value: snapshot.value };
}
