/** Watches the snapshots and says what matters. */
import type { Call } from '../../shared/contract/contract.ts';
import { type Language, wordsFor } from '../../shared/text/say.ts';
import { hasMore, type Looked, noticesFor } from './notices.ts';
import type { Shown } from './notifications.ts';
import type { Screen } from './screens.ts';
import { isWanted, type ShellSettings } from './shell-settings.ts';
import type { Snapshot, Status } from './snapshot.ts';
import { shellWords } from './words.ts';

export interface NewsOptions {
  readonly language: () => Language;
  readonly call: Call;
  readonly settings: () => ShellSettings;
  readonly show: (notice: Shown) => void;
}

export class News {
  readonly #options: NewsOptions;
  /** The state up to which everything was said. */
  #said: Status | undefined;
  #busy = false;
  #latest: Status | undefined;

  constructor(options: NewsOptions) {
    this.#options = options;
  }

  took(now: Snapshot, before: Snapshot): void {
    const { notices } = shellWords(this.#options.language());
    const always = ([title, body]: readonly [string, string], kind: string, screen: Screen = 'overview'): void =>
      this.#options.show({ kind, title, body, screen });
    if (now.engine === 'restarting' && before.engine !== 'restarting') always(notices.engineDied(), 'engine');
    if (now.engine === 'down' && before.engine !== 'down') always(notices.engineDown(), 'engine');
    if (now.update !== undefined && now.update !== before.update)
      always(notices.update(now.update), 'update', 'settings');
    if (now.status !== before.status) this.#became(now.status);
  }

  #became(status: Status | undefined): void {
    this.#latest = status;
    if (!this.#busy) void this.#compare();
  }

  /** One comparison at a time; what comes meanwhile is one step, however many there were. */
  async #compare(): Promise<void> {
    this.#busy = true;
    while (this.#latest !== undefined && this.#latest !== this.#said) {
      const [before, now] = [this.#said, this.#latest];
      this.#said = now;
      // What was there when the program started is no news.
      if (before !== undefined) await this.#tell(before, now);
    }
    this.#busy = false;
  }

  async #tell(before: Status, now: Status): Promise<void> {
    const { settings, show } = this.#options;
    const language = this.#options.language();
    const looked = hasMore(before, now) ? await this.#look() : { held: [] };
    const why = (reason: string): string => {
      const { what, fix } = wordsFor(reason, {}, language);
      return fix === undefined ? what : `${what} ${fix}`;
    };
    for (const notice of noticesFor(before, now, looked, shellWords(language), why)) {
      if (isWanted(settings(), notice.kind)) show(notice);
    }
  }

  async #look(): Promise<Looked> {
    const { call } = this.#options;
    const [conflicts, held] = await Promise.all([call('conflicts', {}), call('held', {})]);
    const newest = conflicts.ok
      ? conflicts.value.toSorted((one, other) => other.at.localeCompare(one.at))[0]
      : undefined;
    return { conflict: newest?.path, held: held.ok ? held.value : [] };
  }
}
