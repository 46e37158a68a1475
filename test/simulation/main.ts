/**
 * Plays histories until one breaks a law, then makes it smaller and tells it as a story.
 *
 *     npm run sim -- --seed N --runs M [--clients N] [--deeds N] [--without faults,deaths,tricky,meanwhile]
 *       [--verbose] [--keep-going] [--no-shrink]
 */
import { parseArgs } from 'node:util';
import { play } from '../support/sim-history.ts';
import { simScratch } from '../support/sim-scratch.ts';
import { shrink } from '../support/sim-shrink.ts';
import { drawHistory, type Scope } from '../support/sim-steps.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '0' },
    clients: { type: 'string', default: '3' },
    deeds: { type: 'string', default: '60' },
    without: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
    'keep-going': { type: 'boolean', default: false },
    'no-shrink': { type: 'boolean', default: false },
  },
});

const without = new Set(values.without.split(','));
const scope: Scope = {
  clients: Number(values.clients),
  faults: !without.has('faults'),
  deaths: !without.has('deaths'),
  tricky: !without.has('tricky'),
  meanwhile: !without.has('meanwhile'),
  deeds: Number(values.deeds),
};
const first = Number(values.seed);
const runs = values.runs === '0' ? Number.POSITIVE_INFINITY : Number(values.runs);
const { folder: scratch, end } = simScratch();

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const begun = performance.now();
const total = { histories: 0, deeds: 0, deaths: 0, actions: 0, broken: 0 };
const rate = (): string => {
  const seconds = (performance.now() - begun) / 1000;
  return `${total.histories} histories (${total.deeds} deeds, ${total.deaths} deaths, ${total.actions} actions) in ${seconds.toFixed(1)} s, ${(total.histories / seconds).toFixed(1)} a second`;
};

try {
  for (let run = 0; run < runs; run += 1) {
    const seed = first + run;
    const history = drawHistory(seed, scope);
    const outcome = await play(history, { scratch });
    total.histories += 1;
    total.deeds += outcome.deeds;
    total.deaths += outcome.deaths;
    total.actions += outcome.actions;
    if (total.histories % 100 === 0) say(rate());
    if (outcome.broken.length === 0) continue;
    total.broken += 1;
    say(`seed ${seed} breaks: ${outcome.broken[0]}`);
    if (values['keep-going']) continue;
    const small = values['no-shrink'] ? history : await shrink(history, outcome, { scratch });
    const told = await play(small, { scratch, verbose: values.verbose });
    say(`\nseed ${seed}, ${JSON.stringify(small.profile)}\n`);
    for (const line of told.story) say(`  ${line}`);
    say('');
    for (const line of told.broken) say(`  ${line}`);
    process.exitCode = 1;
    break;
  }
  say(rate());
  if (total.broken > 0) process.exitCode = 1;
} finally {
  end();
}
