/** The log: one JSON object a line (pino: the structured log that costs least, and every tool reads its lines). */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Logger, pino } from 'pino';
import type { Log, LogFields } from '../world.ts';
import { openLogFile } from './log-file.ts';
import { redactFields, redactText } from './log-redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Where the lines go: any stream, or files that turn over in a folder. */
type LogTarget =
  | { readonly stream: { write(line: string): unknown } }
  | { readonly folder: string; readonly maxBytes?: number; readonly keep?: number };

const MAX_BYTES = 5 * 1024 * 1024;
const KEEP = 4;

/** What is being done now, wherever it leads: into requests, the disk, the journal. */
const doing = new AsyncLocalStorage<LogFields>();

function wrap(logger: Logger): Log {
  const line =
    (level: LogLevel) =>
    (message: string, fields?: LogFields): void => {
      // Most debug lines are never written, so they must not cost the redacting either.
      if (!logger.isLevelEnabled(level)) return;
      logger[level](
        { ...doing.getStore(), ...(fields === undefined ? {} : redactFields(fields)) },
        redactText(message),
      );
    };
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => wrap(logger.child(redactFields(fields))),
    within: (fields, work) => doing.run({ ...doing.getStore(), ...redactFields(fields) }, work),
  };
}

/**
 * The real log. Lines carry `level` as a word, `time` as ISO text, `msg` and the fields; nothing that looks like a token
 * or password is written. `close` ends the file (a stream is its owner's to end).
 */
export function createRealLog(options: {
  readonly level: LogLevel;
  readonly target: LogTarget;
}): Log & { close(): void } {
  const { level, target } = options;
  const file =
    'folder' in target
      ? openLogFile(target.folder, { maxBytes: target.maxBytes ?? MAX_BYTES, keep: target.keep ?? KEEP })
      : undefined;
  const stream = 'stream' in target ? target.stream : file;
  const settings = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = pino(settings, { write: (line: string) => void stream?.write(line) });
  return { ...wrap(logger), close: () => file?.close() };
}
