/** Reads how many tests passed, failed and were skipped from the report that vitest writes. */
import * as z from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const report = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/**
 * @param text the JSON report, or undefined where vitest wrote none
 * @param exitStatus vitest's own; a run that it calls failed has at least one failure
 */
export function countsOf(text: string | undefined, exitStatus: number): Counts {
  const parsed = text === undefined ? undefined : report.safeParse(parse(text)).data;
  if (parsed === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const states = parsed.testResults.flatMap((file) => {
    const own = file.assertionResults.map((test) => test.status);
    // A file that could not even be loaded has no tests to count: it is one failure itself.
    return file.status === 'failed' && !own.includes('failed') ? [...own, 'failed'] : own;
  });
  const passed = states.filter((state) => state === 'passed').length;
  const failed = states.filter((state) => state === 'failed').length;
  // An error outside of any test, or a worker that died, fails the run without failing a test.
  const hidden = failed === 0 && (!parsed.success || exitStatus !== 0) ? 1 : 0;
  return { passed, failed: failed + hidden, skipped: states.length - passed - failed };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
