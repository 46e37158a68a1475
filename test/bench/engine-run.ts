/**
 * One engine in a process of its own, for the bench: signs in, links, and does what each line of standard input asks for.
 * Answers each with one JSON line: `{wallMs, cpuMs, peakMb, delayP99Ms, ...}`; the words: `link`, `sync`, `save N`, `idle SECONDS`.
 *
 *   node test/bench/engine-run.ts HOME FOLDER URL CA EMAIL PASSWORD_IN_ENV ROOT_ID
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { openEngine } from '../../main/index.ts';
import type { Handlers } from '../../shared/contract/contract.ts';

const [home = '', folder = '', url = '', ca = '', email = '', rootId = ''] = process.argv.slice(2);
const opening = performance.now();
const engine = await openEngine({ home });
const openedMs = performance.now() - opening;

function handler<Name extends keyof Handlers>(name: Name): Handlers[Name] {
  const found = engine.handlers[name];
  if (found === undefined) throw new Error(`this version has no ${name}`);
  return found;
}

type Numbers = Readonly<Record<string, number>>;

/** Of this process alone: the peak that the system counts would begin with what started it. Linux only. */
function statusMb(field: 'VmHWM' | 'VmRSS'): number {
  const found = new RegExp(`${field}:\\s+(\\d+)`, 'u').exec(readFileSync('/proc/self/status', 'utf8'));
  return Math.round(Number(found?.[1] ?? 0) / 1024);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when the engine has told of an upload of that name; milliseconds from now. */
function uploadOf(name: string): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const end = engine.on((event) => {
      if (event.type !== 'activity' || !JSON.stringify(event).includes(name)) return;
      end();
      resolve(performance.now() - begun);
    });
  });
}

/** Saves files one after the other, each when the one before has arrived; how long each took to be in the cloud. */
async function save(count: number): Promise<Numbers> {
  const took: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const name = `saved ${process.pid} ${n}.txt`;
    const there = uploadOf(name);
    writeFileSync(path.join(folder, name), `saved ${n} ${performance.now()}`);
    took.push(await there);
  }
  took.sort((one, other) => one - other);
  return { p50Ms: took[Math.floor(count / 2)] ?? 0, p95Ms: took[Math.floor(count * 0.95)] ?? 0 };
}

/** Watches until nothing has been done for a while, then does nothing for so many seconds and tells what that costs. */
async function idle(seconds: number): Promise<Numbers> {
  await engine.start();
  const isBusy = async (): Promise<boolean> => JSON.stringify(await handler('status')({})).includes('"working"');
  for (let quiet = 0; quiet < 3; quiet = (await isBusy()) ? 0 : quiet + 1) await pause(2_000);
  // The worker threads end by themselves.
  await pause(8_000);
  const cpu = process.cpuUsage();
  await pause(seconds * 1000);
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpuShare: (user + system) / 1e6 / seconds,
    rssMb: statusMb('VmRSS'),
  };
}

async function perform(word: string): Promise<unknown> {
  const [verb = '', number = '0'] = word.split(' ');
  switch (verb) {
    case 'link': {
      const password = process.env['BENCH_PASSWORD'] ?? '';
      await handler('signIn')({ server: url, user: email, password, ca: readFileSync(ca, 'utf8') });
      return handler('link')({ rootId: Number(rootId), folder, exclude: [] });
    }
    case 'sync':
      return handler('sync')({});
    case 'save':
      await engine.start();
      return save(Number(number));
    case 'idle':
      return idle(Number(number));
    default:
      throw new Error(`unknown: ${word}`);
  }
}

for await (const word of createInterface({ input: process.stdin })) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const answer = await perform(word);
  const wallMs = performance.now() - begun;
  const used = process.cpuUsage(cpu);
  delay.disable();
  const measured = {
    wallMs: Math.round(wallMs),
    openedMs: Math.round(openedMs),
    cpuMs: Math.round((used.user + used.system) / 1000),
    peakMb: statusMb('VmHWM'),
    delayP99Ms: Math.round(delay.percentile(99) / 1e6),
    answer,
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}
await engine.close();
