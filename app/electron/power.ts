/** Rests while the machine sleeps, and looks everywhere after waking. */
import { powerMonitor } from 'electron';
import type { Call } from '../../shared/contract/contract.ts';
import { powerStep } from './power-policy.ts';

export interface PowerOptions {
  readonly call: Call;
  readonly isPaused: () => boolean;
}

export class Power {
  readonly #options: PowerOptions;
  #suspended = false;
  #pausedByUs = false;
  #queue: Promise<void> = Promise.resolve();

  constructor(options: PowerOptions) {
    this.#options = options;
    powerMonitor.on('suspend', () => {
      this.#suspended = true;
      this.look(false);
    });
    powerMonitor.on('resume', () => {
      this.#suspended = false;
      this.look(true);
    });
  }

  /** Does what the situation asks for; one after the other. */
  look(woke: boolean): void {
    this.#queue = this.#queue.then(() => this.#step(woke));
  }

  async #step(woke: boolean): Promise<void> {
    const { call, isPaused } = this.#options;
    const step = powerStep(
      {
        suspended: this.#suspended,
        paused: isPaused() || this.#pausedByUs,
        pausedByUs: this.#pausedByUs,
      },
      woke,
    );
    if (step === 'pause') this.#pausedByUs = (await call('pause', {})).ok;
    else if (step === 'resume') {
      this.#pausedByUs = false;
      await call('resume', {});
    } else if (step === 'look') await call('syncNow', {});
  }

  /** A person paused or resumed: that is theirs from now on. */
  personDecided(): void {
    this.#pausedByUs = false;
  }
}
