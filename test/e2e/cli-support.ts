/** The built command line as a user runs it: its own process, a home of its own, against the stand-in cloud. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { build, CLI } from '../../build/build.ts';
import { startTestCloud, type TestCloud } from '../cloud/test-cloud.ts';
import { handsOn, temporaryFolder } from '../support/temp-folder.ts';

const PATIENCE_MS = 60_000;

/** Resolves as soon as the condition holds; fails, naming it, if it never does. Whole processes start in between. */
export async function eventually(what: string, holds: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** What it has written so far, both streams together. */
  said(): string;
  readonly ended: Promise<Ended>;
}

/** Starts it; whatever happens, it does not outlive the test. */
export function start(
  words: readonly string[],
  options: { readonly input?: string; readonly cwd?: string; readonly cli?: string } = {},
): Running {
  const child = spawn(process.execPath, [options.cli ?? CLI, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    // No variable of the developer's may decide where the home is.
    env: { PATH: process.env['PATH'] },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    err += part;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ status: code ?? -1, out, err }));
  });
  return { child, said: () => out + err, ended };
}

export interface Installation {
  readonly home: string;
  run(...words: string[]): Promise<Ended>;
  /** Runs with --json; gives the one document. Throws where the exit status is another one. */
  ask(status: number, ...words: string[]): Promise<unknown>;
  start(...words: string[]): Running;
  signIn(person?: number): Promise<void>;
}

export function installation(cloud: TestCloud | undefined, home = path.join(temporaryFolder(), 'home')): Installation {
  const run = (words: readonly string[], input?: string) =>
    start(['--home', home, ...words], input === undefined ? {} : { input }).ended;
  return {
    home,
    run: (...words) => run(words),
    ask: async (status, ...words) => {
      const ended = await run([...words, '--json']);
      if (ended.status !== status)
        throw new Error(`${words.join(' ')} ended with ${ended.status}: ${ended.err}${ended.out}`);
      return JSON.parse(ended.out);
    },
    start: (...words) => start(['--home', home, ...words]),
    signIn: async (index = 0) => {
      if (cloud === undefined) throw new Error('There is no cloud to sign in to.');
      const { email, password } = cloud.person(index);
      const words = [
        'sign-in',
        '--server',
        cloud.cloud.url,
        '--user',
        email,
        '--ca',
        cloud.cloud.ca,
        '--password-stdin',
      ];
      const ended = await run(words, `${password}\n`);
      if (ended.status !== 0) throw new Error(`The sign-in ended with ${ended.status}: ${ended.err}`);
    },
  };
}

/** A cloud for one test, and a built command line. */
export async function cloudForTest(): Promise<TestCloud> {
  await build();
  const cloud = await startTestCloud();
  onTestFinished(() => cloud.end());
  return cloud;
}

/** A folder for files, beside nothing else. */
export function newFolder(name = 'Leitz Cloud') {
  const folder = path.join(temporaryFolder(), name);
  mkdirSync(folder);
  return { folder, ...handsOn(folder) };
}

/** Signed in as the first person, whose own root is linked to a new folder. */
export async function linked() {
  const cloud = await cloudForTest();
  const here = installation(cloud);
  await here.signIn();
  const { rootId, email } = cloud.person(0);
  const files = newFolder();
  await here.ask(0, 'link', String(rootId), files.folder);
  return { cloud, here, rootId, files, user: cloud.cloud.as(email) };
}
