/** When syncing rests: because a person paused it, or because of what is around, where the settings want that. */
import type { HomeState } from '../home-state.ts';

export type RestReason = 'metered-network' | 'on-battery';

export interface Surroundings {
  readonly metered: boolean;
  readonly onBattery: boolean;
}

export class Rest {
  readonly #state: HomeState;
  #around: Surroundings = { metered: false, onBattery: false };
  /** A person wants to go on all the same, until something around changes. */
  #overruled = false;
  /** Milliseconds since 1970 until when a person paused; undefined = until `resume`; `resumed` = nobody did. */
  pausedUntil: number | undefined | 'resumed' = 'resumed';

  constructor(state: HomeState) {
    this.#state = state;
  }

  /** Why syncing rests by itself, if it does. */
  get reason(): RestReason | undefined {
    if (this.#overruled) return undefined;
    if (this.#around.metered && this.#state.setting('rest.metered') === 'on') return 'metered-network';
    return this.#around.onBattery && this.#state.setting('rest.battery') === 'on' ? 'on-battery' : undefined;
  }

  get isResting(): boolean {
    return this.pausedUntil !== 'resumed' || this.reason !== undefined;
  }

  /** What is left out stays as it was told last. */
  told(next: { readonly metered?: boolean | undefined; readonly onBattery?: boolean | undefined }): void {
    const { metered = this.#around.metered, onBattery = this.#around.onBattery } = next;
    if (metered !== this.#around.metered || onBattery !== this.#around.onBattery) this.#overruled = false;
    this.#around = { metered, onBattery };
  }

  /** Ends every rest; says whether there was one. */
  resume(): boolean {
    const rested = this.isResting;
    this.pausedUntil = 'resumed';
    this.#overruled = this.reason !== undefined;
    return rested;
  }
}
