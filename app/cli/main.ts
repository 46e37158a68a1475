/** The command line's start: hands it the real world. */
import { policyFile, readPolicy } from '../headless/policy.ts';
import { governed } from '../headless/policy-engine.ts';
import { dieWithLauncher } from './launched.ts';
import { runCli } from './run-cli.ts';

/** A reader that went away (`| head`) ends us quietly; anything else is a real failure. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

dieWithLauncher();

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  stdin: process.stdin,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: process.stderr.isTTY === true,
  // Loaded only where no other process has the engine already.
  openEngine: governed(
    async (options) => (await import('../../main/index.ts')).openEngine(options),
    // One that is named comes on top of the computer's own for a service; it cannot take its place.
    () => readPolicy() ?? readPolicy(process.env['LEITZ_CLOUD_POLICY'] ?? policyFile()),
  ),
});
