/**
 * `npm test`: format and lint, types, build, every suite. A step that fails counts as one failure and the rest still
 * runs. Words after `--` go to vitest: `npm test -- test/unit/shared`.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.ts';
import { build } from './build.ts';
import { countsOf } from './counts.ts';
import { buildElectron } from './electron.ts';
import { ROOT } from './inputs.ts';
import { buildRenderer } from './renderer.ts';
import { show, step } from './step.ts';

const REPORT = path.join(ROOT, 'node_modules', '.cache', 'vitest-report.json');

/** Each with what it may not use: see the folder's own tsconfig.json. */
const TYPE_CHECKS = ['.', 'main/plan', 'shared', 'renderer'] as const;

const hasSources = (folder: string): boolean => globSync('**/*.{ts,tsx}', { cwd: path.join(ROOT, folder) }).length > 0;

async function runSteps(): Promise<number> {
  let failed = 0;
  const run = async (...words: Parameters<typeof step>) => {
    if (!(await step(...words)).ok) failed += 1;
  };
  const colours = process.stdout.isTTY === true ? [] : ['--colors=off'];
  await run('Format and lint', 'biome', ['ci', '--error-on-warnings', ...colours]);
  for (const folder of TYPE_CHECKS) {
    // The root has more in it than its own sources; it is never empty.
    if (folder !== '.' && !hasSources(folder)) continue;
    await run(`Types of ${folder === '.' ? 'everything' : folder}`, 'tsc', ['-p', path.join(folder, 'tsconfig.json')]);
  }
  try {
    const made = await build();
    // The suites run side by side and take what is built; they must not build it under each other.
    await buildRenderer();
    await buildElectron();
    process.stdout.write(made ? 'Build: good\n' : 'Build: up to date\n');
  } catch (thrown) {
    failed += 1;
    process.stdout.write(`Build: FAILED\n${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  }
  return failed;
}

/** Tests that drive a browser; a run of other tests alone does without one. */
const needsBrowser = (words: readonly string[]): boolean =>
  words.length === 0 || words.some((word) => /e2e|face|desktop/u.test(word));

async function runSuites(words: readonly string[]): Promise<ReturnType<typeof countsOf>> {
  mkdirSync(path.dirname(REPORT), { recursive: true });
  rmSync(REPORT, { force: true });
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  const exitStatus = await show('vitest', [...options, ...words]);
  return countsOf(existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : undefined, exitStatus);
}

const browserMissing = needsBrowser(process.argv.slice(2)) && !ensureBrowser();
const failedSteps = (await runSteps()) + (browserMissing ? 1 : 0);
const counts = await runSuites(process.argv.slice(2));
const failed = counts.failed + failedSteps;
process.stdout.write(`${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;
