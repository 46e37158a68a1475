/**
 * `npm start`: the app for real use. With a screen it opens Electron's window; without one, or without Electron's
 * program, it starts the service and prints the address of its page, and says why.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, CLI } from './build.ts';
import { buildElectron, ELECTRON_MAIN } from './electron.ts';
import { ROOT } from './inputs.ts';
import { buildRenderer } from './renderer.ts';

const PACKAGE = path.join(ROOT, 'node_modules', 'electron');

/** Why there can be no window here; undefined where there can. */
export function noScreen(platform: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (platform !== 'linux') return undefined;
  const named = env['DISPLAY'] || env['WAYLAND_DISPLAY'];
  return named ? undefined : 'there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)';
}

/** Electron's program, as its package wrote it down when it was installed; undefined where it is not there. */
export function electronProgram(folder: string = PACKAGE): string | undefined {
  const note = path.join(folder, 'path.txt');
  if (!existsSync(note)) return undefined;
  const program = path.join(folder, 'dist', readFileSync(note, 'utf8'));
  return existsSync(program) ? program : undefined;
}

/** A download site that neither answers nor refuses must not keep anybody for ever. */
const DOWNLOAD_MS = 10 * 60_000;

/** The last thing that a failed download said, such as `fetch failed`. */
export function whyNoDownload(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const error = lines.find((line) => /^\w*Error\b/u.test(line)) ?? lines.find((line) => line !== '');
  return error === undefined ? 'its program could not be downloaded' : `its program could not be downloaded (${error})`;
}

/** Brings Electron's program, which no install script did; or says why it cannot be had. */
function bringElectron(): { readonly program: string } | { readonly why: string } {
  const there = electronProgram();
  if (there !== undefined) return { program: there };
  process.stderr.write('Downloading Electron (once, about 120 MB)...\n');
  const { stderr, error } = spawnSync(process.execPath, [path.join(PACKAGE, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: DOWNLOAD_MS,
  });
  const program = electronProgram();
  return program === undefined
    ? { why: `Electron is not here: ${whyNoDownload(error?.message ?? stderr)}` }
    : { program };
}

/** Runs it in the place of this process, until it ends. */
function run(program: string, words: readonly string[]): void {
  const child = spawn(program, words, { cwd: ROOT, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${program} cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('close', (status) => {
    process.exitCode = status ?? 1;
  });
}

async function start(words: readonly string[]): Promise<void> {
  const screenless = noScreen(process.platform, process.env);
  const electron = screenless === undefined ? bringElectron() : { why: screenless };
  if ('program' in electron) {
    if (!existsSync(path.join(ROOT, 'dist', 'renderer', 'index.html'))) await buildRenderer();
    await buildElectron();
    return run(electron.program, [ELECTRON_MAIN, ...words]);
  }
  await build();
  process.stderr.write(`Starting without a window: ${electron.why}. The page below is the same in a browser.\n`);
  run(process.execPath, [CLI, ...words, 'start', '--page']);
}

if (import.meta.main) await start(process.argv.slice(2));
