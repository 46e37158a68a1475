/** Same sources, same bytes: who has the sources can check what was shipped. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bundleCli } from '../../build/bundle-cli.ts';
import { buildRenderer } from '../../build/renderer.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

function everything(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file), readFileSync(file, 'base64')] as const;
    }),
  );
}

test.each([
  ['the program', bundleCli],
  ['the face', buildRenderer],
])('%s is bundled to the same bytes in two places', async (_what, bundle) => {
  const [one, other] = [path.join(temporaryFolder(), 'a'), path.join(temporaryFolder(), 'elsewhere', 'b')];
  await bundle(one);
  await bundle(other);
  expect(Object.keys(everything(one)).length).toBeGreaterThan(3);
  expect(everything(other)).toEqual(everything(one));
});
