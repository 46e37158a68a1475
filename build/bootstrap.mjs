/**
 * The first thing every npm script runs. Plain JavaScript for Node 20 and later, because nothing is installed yet:
 * it brings the dependencies and the right Node from the lockfile, then hands over to a script of this folder.
 *
 *   node build/bootstrap.mjs FILE [ARGUMENT...]      FILE is relative to the project's root
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.installed-from');
const windows = process.platform === 'win32';

/** Where the npm package `node` puts the Node that this project runs on. */
const node = path.join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

function fail(what, fix) {
  process.stderr.write(`\nSet-up failed: ${what}\nWhat to do:    ${fix}\n`);
  process.exit(1);
}

/** Runs one npm command with a line that shows the time while it works; its own output is shown only if it fails. */
function npm(words, what) {
  return new Promise((resolve) => {
    const started = Date.now();
    const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
    const tty = process.stderr.isTTY;
    process.stderr.write(tty ? what : `${what}...\n`);
    const tick = tty ? setInterval(() => process.stderr.write(`\r${what} (${seconds()})`), 1000) : undefined;
    const child = spawn('npm', words, { cwd: root, shell: windows, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    const done = (ok) => {
      clearInterval(tick);
      process.stderr.write(`${tty ? '\r' : ''}${what}: ${ok ? 'done' : 'failed'} after ${seconds()}\n`);
      if (!ok) process.stderr.write(Buffer.concat(output).toString());
      resolve(ok);
    };
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });
}

/** The lock file has to be of this package.json, or the packages would not be the locked ones. */
function checkLock() {
  const read = (name) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));
  const manifest = read('package.json');
  const locked = read('package-lock.json').packages[''];
  for (const kind of ['dependencies', 'devDependencies']) {
    const names = new Set([...Object.keys(manifest[kind] ?? {}), ...Object.keys(locked[kind] ?? {})]);
    const wrong = [...names].find((name) => manifest[kind]?.[name] !== locked[kind]?.[name]);
    if (wrong !== undefined)
      fail(
        `package-lock.json does not go with package.json (${wrong}).`,
        'run `npm install` once and commit both files.',
      );
  }
}

async function install() {
  const stamp = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
  const current = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  if (current === stamp && existsSync(node)) return;
  if (spawnSync('npm', ['--version'], { shell: windows }).error)
    fail('npm is not on the PATH.', 'install Node.js 20 or later together with npm 11.');
  // A half-done install must not pass for a whole one.
  rmSync(stampFile, { force: true });
  checkLock();
  const steps = [
    // `npm ci` also wants the lock file to have the optional binaries of every other platform in exactly the wanted
    // versions, which a registry may not offer yet. `install --no-save` takes the locked versions all the same.
    [
      ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
      'Installing the packages of package-lock.json',
    ],
    // .npmrc turns install scripts off for all packages; this one's script links the Node binary into place.
    [['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'], 'Putting Node 24 in place'],
  ];
  for (const [words, what] of steps) {
    if (!(await npm(words, what)))
      fail(
        `npm ${words[0]} did not succeed.`,
        'check that the npm registry can be reached, then run the same command again.',
      );
  }
  if (!existsSync(node)) fail(`there is no Node at ${node}.`, 'delete node_modules and run the same command again.');
  writeFileSync(stampFile, stamp);
}

const [script, ...words] = process.argv.slice(2);
if (!script) fail('bootstrap was not told what to run.', 'use the scripts in package.json, such as `npm run demo`.');
await install();
const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` };
const child = spawn(node, [path.join(root, script), ...words], { cwd: root, stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('close', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
