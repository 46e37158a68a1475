/** Processes that the bench asks things: one line to a standard input, one line of JSON back. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** What a process tells of something it did. Milliseconds and megabytes. */
export interface Measured {
  readonly wallMs: number;
  /** Processor time of the process, with its threads. */
  readonly cpuMs: number;
  readonly peakMb?: number;
  readonly rssMb?: number;
  readonly delayP99Ms?: number;
  readonly openedMs?: number;
  readonly answer?: { readonly requests?: number; readonly bytesUp?: number; readonly bytesDown?: number } | undefined;
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

export class Asked {
  readonly #child: Child;
  readonly #lines: AsyncIterator<string>;

  /**
   * @param script of this folder, or an absolute path
   * @param profiles folder for a CPU and a heap profile of the process
   */
  constructor(script: string, words: readonly string[], env: NodeJS.ProcessEnv = {}, profiles?: string) {
    const name = path.parse(script).name;
    const watching =
      profiles === undefined
        ? []
        : [
            '--cpu-prof',
            `--cpu-prof-dir=${path.join(profiles, name)}`,
            '--heap-prof',
            `--heap-prof-dir=${path.join(profiles, name)}`,
          ];
    this.#child = spawn(process.execPath, [...watching, path.resolve(import.meta.dirname, script), ...words], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error('the process ended without an answer');
    return value;
  }

  /** Processor time so far, in milliseconds; undefined where the system does not tell. */
  cpuMs(): number | undefined {
    try {
      const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * 10;
    } catch {
      return undefined;
    }
  }

  async ask(word: string): Promise<Measured> {
    this.#child.stdin.write(`${word}\n`);
    return JSON.parse(await this.line()) as Measured;
  }

  /** Lets it end by itself, as a profile is written then. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.on('close', resolve));
    this.#child.stdin.end();
    await ended;
  }
}

/** Runs one bare reference to its end. */
export async function reference(...words: readonly string[]): Promise<Measured> {
  const asked = new Asked('reference.ts', words);
  const measured = JSON.parse(await asked.line()) as Measured;
  await asked.end();
  return measured;
}
