import { describe, expect, it } from 'vitest';
import { Queries } from '../../../renderer/state/queries.ts';
import type { Call } from '../../../shared/contract/contract.ts';
import type { Result } from '../../../shared/contract/result.ts';

/** A call whose answers the story gives when it wants to. */
function scripted() {
  const asked: ((result: Result<unknown>) => void)[] = [];
  const call = (() =>
    new Promise<Result<unknown>>((resolve) => {
      asked.push(resolve);
    })) as unknown as Call;
  const answer = async (value: unknown): Promise<void> => {
    asked.at(-1)?.({ ok: true, value });
    await new Promise((resolve) => setImmediate(resolve));
  };
  const fail = async (code: string): Promise<void> => {
    asked.at(-1)?.({ ok: false, error: { code } });
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queries: new Queries(call), asked, answer, fail };
}

describe('answers that are kept', () => {
  it('are asked for once, however many look at them', async () => {
    const { queries, asked, answer } = scripted();
    queries.open('held', {}).watch(() => undefined);
    queries.open('held', {}).watch(() => undefined);
    await answer([]);
    expect(asked.length).toBe(1);
    expect(queries.peek('held', {})).toEqual({ value: [], asking: false });
  });

  it('are asked for again at once where somebody looks, and later where nobody does', async () => {
    const { queries, asked, answer } = scripted();
    const stop = queries.open('held', {}).watch(() => undefined);
    await answer([]);
    queries.refresh('held');
    expect(asked.length).toBe(2);
    await answer([]);
    stop();
    queries.refresh('held');
    expect(asked.length).toBe(2);
    queries.open('held', {});
    expect(asked.length).toBe(3);
  });

  it('are asked for once more when something changed while they were on their way', async () => {
    const { queries, asked, answer } = scripted();
    queries.open('held', {}).watch(() => undefined);
    queries.refresh('held');
    queries.refresh('held');
    expect(asked.length).toBe(1);
    await answer([]);
    expect(asked.length).toBe(2);
    await answer([]);
    expect(asked.length).toBe(2);
  });

  it('stay when asking again fails, and are the same object when nothing changed', async () => {
    const { queries, answer, fail } = scripted();
    queries.open('activity', {}).watch(() => undefined);
    await answer([{ id: 1 }]);
    const before = queries.peek('activity', {}).value;
    queries.refresh('activity');
    await answer([{ id: 1 }]);
    expect(queries.peek('activity', {}).value).toBe(before);
    queries.refresh('activity');
    await fail('connection-lost');
    expect(queries.peek('activity', {})).toEqual({ value: before, error: { code: 'connection-lost' }, asking: false });
  });
});
