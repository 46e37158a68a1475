/** What one verb of the command line is. One file each in `verbs/`. */
import type { Command } from 'commander';
import type * as z from 'zod';
import type { MethodName } from '../../shared/contract/contract.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Face } from './face.ts';

/** Runs the body of a verb with its face; gives the exit status, 0 where it gives none. */
export type Run = (body: (face: Face) => Promise<ExitStatus | undefined>) => Promise<void>;

export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** The methods without which it cannot work; it is left out of the help while the engine lacks one. */
  readonly needs: readonly MethodName[];
  /** What it prints with `--json`: one such document, or one a line where it streams. */
  readonly answer: z.ZodType;
  /** True where it may take long, so that others can talk to its engine meanwhile. */
  readonly long?: boolean;
  /** Declares arguments and options, and what to do with them. */
  readonly declare: (command: Command, run: Run) => void;
}
