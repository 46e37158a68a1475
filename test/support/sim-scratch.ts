/** A folder for the homes and journals of simulated installations: in memory where there is such a place. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const IN_MEMORY = '/dev/shm';

export function simScratch(): { readonly folder: string; end(): void } {
  const folder = mkdtempSync(path.join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'leitz-sim-'));
  return { folder, end: () => rmSync(folder, { recursive: true, force: true }) };
}
