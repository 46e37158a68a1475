/** The few things the shell remembers for itself: the window's place, its settings, a pause, what was said once. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { LANGUAGES } from '../../shared/text/say.ts';
import { DEFAULTS, shellSettings } from './shell-settings.ts';
import { windowPlace } from './window-place.ts';

const memory = z.object({
  window: windowPlace.optional().catch(undefined),
  settings: shellSettings.catch(DEFAULTS),
  /** The language that the window was set to; none: the system's. */
  language: z.enum(LANGUAGES).optional().catch(undefined),
  /** A pause that a person made: until a moment (UTC), or until it is resumed (null). */
  pausedUntil: z.iso.datetime().nullable().optional().catch(undefined),
  /** The plain statement about this machine's secrets was shown. */
  saidPlainFile: z.boolean().catch(false),
});
export type Memory = z.infer<typeof memory>;

export class ShellFile {
  readonly #file: string;
  #memory: Memory;

  /** Reads it once; what is missing or damaged is as on the first day. */
  constructor(file: string) {
    this.#file = file;
    this.#memory = memory.parse(read(file));
  }

  get memory(): Memory {
    return this.#memory;
  }

  /** Small and seldom, so it is written at once and whole. A disk that is full costs a window's place, nothing more. */
  change(part: Partial<Memory>): void {
    this.#memory = { ...this.#memory, ...part };
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
      const fresh = `${this.#file}.${process.pid}`;
      writeFileSync(fresh, JSON.stringify(this.#memory), { mode: 0o600 });
      renameSync(fresh, this.#file);
    } catch {
      // See above.
    }
  }
}

function read(file: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
