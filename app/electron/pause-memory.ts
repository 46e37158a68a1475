/** Keeps a pause that a person made over the engine's crashes and the program's own end. */
import type { Call } from '../../shared/contract/contract.ts';
import { pauseLeft } from './pause-time.ts';
import type { ShellFile } from './shell-file.ts';

export class PauseMemory {
  readonly #file: ShellFile;

  constructor(file: ShellFile) {
    this.#file = file;
  }

  /** A person paused. @param until UTC, or null: until it is resumed */
  paused(until: string | null): void {
    this.#file.change({ pausedUntil: until });
  }

  resumed(): void {
    this.#file.change({ pausedUntil: undefined });
  }

  /** The engine is new: it is told what it does not know. */
  async remind(call: Call, nowMs: number): Promise<void> {
    const { pausedUntil } = this.#file.memory;
    if (pausedUntil === undefined) return;
    const left = pauseLeft(pausedUntil, nowMs);
    if (left === undefined) this.resumed();
    else await call('pause', left);
  }
}
