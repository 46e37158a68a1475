/** A folder that stands in for Electron's distribution: what a packager looks for, with fuses that can be set and read. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** By this mark, a version and a length Electron's program carries its fuses; each is `0` or `1`. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 9;

/** Makes it in an empty folder. */
export function makeDistribution(folder: string): void {
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  mkdirSync(path.join(folder, 'locales'));
  for (const language of ['de', 'en-US', 'fr'])
    writeFileSync(path.join(folder, 'locales', `${language}.pak`), language);
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version', 'chrome-sandbox'])
    writeFileSync(path.join(folder, file), file);
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, FUSES]), Buffer.from('1'.repeat(FUSES))]);
  const program = path.join(folder, 'electron');
  writeFileSync(program, Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), wire, Buffer.from('\n')]));
  chmodSync(program, 0o755);
}
