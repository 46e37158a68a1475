/**
 * Newer versions: looked for soon after the start and then a few times a day, checked, brought, and installed when the
 * program ends or is restarted for it. What asks the server comes in as an `Updater`; nothing else here knows it.
 */
import type { UpdateState } from '../../shared/contract/updates.ts';
import type { Feed, NoFeed } from './update-feed.ts';
import { isSigned } from './update-signature.ts';
import type { UpdateWay } from './update-way.ts';

/** What of electron-updater is used. */
export interface Updater {
  /** null: it does not look. */
  check(): Promise<{ readonly isNewer: boolean; readonly info: { readonly version: string } } | null>;
  /** Brings what `check` found last. @param onPercent whole numbers, each once */
  download(onPercent: (percent: number) => void): Promise<void>;
  /** Puts it in the place of this version and starts it; false where that did not succeed. */
  install(): boolean;
}

export interface UpdatesOptions {
  readonly way: UpdateWay;
  readonly feed: Feed | NoFeed;
  readonly open: (feed: Feed) => Promise<Updater>;
  /** The setting `desktop.updates`. */
  readonly isWanted: () => boolean;
  /** The file that cannot be replaced by this user; undefined where nothing is in the way. */
  readonly obstacle: () => string | undefined;
  readonly onState: (state: UpdateState) => void;
  readonly now: () => Date;
}

type Part = Omit<UpdateState, 'lookedAt'>;

/** Milliseconds; the start itself has better things to do. */
const FIRST_LOOK_MS = 60_000;
const EVERY_MS = 6 * 60 * 60_000;

export class Updates {
  readonly #options: UpdatesOptions;
  #state: UpdateState;
  #updater: Promise<Updater> | undefined;
  #looking: Promise<UpdateState> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: UpdatesOptions) {
    this.#options = options;
    this.#state = { ...this.#resting(), lookedAt: null };
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** Whether this program looks for newer versions at all. */
  get isOn(): boolean {
    return this.#state.state !== 'off';
  }

  /** Begins to look, now and then. Called again where the setting has changed. */
  start(): void {
    this.stop();
    const resting = this.#resting();
    if (resting.state === 'off' || this.#state.state === 'off') this.#become(resting);
    if (!this.isOn) return;
    this.#timer = setTimeout(() => this.#lookAgain(), FIRST_LOOK_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Looks now; one look at a time. What is ready stays ready. */
  look(): Promise<UpdateState> {
    if (!this.isOn || this.#state.state === 'ready') return Promise.resolve(this.#state);
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** The program has to have finished everything; false where this version has to go on. */
  async install(): Promise<boolean> {
    const updater = await this.#updater;
    return this.#state.state === 'ready' && updater !== undefined && updater.install();
  }

  #lookAgain(): void {
    void this.look().then(() => {
      this.#timer = setTimeout(() => this.#lookAgain(), EVERY_MS);
      this.#timer.unref();
    });
  }

  /** The state while nobody looks. */
  #resting(): Part {
    const { way, feed, isWanted } = this.#options;
    if (way === 'update-not-packaged') return { state: 'off', code: way };
    if ('code' in feed) return { state: 'off', ...feed };
    if (!isWanted()) return { state: 'off', code: 'update-switched-off' };
    return { state: 'current', code: 'update-not-looked' };
  }

  #become(part: Part, lookedAt: string | null = this.#state.lookedAt): UpdateState {
    this.#state = { ...part, lookedAt };
    this.#options.onState(this.#state);
    return this.#state;
  }

  async #look(): Promise<UpdateState> {
    const { feed, open, now } = this.#options;
    if ('code' in feed) return this.#state;
    this.#become({ state: 'looking', code: 'update-looking' });
    try {
      this.#updater ??= open(feed);
      const updater = await this.#updater;
      const found = await updater.check();
      const lookedAt = now().toISOString();
      if (found === null || !found.isNewer) return this.#become({ state: 'current', code: 'update-current' }, lookedAt);
      const { version } = found.info;
      if (!isSigned(found.info, feed.key))
        return this.#become({ state: 'trouble', code: 'update-unsigned', version }, lookedAt);
      return await this.#bring(updater, version, lookedAt);
    } catch (thrown) {
      return this.#become({ state: 'trouble', code: 'update-unreachable', detail: firstLine(thrown) });
    }
  }

  async #bring(updater: Updater, version: string, lookedAt: string): Promise<UpdateState> {
    const { way, obstacle } = this.#options;
    if (way !== 'self') return this.#become({ state: 'elsewhere', code: way, version }, lookedAt);
    const detail = obstacle();
    if (detail !== undefined)
      return this.#become({ state: 'elsewhere', code: 'update-not-writable', version, detail }, lookedAt);
    const tell = (percent: number) =>
      this.#become({ state: 'downloading', code: 'update-downloading', version, percent }, lookedAt);
    tell(0);
    try {
      await updater.download(tell);
    } catch (thrown) {
      const code = isDamage(thrown) ? 'update-damaged' : 'update-failed';
      return this.#become({ state: 'trouble', code, version, detail: firstLine(thrown) });
    }
    return this.#become({ state: 'ready', code: 'update-ready', version });
  }
}

const isDamage = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_CHECKSUM_MISMATCH';

const firstLine = (thrown: unknown): string =>
  ((thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0] ?? '').slice(0, 300);
