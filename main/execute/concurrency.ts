/**
 * How much may run at a time in one lane: more and more as long as all goes well, half as much as soon as the cloud says
 * that it is too much (429, 5xx, broken connections), and one less where answers take far longer than they did.
 */
import type { ErrorCode } from '../errors.ts';

/** What an overloaded cloud, or an overloaded line to it, answers with. */
const TOO_MUCH: ReadonlySet<ErrorCode> = new Set(['rate-limited', 'server-error', 'cut-off']);
/** Milliseconds in which all complaints count as one: they come from requests that were sent together. */
const ONE_COMPLAINT_MS = 1_000;
/** Answers are slow when they take so many times as long as the quickest ones did lately, and longer than a moment. */
const SLOW = 4;
const MOMENT_MS = 500;
/** Weights of the newest answer in what is usual now, and of the slow forgetting of the quickest. */
const NEWEST = 0.2;
const FORGETTING = 0.01;

export class Concurrency {
  readonly most: number;
  #allowed: number;
  #good = 0;
  /** When it was made less last, for each reason: slow answers must not hide a complaint. */
  readonly #lessAt = { complaint: Number.NEGATIVE_INFINITY, slow: Number.NEGATIVE_INFINITY };
  #usualMs: number | undefined;
  #quickestMs: number | undefined;

  constructor(most: number) {
    this.most = most;
    this.#allowed = most;
  }

  get allowed(): number {
    return this.#allowed;
  }

  /**
   * @param tookMs of one action, made comparable; undefined where its time says nothing
   * @param nowMs of a clock that never goes back
   */
  ended(tookMs: number | undefined, error: ErrorCode | undefined, nowMs: number): void {
    if (error !== undefined) {
      if (TOO_MUCH.has(error)) this.#less('complaint', Math.floor(this.#allowed / 2), nowMs);
      return;
    }
    if (tookMs !== undefined && this.#isSlow(tookMs)) {
      // Slow answers alone never take more than two thirds away: a line that is merely far still wants to be filled.
      this.#less('slow', Math.max(Math.ceil(this.most / 3), this.#allowed - 1), nowMs);
      return;
    }
    this.#good += 1;
    if (this.#good < this.#allowed || this.#allowed >= this.most) return;
    this.#good = 0;
    this.#allowed += 1;
  }

  #isSlow(tookMs: number): boolean {
    this.#usualMs = this.#usualMs === undefined ? tookMs : this.#usualMs + NEWEST * (tookMs - this.#usualMs);
    const quickest = this.#quickestMs ?? tookMs;
    this.#quickestMs = Math.min(tookMs, quickest + FORGETTING * (this.#usualMs - quickest));
    return this.#usualMs > MOMENT_MS && this.#usualMs > SLOW * this.#quickestMs;
  }

  #less(why: 'complaint' | 'slow', allowed: number, nowMs: number): void {
    if (nowMs - this.#lessAt[why] < ONE_COMPLAINT_MS) return;
    this.#lessAt[why] = nowMs;
    this.#good = 0;
    this.#allowed = Math.max(1, Math.min(this.#allowed, allowed));
  }
}
