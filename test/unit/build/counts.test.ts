import { describe, expect, it } from 'vitest';
import { countsOf } from '../../../build/counts.ts';

const file = (status: string, ...states: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: states.map((state) => ({ status: state })),
});
const report = (success: boolean, ...testResults: ReturnType<typeof file>[]) =>
  JSON.stringify({ success, testResults });

describe('countsOf', () => {
  it('counts what passed, failed and was left out', () => {
    const text = report(false, file('failed', 'passed', 'failed', 'skipped'), file('passed', 'passed', 'todo'));
    expect(countsOf(text, 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be loaded', () => {
    expect(countsOf(report(false, file('failed'), file('passed', 'passed')), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it.each([
    ['an error outside of any test', report(false, file('passed', 'passed')), 1],
    ['an exit status alone', report(true, file('passed', 'passed')), 137],
  ])('counts %s', (_words, text, exitStatus) => {
    expect(countsOf(text, exitStatus)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it.each([undefined, '', '{}', 'null'])('takes no report (%s) for a failure', (text) => {
    expect(countsOf(text, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
