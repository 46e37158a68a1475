/** Decides which rules of a fault plan strike a request. The same plan, seed and order of requests give the same decisions. */
import { type EndpointKey, endpoints } from '../../shared/api/endpoints.ts';
import type { Fault, FaultPlan, FaultRule } from './fault-plan.ts';

/** When a kind is decided: as a request comes in, once a refresh is known to be one, as an answer goes out. */
export type Phase = 'request' | 'refresh' | 'answer' | 'not-modified';

const PHASES: Readonly<Record<Fault['kind'], Phase>> = {
  delay: 'request',
  stall: 'request',
  'reset-before': 'request',
  status: 'request',
  'missing-method': 'request',
  html: 'request',
  'expire-token': 'request',
  'refresh-fails': 'refresh',
  clock: 'request',
  'restore-backup': 'request',
  withdraw: 'request',
  'reset-after': 'answer',
  truncate: 'answer',
  slow: 'answer',
  'empty-list': 'answer',
  'broken-json': 'answer',
  'missing-page': 'answer',
  '304-with-body': 'not-modified',
};

/** After one of these nothing else can happen to a request, so later rules neither see nor count it. */
const ENDS: ReadonlySet<Fault['kind']> = new Set([
  'stall',
  'reset-before',
  'status',
  'missing-method',
  'html',
  'reset-after',
  'truncate',
  'slow',
]);

export interface Struck {
  /** Counts from 1 over the life of the plan. */
  readonly number: number;
  readonly rule: number;
  readonly kind: Fault['kind'];
  readonly method: string;
  readonly path: string;
}

interface RuleState {
  readonly rule: FaultRule;
  readonly index: number;
  readonly random: () => number;
  matched: number;
  struck: number;
}

/** A small seeded generator (mulberry32): numbers from 0 up to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pathMatches(pattern: string, path: string): boolean {
  if (!pattern.includes('*')) return pattern === path;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(path);
}

function requestMatches(rule: FaultRule, method: string, path: string): boolean {
  const { match } = rule;
  if (match.method !== undefined && match.method !== method) return false;
  if (match.path !== undefined && !pathMatches(match.path, path)) return false;
  if (match.endpoint === undefined) return true;
  const row = endpoints[match.endpoint as EndpointKey];
  return row.verb === method && row.path === path;
}

export class FaultEngine {
  readonly #now: () => number;
  #states: RuleState[] = [];
  #since = 0;
  #log: Struck[] = [];

  /** `now` is real time in milliseconds, which a wrong clock of the cloud does not move. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Replaces the plan and starts its time, counts and random numbers anew. */
  set(plan: FaultPlan): void {
    this.#since = this.#now();
    this.#log = [];
    this.#states = plan.rules.map((rule, index) => ({
      rule,
      index,
      random: seededRandom(plan.seed * 1_000_003 + index * 7919),
      matched: 0,
      struck: 0,
    }));
  }

  get active(): boolean {
    return this.#states.length > 0;
  }

  /** What has struck so far, in order. */
  get log(): readonly Struck[] {
    return this.#log;
  }

  #isInTime(rule: FaultRule): boolean {
    const seconds = (this.#now() - this.#since) / 1000;
    return seconds >= rule.after && (rule.seconds === undefined || seconds < rule.after + rule.seconds);
  }

  #strikes(state: RuleState): boolean {
    const { rule } = state;
    if (rule.limit !== undefined && state.struck >= rule.limit) return false;
    state.matched += 1;
    // The number is drawn in any case, so that the other conditions do not shift the sequence.
    const drawn = state.random();
    if (rule.probability !== undefined && drawn >= rule.probability) return false;
    if (rule.nth !== undefined && !rule.nth.includes(state.matched)) return false;
    return rule.every === undefined || state.matched % rule.every === 0;
  }

  /** The faults of one phase that strike this request, in the plan's order. `fits` narrows it to what the fault can work on. */
  decide(phase: Phase, method: string, path: string, fits: (fault: Fault) => boolean = () => true): Fault[] {
    const faults: Fault[] = [];
    for (const state of this.#states) {
      const { rule, index } = state;
      if (PHASES[rule.fault.kind] !== phase || !requestMatches(rule, method, path) || !fits(rule.fault)) continue;
      if (!this.#isInTime(rule) || !this.#strikes(state)) continue;
      state.struck += 1;
      this.#log.push({ number: this.#log.length + 1, rule: index, kind: rule.fault.kind, method, path });
      faults.push(rule.fault);
      if (ENDS.has(rule.fault.kind)) break;
    }
    return faults;
  }

  /** Faults that are a state of the whole cloud, have struck once and are still in time: a wrong clock, a withdrawn root. */
  lasting(): Fault[] {
    return this.#states
      .filter(({ rule, struck }) => struck > 0 && this.#isInTime(rule))
      .map(({ rule }) => rule.fault)
      .filter((fault) => fault.kind === 'clock' || fault.kind === 'withdraw');
  }

  /** A number from 0 up to 1 for a fault's own use, from the plan's seed. */
  draw(): number {
    return this.#states[0]?.random() ?? 0;
  }
}
