/**
 * The list of nodes that differ, or may: what the planner looks at, so that its cost grows with the changes and not
 * with the trees. A node is listed under its agreement if it has one, else under its row on the one side that has it.
 */
import type { EntityRef, HoldReason } from '../plan/types.ts';
import type { DifferingNode } from '../records.ts';
import type { Db } from './database.ts';
import { refOf, treeNumber } from './rows.ts';

interface DifferingRow {
  tree: number;
  id: number;
  hold: string | null;
  detail: string | null;
  since: number;
  retry_at: number | null;
  attempts: number;
}

/** Holds that another node may lift at any time. */
const BLOCKED: readonly HoldReason[] = [
  'case-clash',
  'name-taken-here',
  'name-of-excluded-folder',
  'unsent-changes',
  'blocked-by-held',
  'content-left-out',
];

/** Holds that another try may lift, where nothing large is sent for it in vain. */
const TRIED_AGAIN: readonly HoldReason[] = ['failing', 'unreadable', 'locked'];

/** The longest time that anything is asked to wait, an hour that the cloud may ask for, and some. */
const LONGEST_WAIT_MS = 65 * 60_000;

export class Differing {
  readonly #mark;
  readonly #settle;
  readonly #agreedOfLocal;
  readonly #agreedOfCloud;
  readonly #hold;
  readonly #next;
  readonly #held;
  readonly #one;
  readonly #revive;
  readonly #tryAgain;
  readonly #counts;

  constructor(db: Db) {
    this.#mark = db.prepare(
      `INSERT INTO differing (tree, id) VALUES (?, ?)
       ON CONFLICT (tree, id) DO UPDATE SET hold = NULL, detail = NULL, retry_at = NULL WHERE hold IS NOT NULL`,
    );
    this.#settle = db.prepare('DELETE FROM differing WHERE tree = ? AND id = ?');
    this.#agreedOfLocal = db.prepare<[number], number>('SELECT id FROM synced_node WHERE local = ?').pluck();
    this.#agreedOfCloud = db.prepare<[number], number>('SELECT id FROM synced_node WHERE cloud = ?').pluck();
    this.#hold = db.prepare(
      `INSERT INTO differing (tree, id, hold, detail, since, retry_at, attempts) VALUES (@tree, @id, @hold, @detail, @now, @retryAt, 1)
       ON CONFLICT (tree, id) DO UPDATE SET since = CASE WHEN since = 0 THEN @now ELSE since END, hold = @hold,
       detail = @detail, retry_at = @retryAt, attempts = attempts + 1`,
    );
    this.#next = db.prepare<[number, number, number, number, number], { tree: number; id: number }>(
      `SELECT tree, id FROM differing WHERE (tree, id) > (?, ?) AND (hold IS NULL OR retry_at <= ? OR retry_at > ?)
       ORDER BY tree, id LIMIT ?`,
    );
    this.#held = db.prepare<[number], DifferingRow>(
      'SELECT * FROM differing WHERE hold IS NOT NULL ORDER BY since, tree, id LIMIT ?',
    );
    this.#one = db.prepare<[number, number], DifferingRow>('SELECT * FROM differing WHERE tree = ? AND id = ?');
    this.#revive = db.prepare(
      `UPDATE differing SET hold = NULL WHERE hold IN (${BLOCKED.map((reason) => `'${reason}'`).join(', ')})`,
    );
    this.#tryAgain = db.prepare(
      `UPDATE differing SET hold = NULL WHERE hold IN (${TRIED_AGAIN.map((reason) => `'${reason}'`).join(', ')})`,
    );
    this.#counts = db.prepare<[], { pending: number; held: number; next: number | null }>(
      `SELECT count(*) FILTER (WHERE hold IS NULL) AS pending, count(*) FILTER (WHERE hold IS NOT NULL) AS held,
       min(retry_at) AS next FROM differing`,
    );
  }

  mark(ref: EntityRef): void {
    this.#mark.run(treeNumber(ref.tree), ref.id);
  }

  markLocal(id: number): void {
    const agreed = this.#agreedOfLocal.get(id);
    this.#mark.run(treeNumber(agreed === undefined ? 'local' : 'synced'), agreed ?? id);
  }

  markCloud(key: number): void {
    const agreed = this.#agreedOfCloud.get(key);
    this.#mark.run(treeNumber(agreed === undefined ? 'cloud' : 'synced'), agreed ?? key);
  }

  settle(ref: EntityRef): void {
    this.#settle.run(treeNumber(ref.tree), ref.id);
  }

  hold(
    ref: EntityRef,
    reason: HoldReason,
    detail: string | undefined,
    retryAtMs: number | undefined,
    nowMs: number,
  ): void {
    this.#hold.run({
      tree: treeNumber(ref.tree),
      id: ref.id,
      hold: reason,
      detail: detail ?? null,
      retryAt: retryAtMs ?? null,
      now: nowMs,
    });
  }

  next(after: EntityRef | undefined, limit: number, nowMs: number): EntityRef[] {
    const [tree, id] = after === undefined ? [-1, 0] : [treeNumber(after.tree), after.id];
    // Nobody waits for longer than that; who seems to wrote it down before the clock was set back.
    return this.#next.all(tree, id, nowMs, nowMs + LONGEST_WAIT_MS, limit).map(refOf);
  }

  held(limit: number): DifferingNode[] {
    return this.#held.all(limit).map(node);
  }

  one(ref: EntityRef): DifferingNode | undefined {
    const row = this.#one.get(treeNumber(ref.tree), ref.id);
    return row && node(row);
  }

  reviveBlocked(): void {
    this.#revive.run();
  }

  tryAgain(): void {
    this.#tryAgain.run();
  }

  counts(): { pending: number; held: number; nextRetryMs: number | undefined } {
    const row = this.#counts.get();
    return { pending: row?.pending ?? 0, held: row?.held ?? 0, nextRetryMs: row?.next ?? undefined };
  }
}

function node(row: DifferingRow): DifferingNode {
  return {
    ref: refOf(row),
    // What was written is a HoldReason; the column is text only because SQLite knows no unions.
    hold: (row.hold as HoldReason | null) ?? undefined,
    detail: row.detail ?? undefined,
    sinceMs: row.since,
    retryAtMs: row.retry_at ?? undefined,
    attempts: row.attempts,
  };
}
