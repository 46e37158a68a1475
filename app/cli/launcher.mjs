#!/usr/bin/env node
/**
 * What `leitz-cloud` names. Plain JavaScript for any Node from 18 on: the program itself needs Node 24, so where this is
 * an older one, the Node of the project's packages takes over.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const here = path.dirname(fileURLToPath(import.meta.url));
const name = process.platform === 'win32' ? 'node.exe' : 'node';
const own = path.join(here, '..', '..', 'node_modules', 'node', 'bin', name);

/**
 * What stays and watches is to be small. Nearly all that it allocates is gone at once, so a small nursery serves it as
 * well as Node's of 48 MB; and threads that have ended leave their share of the heap behind unless there is but one.
 * Measured on 4,000 files, idle: 173 MB without, 139 MB with both.
 */
const stays = process.argv.includes('start');
const flags = stays ? ['--max-semi-space-size=4'] : [];
const env = stays ? { MALLOC_ARENA_MAX: '1', ...process.env } : process.env;
const program = path.join(here, 'cli.mjs');

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  // The same process with another start, where the system can do that; a channel to a parent would not outlive it.
  const isFrugal = process.env.MALLOC_ARENA_MAX !== undefined || process.channel !== undefined;
  if (stays && !isFrugal && process.platform !== 'win32' && typeof process.execve === 'function')
    process.execve(process.execPath, [process.execPath, ...flags, program, ...process.argv.slice(2)], env);
  await import(new URL('./cli.mjs', import.meta.url).href);
} else if (existsSync(own)) {
  // Over the channel the program notices when this process is killed, and goes with it; see `launched.ts`.
  const child = spawn(own, [...flags, program, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...env, LEITZ_CLOUD_LAUNCHED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${own} cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  process.stderr.write(
    `leitz-cloud needs Node.js ${NEEDED} or later; this is ${process.versions.node}, and there is none at ${own}.\n` +
      `Install Node.js ${NEEDED}, or run "npm run build" in the project's folder, which brings it.\n`,
  );
  process.exitCode = 1;
}
