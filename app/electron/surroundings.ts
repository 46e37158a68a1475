/** Tells the engine what only the desktop knows: battery or mains, a way to the internet that costs, that the machine woke. */
import { powerMonitor } from 'electron';
import type { Call } from '../../shared/contract/contract.ts';

export interface SurroundingsOptions {
  readonly call: Call;
  /** Whether this engine has the method. */
  readonly has: (method: 'surroundings' | 'networkChanged') => boolean;
  /** Undefined: not known. */
  readonly askMetered: () => Promise<boolean | undefined>;
}

/** Networks change without telling anybody here; milliseconds between two questions. */
const EVERY_MS = 10 * 60_000;

export class Surroundings {
  readonly #options: SurroundingsOptions;
  #timer: NodeJS.Timeout | undefined;
  /** One after the other: what is told last has to be what is so. */
  #queue: Promise<void> = Promise.resolve();

  constructor(options: SurroundingsOptions) {
    this.#options = options;
    powerMonitor.on('on-battery', () => this.tell());
    powerMonitor.on('on-ac', () => this.tell());
    powerMonitor.on('resume', () => {
      if (options.has('networkChanged')) void options.call('networkChanged', {});
      this.tell();
    });
  }

  /** Looks, and tells an engine that wants to know; again every now and then. */
  tell(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.tell(), EVERY_MS);
    this.#timer.unref();
    this.#queue = this.#queue.then(() => this.#tell());
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #tell(): Promise<void> {
    const { call, has, askMetered } = this.#options;
    const metered = await askMetered();
    if (!has('surroundings')) return;
    await call('surroundings', {
      onBattery: powerMonitor.isOnBatteryPower(),
      ...(metered === undefined ? {} : { metered }),
    });
  }
}
