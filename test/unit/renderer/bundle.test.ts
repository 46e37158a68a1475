import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import budgets from '../../../build/budgets.json' with { type: 'json' };
import { buildRenderer } from '../../../build/renderer.ts';

it('stays within its budget: what a page fetches before it shows anything', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leitz-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { bytes, gzipped } = await buildRenderer(path.join(folder, 'renderer'));
  expect(bytes).toBeLessThanOrEqual(budgets.renderer.bytes);
  expect(gzipped).toBeLessThanOrEqual(budgets.renderer.gzipped);
}, 60_000);
