/** Runs the command line in this process, on an engine of a few handlers. */
import { PassThrough } from 'node:stream';
import { runCli } from '../../../../app/cli/run-cli.ts';
import type { OpenEngine } from '../../../../app/headless/engine.ts';
import type { SomeHandlers } from '../../../../shared/contract/contract.ts';
import { stubEngine } from '../headless/stub-engine.ts';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  /** Standard output, a document a line. */
  readonly json: () => unknown[];
}

export interface RunOptions {
  readonly home: string;
  readonly handlers?: SomeHandlers;
  readonly openEngine?: OpenEngine;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Gets standard output as it is written. */
  readonly onOut?: (text: string) => void;
}

export async function runWords(words: readonly string[], options: RunOptions): Promise<Ran> {
  let out = '';
  let err = '';
  const stdin = new PassThrough();
  stdin.end(options.input ?? '');
  const status = await runCli(words, {
    env: { LEITZ_CLOUD_HOME: options.home, ...options.env },
    cwd: options.cwd ?? '/',
    // A pipe has all that the command line uses of standard input when it is no terminal.
    stdin: stdin as unknown as NodeJS.ReadStream,
    out: (text) => {
      out += text;
      options.onOut?.(text);
    },
    err: (text) => {
      err += text;
    },
    terminal: false,
    openEngine: options.openEngine ?? (async () => stubEngine(options.handlers ?? {})),
  });
  const json = () =>
    out
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line));
  return { status, out, err, json };
}
