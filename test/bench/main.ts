/**
 * How long the engine takes, beside a bare reference that does the same requests or the same disk work and nothing else,
 * interleaved in the same run. Prints a table and one line of JSON a case.
 *
 *     npm run bench [-- SCENE...] [--size N] [--rounds N] [--work DIR] [--check] [--profile DIR] [--markdown] [--peers]
 *
 * Scenes: small, large, big, growth, mixed, shell, cold; all if none is named. `growth --size N` measures one size; `node
 * test/bench/plot.ts LOG... > FILE.svg` draws what several such runs printed. `--check` compares with budgets.json and fails where one is
 * not kept. `--profile` leaves CPU and heap profiles of every process. `--peers` runs rclone, unison and syncthing on the
 * small scene's tree, where they are installed. Measure on a machine that does nothing else, with `--work` on a journaled
 * file system.
 */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleEngineRun } from './bundle.ts';
import { measurePeers } from './peers.ts';
import { type CaseResult, check, markdown, readBudgets, summarise } from './report.ts';
import { type Row, SCENES, Stage } from './scenes.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string' },
    rounds: { type: 'string' },
    work: { type: 'string', default: tmpdir() },
    check: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    profile: { type: 'string' },
    peers: { type: 'boolean', default: false },
  },
});

async function measure(name: string): Promise<CaseResult[]> {
  const scene = SCENES[name];
  if (scene === undefined) throw new Error(`there is no scene ${name}; there are ${Object.keys(SCENES).join(', ')}`);
  const size = Number(values.size ?? scene.size);
  const count = Number(values.rounds ?? scene.rounds);
  const rounds: Row[][] = [];
  for (let seed = 1; seed <= count; seed += 1) {
    const load = loadavg()[0]?.toFixed(1);
    console.log(`${name}, round ${seed} of ${count}: size ${size}, seed ${seed}, load ${load}`);
    const base = mkdtempSync(path.join(values.work, 'bench-'));
    const profiles = values.profile === undefined ? undefined : path.join(values.profile, `${name}-${seed}`);
    if (profiles !== undefined) mkdirSync(profiles, { recursive: true });
    const stage = await new Stage(base, program, profiles).begin();
    try {
      rounds.push(await scene.run(stage, seed, size));
    } finally {
      await stage.end();
    }
  }
  return summarise(name, size, rounds);
}

const program = await bundleEngineRun();
const results: CaseResult[] = [];
for (const name of positionals.length === 0 ? Object.keys(SCENES) : positionals) results.push(...(await measure(name)));
if (values.peers) console.table(await measurePeers(values.work));
console.table(
  results.map(({ scene: _, rounds: __, ...row }) => row),
  [
    'case',
    'size',
    'wallMs',
    'bareMs',
    'ratio',
    'cpuMs',
    'peakMb',
    'delayP99Ms',
    'requests',
    'rssMb',
    'cpuShare',
    'p95Ms',
  ],
);
for (const result of results) console.log(JSON.stringify(result));
if (values.markdown) console.log(markdown(results));
if (values.check) {
  const { lines, short } = check(results, readBudgets());
  for (const line of lines) console.log(line);
  if (short > 0) process.exitCode = 1;
}
