/** Runs one tool of the project and says in one line how it went. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './inputs.ts';

const SHOW_AFTER_MS = 1000;

export interface StepResult {
  readonly ok: boolean;
  readonly output: string;
}

/** The command of a package, such as `biome`, started without a shell and without npm in between. */
const commandOf = (tool: string): string =>
  path.join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? `${tool}.cmd` : tool);

/** Colours are for a terminal; in a log of CI they are noise. */
const env = process.stdout.isTTY === true ? process.env : { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };

/** Runs a tool with its output kept back; it is shown where the tool fails. */
export async function step(what: string, tool: string, words: readonly string[]): Promise<StepResult> {
  const begun = performance.now();
  const tty = process.stdout.isTTY === true;
  const seconds = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  const timer = setInterval(() => tty && process.stdout.write(`\r${what} (${seconds()})`), SHOW_AFTER_MS);
  const child = spawn(commandOf(tool), words, {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stderr.on('data', (part: Buffer) => parts.push(part));
  const ok = await new Promise<boolean>((resolve) => {
    child.on('error', (error) => {
      parts.push(Buffer.from(`${error.message}\n`));
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
  clearInterval(timer);
  const output = Buffer.concat(parts).toString();
  process.stdout.write(`${tty ? '\r\u001b[K' : ''}${what}: ${ok ? 'good' : 'FAILED'} (${seconds()})\n`);
  if (!ok) process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
  return { ok, output };
}

/** Runs a tool whose output is seen as it comes; gives its exit status. */
export function show(tool: string, words: readonly string[]): Promise<number> {
  const child = spawn(commandOf(tool), words, {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
