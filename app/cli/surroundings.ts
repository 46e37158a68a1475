/** What the command line finds around it, so that a test can put its own there. */
import type { OpenEngine } from '../headless/engine.ts';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadStream;
  /** Writes exactly this. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether messages go to a terminal, so that a line may be rewritten. */
  readonly terminal: boolean;
  readonly openEngine: OpenEngine;
}
