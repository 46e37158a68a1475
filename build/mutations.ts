/**
 * Breaks each law on purpose, in a copy of the sources, and looks whether the suites notice:
 *
 *     npm run mutations [-- [--no-check] WORDS...]    all of them, or those whose names have one of the words in them
 *
 * First the suites are run as they are, because one that fails by itself would catch everything (`--no-check`: not now).
 * Ends with 1 where one survives, or where the text to break is not in the code any more.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './inputs.ts';
import { MUTATIONS, type Mutation } from './mutations-list.ts';

const LONGEST_MS = 15 * 60_000;

interface Verdict {
  readonly mutation: Mutation;
  /** The test that failed first, in its suite; undefined where all passed. */
  readonly caught: string | undefined;
  readonly trouble?: string;
  readonly seconds: number;
}

/** All files that git knows or would know, as they are now. */
function copySources(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'leitz-mutations-'));
  // One suite runs the client as somebody else.
  chmodSync(copy, 0o755);
  const words = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', words, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  for (const file of listed.split('\0').filter((name) => name !== '' && name !== 'node_modules')) {
    const to = path.join(copy, file);
    mkdirSync(path.dirname(to), { recursive: true });
    cpSync(path.join(ROOT, file), to, { force: true });
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  return copy;
}

interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The name of the first test that fails in the suite; undefined where none does. */
function firstFailure(copy: string, suite: string): string | undefined {
  const report = path.join(copy, 'report.json');
  rmSync(report, { force: true });
  const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const words = [vitest, 'run', suite, '--bail=1', '--reporter=json', `--outputFile=${report}`];
  const { status } = spawnSync(process.execPath, words, { cwd: copy, stdio: 'ignore', timeout: LONGEST_MS });
  if (status === 0) return undefined;
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const failed = testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter((one) => one.status === 'failed'),
    );
    return (
      failed[0]?.fullName ?? testResults.find(({ message }) => message !== '')?.message.split('\n')[0] ?? 'it ended'
    );
  } catch {
    return 'it did not come to an end';
  }
}

function tryOut(copy: string, mutation: Mutation): Verdict {
  const begun = performance.now();
  const file = path.join(copy, mutation.file);
  const source = readFileSync(file, 'utf8');
  const verdict = (caught: string | undefined, trouble?: string): Verdict => ({
    mutation,
    caught,
    seconds: (performance.now() - begun) / 1000,
    ...(trouble === undefined ? {} : { trouble }),
  });
  const found = source.split(mutation.find).length - 1;
  if (found !== 1) return verdict(undefined, `its text is found ${found} times in ${mutation.file}`);
  writeFileSync(
    file,
    source.replace(mutation.find, () => mutation.put),
  );
  try {
    for (const suite of mutation.suites) {
      const failure = firstFailure(copy, suite);
      if (failure !== undefined) return verdict(`${suite}: ${failure}`);
    }
    return verdict(undefined);
  } finally {
    writeFileSync(file, source);
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function tell({ mutation: { law, name }, caught, trouble, seconds }: Verdict): void {
  const fate = trouble ?? (caught === undefined ? 'SURVIVES' : `caught by ${caught}`);
  say(`law ${law} | ${name} | ${fate} | ${seconds.toFixed(0)} s`);
}

const { values, positionals } = parseArgs({
  options: { 'no-check': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const copy = copySources();
try {
  const isChosen = ({ name }: Mutation): boolean => positionals.some((words) => name.includes(words));
  const chosen = positionals.length === 0 ? MUTATIONS : MUTATIONS.filter(isChosen);
  // A suite that fails by itself would catch everything.
  const first = values['no-check'] ? [] : chosen.flatMap((mutation) => mutation.suites.slice(0, 1));
  const suites = [...new Set(first)];
  const sick = suites.map((suite) => [suite, firstFailure(copy, suite)]).filter(([, failure]) => failure !== undefined);
  for (const [suite, failure] of sick) say(`${suite} fails without any mutation: ${failure}`);
  const verdicts = chosen.map((mutation) => {
    const verdict = tryOut(copy, mutation);
    tell(verdict);
    return verdict;
  });
  const caught = verdicts.filter((verdict) => verdict.caught !== undefined).length;
  say(`${verdicts.length} mutations, ${caught} caught, ${verdicts.length - caught} not`);
  if (caught < verdicts.length || sick.length > 0) process.exitCode = 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
