/** Puts the decision table of the code into ARCHITECTURE.md; a test fails when the two differ. */
import { readFileSync, writeFileSync } from 'node:fs';
import { renderDecisionTable } from '../main/plan/explain-table.ts';

const MARKER = '<!-- decision table -->';

/** Rewrites the part of the file between its two marker lines. */
export function refreshDecisionTable(file: string): void {
  const [before, , after] = readFileSync(file, 'utf8').split(MARKER);
  writeFileSync(file, `${before}${MARKER}\n\n${renderDecisionTable().trim()}\n\n${MARKER}${after}`);
}
