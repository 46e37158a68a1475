import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderDecisionTable } from '../../../../main/plan/explain-table.ts';

const MARKER = '<!-- decision table -->';

it('ARCHITECTURE.md shows the decision table of the code, word for word', () => {
  const file = new URL('../../../../ARCHITECTURE.md', import.meta.url);
  const parts = readFileSync(file, 'utf8').split(MARKER);
  expect(parts, `ARCHITECTURE.md holds the table between two lines ${MARKER}`).toHaveLength(3);
  expect(parts[1]?.trim()).toBe(renderDecisionTable().trim());
});
