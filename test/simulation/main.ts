/**
 * Plays histories until one breaks a law, then makes it smaller and tells it as a story.
 *
 *     npm run sim -- --seed N --runs M [--workers N] [--clients N] [--deeds N]
 *       [--without faults,deaths,tricky,meanwhile] [--aliases] [--verbose] [--keep-going] [--no-shrink]
 *
 * Without `--runs` it goes on without end. Several workers share the seeds and what they did is summed up.
 */
import { parseArgs } from 'node:util';
import { type Outcome, play } from '../support/sim-history.ts';
import { simScratch } from '../support/sim-scratch.ts';
import { shrink } from '../support/sim-shrink.ts';
import { drawHistory, type History, type Scope } from '../support/sim-steps.ts';
import { addTo, emptySum, reportEvery, type Sum, told } from './sum.ts';
import { shareOfWorker, tellParent, withWorkers } from './workers.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '0' },
    workers: { type: 'string', default: '1' },
    clients: { type: 'string', default: '3' },
    deeds: { type: 'string', default: '60' },
    without: { type: 'string', default: '' },
    aliases: { type: 'boolean', default: false },
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
  aliases: values.aliases,
  deeds: Number(values.deeds),
};
const first = Number(values.seed);
const runs = values.runs === '0' ? Number.POSITIVE_INFINITY : Number(values.runs);

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const begun = performance.now();
const report = (sum: Sum): void => say(told(sum, (performance.now() - begun) / 1000));

async function tell(seed: number, history: History, outcome: Outcome, scratch: string): Promise<void> {
  const small = values['no-shrink'] ? history : await shrink(history, outcome, { scratch });
  const { story, broken } = await play(small, { scratch, verbose: values.verbose });
  const lines = [`seed ${seed}, ${JSON.stringify(small.profile)}`, '', ...story.map((line) => `  ${line}`)];
  say(['', ...lines, '', ...broken.map((line) => `  ${line}`)].join('\n'));
}

/** Plays the seeds from the first on, each so many-th of them. */
async function playAll(share: { readonly of: number; readonly mine: number }): Promise<Sum> {
  const { folder: scratch, end } = simScratch();
  const sum = emptySum();
  try {
    for (let run = share.mine; run < runs; run += share.of) {
      const seed = first + run;
      const history = drawHistory(seed, scope);
      const outcome = await play(history, { scratch });
      const { deeds, deaths, actions } = outcome;
      const broken = outcome.broken.length > 0 ? 1 : 0;
      const added: Sum = { histories: 1, deeds, deaths, actions, broken };
      addTo(sum, added);
      tellParent(added);
      if (share.of === 1 && sum.histories % reportEvery === 0) report(sum);
      if (broken === 0) continue;
      say(`seed ${seed} breaks: ${outcome.broken[0]}`);
      if (values['keep-going']) continue;
      await tell(seed, history, outcome, scratch);
      break;
    }
  } finally {
    end();
  }
  return sum;
}

const share = shareOfWorker();
const workers = Number(values.workers);
const isParent = share === undefined && workers > 1;
const sum = isParent
  ? await withWorkers(workers, values['keep-going'], report)
  : await playAll(share ?? { of: 1, mine: 0 });
if (share === undefined) report(sum);
if (sum.broken > 0) process.exitCode = 1;
if (share !== undefined) process.disconnect();
