/**
 * One engine in a process of its own, for the bench: signs in, links, and does what each line of standard input asks for.
 * Answers each with one JSON line: `{wallMs, cpuMs, peakMb, delayP99Ms, ...}`.
 *
 *   node test/bench/engine-run.ts HOME FOLDER URL CA EMAIL PASSWORD_IN_ENV ROOT_ID
 */
import { readFileSync } from 'node:fs';
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

async function perform(word: string): Promise<unknown> {
  if (word === 'link') {
    const password = process.env['BENCH_PASSWORD'] ?? '';
    await handler('signIn')({ server: url, user: email, password, ca: readFileSync(ca, 'utf8') });
    return handler('link')({ rootId: Number(rootId), folder, exclude: [] });
  }
  return handler('sync')({});
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
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    delayP99Ms: Math.round(delay.percentile(99) / 1e6),
    answer,
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}
await engine.close();
