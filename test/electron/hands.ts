/** What a test needs of a program that runs, whichever Electron it runs on. */
import type { Controls } from './control.ts';
import type { Surroundings } from './recorder.ts';

export interface Relaunched {
  readonly execPath: string;
  readonly args: readonly string[];
}

export interface Hands {
  /** Does what a control does, in the program's main process; fails where that fails, or the program has ended. */
  do(name: keyof Controls, words: readonly unknown[]): Promise<unknown>;
  /** Resolves with the exit status when the program has ended. */
  readonly ended: Promise<number | null>;
  /** All that it wrote so far. */
  output(): string;
  /** What it asked the system to start after its end. */
  relaunched(): Relaunched | undefined;
  /** As power loss ends it. */
  kill(): void;
}

/** How a program is started; nothing is left out. */
export interface Started {
  readonly home: string;
  readonly words: readonly string[];
  readonly desktop: Partial<Surroundings>;
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  readonly nodeWords: readonly string[];
}
