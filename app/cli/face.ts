/** What a verb works with: the engine, and the ways to say something. */
import type { Input, MethodName, Output } from '../../shared/contract/contract.ts';
import type { Listener } from '../../shared/contract/events.ts';
import { type Failure, failed, type Result } from '../../shared/contract/result.ts';
import { wordsFor } from '../../shared/text/say.ts';
import { openHome } from '../headless/home.ts';
import { Refused } from '../headless/refused.ts';
import { followActivity } from './follow.ts';
import { shown } from './format.ts';
import { startProgress, statusInWords } from './progress.ts';
import { type Reached, reach, reachRunning } from './reach.ts';
import type { Surroundings } from './surroundings.ts';

export interface Flags {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Absolute. */
  readonly home: string;
}

type Lines = () => string | readonly string[];

/** The sentences for a failure: what, which, and what to do, each on its own line. */
export function failureLines(failure: Failure): string[] {
  const { code, path, detail } = failure;
  const { what, fix } = wordsFor(
    code,
    { path: path === undefined ? undefined : shown(path), detail: detail === undefined ? undefined : shown(detail) },
    'en',
  );
  return fix === undefined ? [what] : [what, fix];
}

export class Face {
  readonly flags: Flags;
  readonly around: Surroundings;
  readonly #verb: string;
  readonly #serve: boolean;
  #reached: Promise<Reached> | undefined;

  constructor(verb: string, flags: Flags, around: Surroundings, serve: boolean) {
    this.#verb = verb;
    this.flags = flags;
    this.around = around;
    this.#serve = serve;
  }

  /** Calls the engine, the running one if there is one; throws `Refused` where it fails. */
  async ask<Name extends MethodName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const { home } = this.flags;
    this.#reached ??= reach({ home, verb: this.#verb, openEngine: this.around.openEngine, serve: this.#serve });
    const result = await (await this.#reached).call(name, input);
    if (!result.ok) throw new Refused(result.error);
    return result.value;
  }

  /** The same with the failure as a value, for what calls the engine by itself. */
  async call<Name extends MethodName>(name: Name, input: Input<Name>): Promise<Result<Output<Name>>> {
    try {
      return { ok: true, value: await this.ask(name, input) };
    } catch (thrown) {
      if (thrown instanceof Refused) return failed(thrown.failure);
      throw thrown;
    }
  }

  /** From now on asks the running process only; throws `not-running` where there is none. */
  async needRunning(): Promise<void> {
    await openHome(this.flags.home);
    const running = await reachRunning(this.flags.home);
    if (running === undefined) throw new Refused({ code: 'not-running', path: this.flags.home });
    this.#reached = Promise.resolve(running);
  }

  /** Listens to the engine that `ask` reaches; where it reaches none, it is `ask` that says so. */
  async listen(listener: Listener): Promise<void> {
    const reached = await this.#reached?.catch(() => undefined);
    await reached?.subscribe(listener);
  }

  /** Calls for every entry of the activity that is made from now on. */
  async follow(onEntry: Parameters<typeof followActivity>[1]): Promise<void> {
    const reached = await this.#reached;
    if (reached !== undefined) await followActivity(reached, onEntry);
  }

  /** The answer of the verb: one JSON document, or lines for people. */
  show(value: unknown, lines: Lines): void {
    if (this.flags.json) this.around.out(`${JSON.stringify(value)}\n`);
    else if (!this.flags.quiet) this.#lines(this.around.out, lines());
  }

  /** Something beside the answer, on standard error. */
  note(text: string): void {
    if (!this.flags.quiet) this.#lines(this.around.err, text);
  }

  /** Shows that it works, from the second second on; with `far`, also how far it is. */
  async during<T>(what: string, work: Promise<T>, far?: 'far'): Promise<T> {
    const { err, terminal } = this.around;
    const telling = far === undefined ? {} : { far: () => this.#far() };
    const progress = startProgress(what, { write: err, terminal, show: !this.flags.quiet, ...telling });
    try {
      return await work;
    } finally {
      progress.end();
    }
  }

  async #far(): Promise<string> {
    const status = await (await this.#reached)?.call('status', {});
    return status?.ok === true ? statusInWords(status.value) : '';
  }

  /** Resolves when the running process has ended; for verbs that show what it tells. */
  async ended(): Promise<void> {
    await (await this.#reached)?.ended;
  }

  async close(): Promise<void> {
    const reached = await this.#reached?.catch(() => undefined);
    await reached?.close();
  }

  #lines(write: (text: string) => void, lines: string | readonly string[]): void {
    for (const line of typeof lines === 'string' ? [lines] : lines) write(`${line}\n`);
  }
}
