/** The stand-in's utility process: a process of Node with a `process.parentPort`. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { app } from './app.ts';
import { Emitter } from './emitter.ts';

interface ForkOptions {
  readonly serviceName?: string;
  readonly stdio?: 'inherit' | 'ignore' | 'pipe';
}

export class UtilityProcess extends Emitter {
  static current: UtilityProcess | undefined;
  readonly #child: ChildProcess;

  constructor(file: string, words: readonly string[], { stdio = 'inherit' }: ForkOptions) {
    super();
    UtilityProcess.current = this;
    this.#child = fork(file, [...words], {
      serialization: 'advanced',
      execArgv: ['--import', path.join(import.meta.dirname, 'utility-port.mjs')],
      stdio: [stdio, stdio, stdio, 'ipc'],
    });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object);
  }

  kill(): boolean {
    return this.#child.kill();
  }

  /** As a crash ends it. */
  static crash(): void {
    const child = UtilityProcess.current;
    if (child !== undefined) child.#child.kill('SIGKILL');
  }
}

export const utilityProcess = {
  fork: (file: string, words: string[] = [], options: ForkOptions = {}): UtilityProcess => {
    app.requireReady('utilityProcess');
    return new UtilityProcess(file, words, options);
  },
};
