/**
 * `npm run demo`: a folder and a cloud become and stay the same, before your eyes. Everything goes through the built
 * command line; only the cloud is a stand-in, which runs on this computer.
 */
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { build } from './build.ts';
import { cli, cliJson, startCli } from './demo/cli.ts';
import { type DemoOptions, HELP, readOptions } from './demo/options.ts';
import { CLOUD, DEMO, FOLDER, HOME, readFacts, writeFacts } from './demo/places.ts';
import { LOCAL_SAMPLES, writeLocalSamples } from './demo/samples.ts';
import { during, say } from './demo/say.ts';
import { type StandIn, startStandIn } from './demo/stand-in.ts';
import { ROOT } from './inputs.ts';

const status = z.object({ links: z.array(z.object({ rootId: z.int(), folder: z.string() })) });
const hello = z.object({ stopped: z.boolean() });
const summary = z.object({
  cycles: z.int(),
  uploaded: z.int(),
  downloaded: z.int(),
  foldersMade: z.int(),
  conflicts: z.int(),
  held: z.int(),
  failed: z.int(),
  requests: z.int(),
  bytesUp: z.int(),
  bytesDown: z.int(),
  wallMs: z.number(),
});
type Summary = z.infer<typeof summary>;

const size = (bytes: number): string =>
  bytes < 1e5 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** Ends a demo that still runs, takes its marks out of the linked folder, and clears away what it made. */
async function clearAway(): Promise<void> {
  if (existsSync(HOME)) {
    const { stopped } = hello.parse(await cliJson(['stop']));
    if (stopped) say('A demo was still running; it was ended.');
    // Without the unlinking, a folder of the user's own would stay marked as linked by a home that is gone.
    for (const { rootId } of status.parse(await cliJson(['status'])).links) await cli(['unlink', String(rootId)]);
  }
  for (const place of [CLOUD, HOME, FOLDER]) rmSync(place, { recursive: true, force: true });
}

async function signInAndLink(standIn: StandIn, folder: string): Promise<number> {
  const { url, ca, people } = standIn.told;
  const [person] = people;
  if (person === undefined) throw new Error('The stand-in cloud has no people.');
  writeFacts({
    url,
    ca,
    port: Number(new URL(url).port),
    email: person.email,
    password: person.password,
    rootId: person.rootId,
  });
  await during(`Signing in as ${person.name} (${person.email})`, () =>
    cliJson(['sign-in', '--server', url, '--user', person.email, '--ca', ca, '--password-stdin'], {
      input: `${person.password}\n`,
    }),
  );
  const { links } = status.parse(await cliJson(['status']));
  if (!links.some((link) => link.rootId === person.rootId)) {
    await during(`Linking the cloud's root "${person.name}" with the folder ${folder}`, () =>
      cliJson(['link', String(person.rootId), folder]),
    );
  }
  return person.rootId;
}

async function firstSync(): Promise<Summary> {
  say('Syncing both ways:');
  const done = summary.parse(await cliJson(['sync'], { show: true }));
  say(`  ${done.downloaded} files came from the cloud (${size(done.bytesDown)} received),`);
  say(
    `  ${done.uploaded} files went to the cloud (${size(done.bytesUp)} sent), ${done.foldersMade} folders were made.`,
  );
  if (done.conflicts > 0) say(`  ${done.conflicts} conflicts: both versions were kept.`);
  if (done.held > 0) say(`  ${done.held} items are held, because they cannot exist on both sides as they are.`);
  return done;
}

function sayWhatToTry(folder: string, own: boolean): void {
  const line = (words: string) => say(`  ${words}`);
  const relative = path.relative(process.env['INIT_CWD'] ?? ROOT, ROOT);
  const prefix = relative === '' ? '' : `cd "${ROOT}" && `;
  say();
  say(`The folder:  ${folder}`);
  say('Both sides are watched now. Open the folder in your file manager, or try in another terminal:');
  say();
  if (own) line(`echo "one more line" >> "${path.join(folder, LOCAL_SAMPLES, 'Welcome.txt')}"`);
  else line(`echo "hello" > "${path.join(folder, 'Hello from the demo.txt')}"`);
  if (own) line(`rm "${path.join(folder, LOCAL_SAMPLES, 'Notes', 'Shopping list.txt')}"`);
  if (own) line(`mv "${path.join(folder, LOCAL_SAMPLES, 'Notes')}" "${path.join(folder, 'Renamed notes')}"`);
  line(`${prefix}npm run --silent demo:cloud -- write "Hello from the cloud.txt" "somebody wrote this in the cloud"`);
  line(`${prefix}npm run --silent demo:cloud -- list`);
  line(`${prefix}npm run --silent demo:cloud -- delete "Hello from the cloud.txt"`);
  say();
  say('Every change is told below. Ctrl-C ends the demo.');
  say();
}

/** Watches until Ctrl-C, or until the watching ends by itself. */
async function watch(): Promise<void> {
  const child = startCli(['start']);
  const gone = once(child, 'exit');
  const end = () => void child.kill('SIGINT');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  await gone;
}

async function run(options: DemoOptions): Promise<number> {
  const begun = performance.now();
  await during('Building the program', build);
  if (!options.keep) await during('Clearing away the last demo', clearAway);
  mkdirSync(DEMO, { recursive: true });
  const folder = options.folder ?? FOLDER;
  if (options.folder === undefined && !existsSync(folder)) writeLocalSamples(folder);
  const standIn = await during('Starting the stand-in cloud on this computer, with people and sample content', () =>
    startStandIn(options.keep ? readFacts()?.port : undefined),
  );
  say(`  It serves at ${standIn.told.url} and keeps its data in ${CLOUD}.`);
  try {
    await signInAndLink(standIn, folder);
    const done = await firstSync();
    if (options.once) {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      say();
      say(`The folder:  ${folder}`);
      say(
        `All is quiet: ${done.uploaded + done.downloaded} files, ${size(done.bytesUp + done.bytesDown)}, ` +
          `${(done.wallMs / 1000).toFixed(1)} s of syncing (${seconds} s in all), ${done.requests} requests.`,
      );
      return done.failed === 0 ? 0 : 1;
    }
    sayWhatToTry(folder, options.folder === undefined);
    await watch();
    say(`Ended. The folder stays as it is: ${folder}`);
    return 0;
  } finally {
    await standIn.end();
  }
}

try {
  const options = readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (options.help) process.stdout.write(HELP);
  else process.exitCode = await run(options);
} catch (thrown) {
  process.stderr.write(`\nThe demo did not succeed: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  process.exitCode = 1;
}
