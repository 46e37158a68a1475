/** Makes a failing history smaller: drops steps as long as it still fails in the same way. */
import { type Outcome, play } from './sim-history.ts';
import type { History, Step } from './sim-steps.ts';
import type { WorldOptions } from './sim-world.ts';

/** What a failure is about, without the names in it. */
const kindOf = (outcome: Outcome): string => (outcome.broken[0] ?? '').split(':')[0] ?? '';

const MOST_PLAYS = 600;
const PATIENCE_MS = 45_000;

export async function shrink(history: History, failed: Outcome, options: WorldOptions): Promise<History> {
  const wanted = kindOf(failed);
  let plays = 0;
  const end = performance.now() + PATIENCE_MS;
  const stillFails = async (steps: readonly Step[]): Promise<boolean> => {
    plays += 1;
    const outcome = await play({ ...history, steps }, options);
    return outcome.broken.length > 0 && kindOf(outcome) === wanted;
  };
  let steps = [...history.steps];
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < steps.length && plays < MOST_PLAYS && performance.now() < end; ) {
      const fewer = [...steps.slice(0, at), ...steps.slice(at + size)];
      if (await stillFails(fewer)) steps = fewer;
      else at += size;
    }
  }
  steps = await simplerTurns(steps, stillFails);
  return { ...history, steps };
}

/** Takes faults, deaths and what happens meanwhile out of the turns that are left, where they do not matter. */
async function simplerTurns(
  steps: readonly Step[],
  stillFails: (steps: readonly Step[]) => Promise<boolean>,
): Promise<Step[]> {
  let now = [...steps];
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'turn') continue;
    const simpler = [
      { diskFails: 0 },
      { cloudFails: 0 },
      { death: undefined },
      { jump: undefined },
      { meanwhile: [] },
      { look: 'everything' as const },
      ...step.meanwhile.map((_, at) => ({ drop: at })),
    ];
    for (const change of simpler.reverse()) {
      const current = now[index];
      if (current?.kind !== 'turn') continue;
      const changed =
        'drop' in change
          ? { ...current, meanwhile: current.meanwhile.filter((_, at) => at !== change.drop) }
          : { ...current, ...change };
      const candidate = now.with(index, changed);
      if (await stillFails(candidate)) now = candidate;
    }
  }
  return now;
}
