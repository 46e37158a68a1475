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

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  await import(new URL('./cli.mjs', import.meta.url).href);
} else if (existsSync(own)) {
  // Over the channel the program notices when this process is killed, and goes with it; see `launched.ts`.
  const child = spawn(own, [path.join(here, 'cli.mjs'), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, LEITZ_CLOUD_LAUNCHED: '1' },
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
