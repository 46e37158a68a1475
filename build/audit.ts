/**
 * Asks the registry whether any locked package has a known weakness, where it offers that:
 *
 *     node build/audit.ts
 *
 * Ends with status 1 where what runs has one, and with 0 and a sentence where nothing is known or nobody can be asked.
 */
import { spawnSync } from 'node:child_process';
import * as z from 'zod';
import { ROOT } from './inputs.ts';

const report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string() })),
});

export interface Verdict {
  readonly status: 0 | 1;
  readonly lines: readonly string[];
}

/** @param text what `npm audit --json` printed, of whatever kind */
export function verdictOf(text: string): Verdict {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const found = report.safeParse(value);
  if (!found.success) return { status: 0, lines: ['This registry does not offer to look for known weaknesses.'] };
  const weak = Object.entries(found.data.vulnerabilities);
  if (weak.length === 0) return { status: 0, lines: ['No weakness of a locked package is known.'] };
  return { status: 1, lines: weak.map(([name, { severity, range }]) => `${name} ${range}: ${severity}`) };
}

if (import.meta.main) {
  // Lockfile only: what is installed does not matter, and nothing is changed.
  const words = ['audit', '--json', '--omit=dev', '--audit=true', '--package-lock-only'];
  const { stdout } = spawnSync('npm', words, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const { status, lines } = verdictOf(stdout);
  for (const line of lines) process.stdout.write(`${line}\n`);
  process.exitCode = status;
}
