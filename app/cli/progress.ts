/** One line that says what is going on, for whatever takes longer than a second. */
import type { Event } from '../../shared/contract/events.ts';
import { bytesInWords, counted, durationInWords } from './format.ts';

const FIRST_MS = 1000;
const TERMINAL_MS = 250;
/** Into a file or a pipe, a line now and then is enough. */
const PLAIN_MS = 5000;

export interface Progress {
  /** Takes an event of the engine into the line. */
  event(event: Event): void;
  end(): void;
}

/** The latest of what events told, as the line says it. */
export class ProgressWords {
  #phase = '';
  #done = 0;
  #total = 0;
  #files = 0;
  #bytes = 0;
  readonly #running = new Map<string, number>();

  take(event: Event): void {
    if (event.type === 'progress') {
      this.#phase = event.phase;
      this.#done = event.done;
      this.#total = event.total;
    }
    if (event.type !== 'transfer') return;
    const { id, bytesDone } = event.transfer;
    this.#bytes += Math.max(0, bytesDone - (this.#running.get(id) ?? 0));
    this.#running.set(id, bytesDone);
    if (event.phase === 'done') this.#files += 1;
    if (event.phase === 'done' || event.phase === 'failed') this.#running.delete(id);
  }

  say(): string {
    const far = this.#total > 0 ? `${this.#done.toLocaleString('en-US')} of ${counted(this.#total, 'step')}` : '';
    const seen = this.#total === 0 && this.#done > 0 ? counted(this.#done, 'item') : '';
    const moved =
      this.#bytes > 0 ? `${counted(this.#files, 'file')} and ${bytesInWords(this.#bytes)} sent or received` : '';
    return [this.#phase, far, seen, moved].filter((part) => part !== '').join(', ');
  }
}

/** Starts the line; nothing is shown for the first second, and nothing at all where `show` is false. */
export function startProgress(
  what: string,
  options: { readonly write: (text: string) => void; readonly terminal: boolean; readonly show: boolean },
): Progress {
  const words = new ProgressWords();
  const started = performance.now();
  let visible = false;
  let shownAt = 0;
  const tick = () => {
    const now = performance.now();
    if (now - started < FIRST_MS || (visible && now - shownAt < (options.terminal ? 0 : PLAIN_MS))) return;
    const said = words.say();
    const line = `${what} (${durationInWords(now - started)}${said === '' ? '' : `: ${said}`})`;
    options.write(options.terminal ? `\r\u001b[K${line}` : `${line}\n`);
    visible = true;
    shownAt = now;
  };
  const timer = options.show ? setInterval(tick, TERMINAL_MS) : undefined;
  timer?.unref();
  return {
    event: (event) => words.take(event),
    end: () => {
      clearInterval(timer);
      if (visible && options.terminal) options.write('\r\u001b[K');
      visible = false;
    },
  };
}
