/** Runs the built command line, as a user would, in the demo's home. */
import { type ChildProcess, spawn } from 'node:child_process';
import { CLI } from '../build.ts';
import { HOME } from './places.ts';

export interface CliEnd {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** `show` lets its messages through as they come. `input` is its standard input. */
export function cli(
  words: readonly string[],
  options: { readonly input?: string; readonly show?: true } = {},
): Promise<CliEnd> {
  const child = spawn(process.execPath, [CLI, '--home', HOME, ...words], {
    stdio: options.show ? ['pipe', 'pipe', 'inherit'] : ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    out += part;
  });
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    err += part;
  });
  // A command that needs no input may have ended before it is written.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ status: code ?? 1, out, err }));
  });
}

/** The same for a command that must succeed; 3 is success with something held. Gives its JSON. */
export async function cliJson(words: readonly string[], options: Parameters<typeof cli>[1] = {}): Promise<unknown> {
  const { status, out, err } = await cli([...words, '--json'], options);
  if (status !== 0 && status !== 3) throw new Error(`leitz-cloud ${words[0]} ended with ${status}.\n${err}`);
  return JSON.parse(out);
}

/** The command line with its output on ours, until it ends by itself or by a signal. */
export function startCli(words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [CLI, '--home', HOME, ...words], { stdio: ['ignore', 'inherit', 'inherit'] });
}
