/** One line that says what is going on, for whatever takes longer than a second. */
import type { Output } from '../../shared/contract/contract.ts';
import { bytesInWords, counted, durationInWords, shown } from './format.ts';

const FIRST_MS = 1000;
const TERMINAL_MS = 250;
/** Into a file or a pipe, a line now and then is enough. */
const PLAIN_MS = 5000;
const ASK_MS = 1000;

export interface Progress {
  end(): void;
}

type Status = Output<'status'>;

/** What is still to do and what is on its way, in a few words; empty where there is nothing to tell. */
export function statusInWords(status: Status): string {
  const pending = status.links.reduce((sum, link) => sum + link.pending, 0);
  const [first] = status.transfers;
  return [
    ...(pending > 0 ? [`${counted(pending, 'item')} to do`] : []),
    ...(first === undefined
      ? []
      : [`${shown(first.path)} ${bytesInWords(first.bytesDone)} of ${bytesInWords(first.bytes)}`]),
    ...(status.transfers.length > 1 ? [`and ${status.transfers.length - 1} more`] : []),
  ].join(', ');
}

/** Starts the line; nothing is shown for the first second, and nothing at all where `show` is false. */
export function startProgress(
  what: string,
  options: {
    readonly write: (text: string) => void;
    readonly terminal: boolean;
    readonly show: boolean;
    /** How far it is, in words; asked about once a second. */
    readonly far?: () => Promise<string>;
  },
): Progress {
  let said = '';
  let askedAt = 0;
  const started = performance.now();
  let visible = false;
  let shownAt = 0;
  const tick = () => {
    const now = performance.now();
    if (now - started < FIRST_MS || (visible && now - shownAt < (options.terminal ? 0 : PLAIN_MS))) return;
    if (options.far !== undefined && now - askedAt >= ASK_MS) {
      askedAt = now;
      void options.far().then(
        (words) => {
          said = words;
        },
        () => undefined,
      );
    }
    const line = `${what} (${durationInWords(now - started)}${said === '' ? '' : `: ${said}`})`;
    options.write(options.terminal ? `\r\u001b[K${line}` : `${line}\n`);
    visible = true;
    shownAt = now;
  };
  const timer = options.show ? setInterval(tick, TERMINAL_MS) : undefined;
  timer?.unref();
  return {
    end: () => {
      clearInterval(timer);
      if (visible && options.terminal) options.write('\r\u001b[K');
      visible = false;
    },
  };
}
