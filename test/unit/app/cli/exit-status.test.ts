import { describe, expect, it } from 'vitest';
import { exitStatusOf } from '../../../../app/cli/exit-status.ts';

describe('exit statuses', () => {
  it.each([
    ['internal', 1],
    ['home-in-use', 1],
    ['not-available', 1],
    ['disk-full', 1],
    ['wrong-usage', 2],
    ['insecure-transport', 2],
    ['sign-in-needed', 4],
    ['wrong-credentials', 4],
    ['code-needed', 4],
    ['certificate-refused', 4],
    ['offline', 5],
    ['server-error', 5],
    ['not-an-api-answer', 5],
    ['cancelled', 130],
    ['constructor', 1],
  ])('%s is %i', (code, status) => {
    expect(exitStatusOf(code)).toBe(status);
  });
});
