/**
 * The engine's secrets, kept by the shell. Only the shell may use the system's credential store, and the engine runs in
 * a process of its own, so every question goes over the port. What an installation without a screen kept in the file of
 * our own moves over with the first question for it.
 */
import type { Secrets } from '../../main/world.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';

type Ask = Extract<FromEngine, { kind: 'ask-secret' }>;
type Told = Extract<ToEngine, { kind: 'secret' }>;

export class BridgedSecrets implements Secrets {
  readonly protection = 'credential-store';
  readonly #post: (ask: Ask) => void;
  readonly #file: Secrets;
  readonly #waiting = new Map<number, (told: Told) => void>();
  #next = 1;

  /** @param file where secrets were kept before */
  constructor(post: (ask: Ask) => void, file: Secrets) {
    this.#post = post;
    this.#file = file;
  }

  async get(name: string): Promise<string | undefined> {
    const kept = await this.#ask('get', name);
    if (kept !== undefined) return kept;
    const old = await this.#file.get(name);
    if (old === undefined) return undefined;
    // First the new place, then away with the old one: a crash in between leaves two, never none.
    await this.#ask('set', name, old);
    await this.#file.delete(name);
    return old;
  }

  async set(name: string, value: string): Promise<void> {
    await this.#ask('set', name, value);
    await this.#file.delete(name);
  }

  async delete(name: string): Promise<void> {
    await this.#ask('delete', name);
    await this.#file.delete(name);
  }

  /** Takes the shell's answers. */
  told(message: Told): void {
    this.#waiting.get(message.id)?.(message);
    this.#waiting.delete(message.id);
  }

  #ask(op: Ask['op'], name: string, value?: string): Promise<string | undefined> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ value: kept, trouble }) => {
        if (trouble === undefined) resolve(kept);
        else reject(new Error(`The system's credential store does not keep the sign-in: ${trouble}`));
      });
      this.#post({ kind: 'ask-secret', id, op, name, ...(value === undefined ? {} : { value }) });
    });
  }
}
