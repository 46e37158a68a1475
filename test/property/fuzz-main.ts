/**
 * The long run of the fuzzers.
 *
 *     node test/property/fuzz-main.ts [--runs N] [--seed N] [--minutes M] [--only NAME]
 *
 * Every target gets `runs` inputs (a million in all by default); with `--minutes`, round after round with the next seed
 * until the time is up. Prints one line a target; the first failure shows its smallest input and ends with status 1.
 */
import { parseArgs } from 'node:util';
import { TARGETS } from './fuzz-targets.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
  },
});

const targets = TARGETS.filter(({ name }) => name.includes(values.only));
const each = Math.ceil(Number(values.runs) / targets.length);
const end = performance.now() + Number(values.minutes) * 60_000;
const totals = new Map(targets.map(({ name }) => [name, { inputs: 0, ms: 0 }]));

let seed = Number(values.seed);
do {
  for (const { name, check } of targets) {
    const begun = performance.now();
    check(each, seed);
    const total = totals.get(name);
    if (total === undefined) continue;
    total.inputs += each;
    total.ms += performance.now() - begun;
  }
  seed += 1;
} while (performance.now() < end);

let inputs = 0;
for (const [name, total] of totals) {
  inputs += total.inputs;
  const rate = Math.round((total.inputs / total.ms) * 1000).toLocaleString('en-US');
  console.log(`${name.padEnd(28)} ${total.inputs.toLocaleString('en-US').padStart(12)} inputs  ${rate}/s`);
}
console.log(`${inputs.toLocaleString('en-US')} inputs, seeds ${values.seed} to ${seed - 1}, nothing found`);
