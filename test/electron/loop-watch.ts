/**
 * How long a process keeps others waiting, and whether that is its own doing. On a machine that has more to do than it
 * can, a turn comes late though the process did nothing; so beside the delay of each turn stands the CPU time that this
 * thread used since the turn before: what we cause ourselves can never be more than that.
 */

export interface LoopFigures {
  /** Milliseconds that a turn came late. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Milliseconds of this thread's own CPU time from one turn to the next: its longest tasks. */
  readonly own: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Part of the time in which this thread used a CPU. */
  readonly busy: number;
  /** Turns that came over 50 ms late, and how many of them with less than half of that as our own work. */
  readonly late: number;
  readonly starved: number;
  readonly turns: number;
}

const EVERY_MS = 10;
const LATE_MS = 50;

/** Begins to watch this thread; the function that comes back ends it. */
export function watchLoop(): () => LoopFigures {
  const delays: number[] = [];
  const own: number[] = [];
  const begun = performance.now();
  const begunCpu = cpuMs();
  let wall = begun;
  let cpu = begunCpu;
  const timer = setInterval(() => {
    const [nowWall, nowCpu] = [performance.now(), cpuMs()];
    delays.push(Math.max(0, nowWall - wall - EVERY_MS));
    own.push(nowCpu - cpu);
    wall = nowWall;
    cpu = nowCpu;
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    const late = delays.flatMap((delay, index) => (delay > LATE_MS ? [{ delay, mine: own[index] ?? 0 }] : []));
    return {
      delay: figures(delays),
      own: figures(own),
      busy: round((cpuMs() - begunCpu) / (performance.now() - begun)),
      late: late.length,
      starved: late.filter(({ delay, mine }) => mine < delay / 2).length,
      turns: delays.length,
    };
  };
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const round = (value: number): number => Math.round(value * 100) / 100;

function figures(values: readonly number[]) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: round(sorted.at(-1) ?? 0) };
}
