/** Several processes that share the seeds of one run: each plays every so many-th, and tells what came of it. */
import { type ChildProcess, fork } from 'node:child_process';
import { addTo, emptySum, reportEvery, type Sum } from './sum.ts';

const SHARE = 'LEITZ_SIM_SHARE';

/** Which of how many this process is; undefined in the one that was started by hand. */
export function shareOfWorker(): { readonly of: number; readonly mine: number } | undefined {
  const [mine, of] = (process.env[SHARE] ?? '').split('/').map(Number);
  return mine === undefined || of === undefined ? undefined : { of, mine };
}

/** Where there is a parent, it adds this to its sum. */
export function tellParent(added: Readonly<Sum>): void {
  process.send?.(added);
}

const isSum = (value: unknown): value is Sum => typeof value === 'object' && value !== null && 'histories' in value;

/** Starts the workers with our own arguments; unless told to keep going, the first broken law ends them all. */
export async function withWorkers(count: number, keepsGoing: boolean, report: (sum: Sum) => void): Promise<Sum> {
  const sum = emptySum();
  const children: ChildProcess[] = [];
  const ended = Array.from({ length: count }, (_, mine) => {
    const env = { ...process.env, [SHARE]: `${mine}/${count}` };
    const child = fork(process.argv[1] ?? '', process.argv.slice(2), { env });
    children.push(child);
    child.on('message', (added: unknown) => {
      if (!isSum(added)) return;
      addTo(sum, added);
      if (sum.histories % reportEvery === 0) report(sum);
      if (added.broken > 0 && !keepsGoing) for (const other of children) if (other !== child) other.kill();
    });
    return new Promise<void>((resolve) => child.once('exit', () => resolve()));
  });
  await Promise.all(ended);
  return sum;
}
