/** Reads the command line, runs the verb, turns every end into an exit status. */
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { type Failure, toFailure } from '../../shared/contract/result.ts';
import { firstSignal } from '../headless/daemon.ts';
import type { OpenEngine } from '../headless/engine.ts';
import { defaultHome } from '../headless/home.ts';
import { Refused } from '../headless/refused.ts';
import { EXIT, type ExitStatus, exitStatusOf } from './exit-status.ts';
import { Face, type Flags, failureLines } from './face.ts';
import { MISSING } from './missing.ts';
import type { Surroundings } from './surroundings.ts';
import type { Run, Verb } from './verb.ts';
import { VERBS } from './verbs.ts';
import { VERSION } from './version.ts';

const EPILOGUE = `
A PATH is a local path inside a linked folder, or ROOT_ID:/path/in/the/cloud.

Exit status: 0 done, 1 failed, 2 wrong usage, 3 done but something is held or in conflict,
4 not signed in or refused, 5 the cloud cannot be reached, 130 interrupted.`;

function flagsOf(command: Command, around: Surroundings): Flags {
  const given: { home?: string; json?: true; quiet?: true; verbose?: true } = command.optsWithGlobals();
  const home = given.home ?? around.env['LEITZ_CLOUD_HOME'];
  return {
    home: home === undefined || home === '' ? defaultHome() : path.resolve(around.cwd, home),
    json: given.json ?? false,
    quiet: given.quiet ?? false,
    verbose: given.verbose ?? false,
  };
}

/** Says what went wrong: for people on standard error; with `--json` also as the one document on standard output. */
function report(failure: Failure, json: boolean, around: Surroundings): ExitStatus {
  const lines = failureLines(failure);
  if (json) {
    const { code, path: at } = failure;
    const error = { code, message: lines.join(' '), ...(at === undefined ? {} : { path: at }) };
    around.out(`${JSON.stringify({ error })}\n`);
  }
  for (const line of lines) around.err(`${line}\n`);
  return exitStatusOf(failure.code);
}

const failureOf = (thrown: unknown): Failure => (thrown instanceof Refused ? thrown.failure : toFailure(thrown));

/** Runs one verb: its body against a signal, then lets go of the engine. */
async function runVerb(
  verb: Verb,
  command: Command,
  around: Surroundings,
  body: Parameters<Run>[0],
): Promise<ExitStatus> {
  const flags = flagsOf(command, around);
  const openEngine: OpenEngine = (options) =>
    around.openEngine(flags.verbose ? { ...options, logLevel: 'debug' } : options);
  const face = new Face(verb.name, flags, { ...around, openEngine }, verb.long ?? false);
  // `start` sees to signals by itself.
  const { signal, forget } =
    verb.name === 'start' ? { signal: new Promise<never>(() => undefined), forget: () => undefined } : firstSignal();
  try {
    const work = body(face).then((status) => status ?? EXIT.done);
    const first = await Promise.race([work, signal]);
    if (typeof first === 'number') return first;
    // What the engine breaks off now fails as cancelled; that is said once, here.
    work.catch(() => undefined);
    return report({ code: 'cancelled' }, flags.json, around);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (flags.verbose && thrown instanceof Error) around.err(`${thrown.stack ?? thrown.message}\n`);
    return report(failure, flags.json, around);
  } finally {
    await face.close().catch(() => undefined);
    forget();
  }
}

function buildProgram(around: Surroundings, onStatus: (status: ExitStatus) => void): Command {
  const program = new Command('leitz-cloud')
    .description('Keeps local folders and a Leitz Cloud the same.')
    .option('--home <dir>', 'where this installation keeps its state (or LEITZ_CLOUD_HOME)')
    .option('--json', 'one JSON document on standard output, or one a line where it streams')
    .option('--quiet', 'only errors')
    .option('--verbose', 'more about errors, and all details in the log')
    .version(VERSION, '--version')
    .helpOption('--help', 'show this help')
    .helpCommand(false)
    .addHelpText('after', EPILOGUE)
    .configureOutput({ writeOut: around.out, writeErr: around.err })
    .exitOverride();
  for (const verb of VERBS) {
    const hidden = verb.needs.some((method) => MISSING.includes(method));
    const command = new Command(verb.name)
      .description(verb.summary)
      .helpOption('--help', 'show this help')
      .configureOutput({ writeOut: around.out, writeErr: around.err })
      .exitOverride();
    verb.declare(command, async (body) => onStatus(await runVerb(verb, command, around, body)));
    program.addCommand(command, { hidden });
  }
  return program;
}

/** `words` is argv after the program's own name. */
export async function runCli(words: readonly string[], around: Surroundings): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  const program = buildProgram(around, (end) => {
    status = end;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return status;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return EXIT.done;
    // Commander has said it on standard error already.
    if (words.includes('--json')) {
      const message = thrown.message.replace(/^error: /u, '');
      around.out(`${JSON.stringify({ error: { code: 'wrong-usage', message } })}\n`);
    }
    return EXIT.usage;
  }
}
