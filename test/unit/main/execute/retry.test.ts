import { expect, it } from 'vitest';
import { CATALOGUE, type ErrorCode, SyncError } from '../../../../main/errors.ts';
import { backoffMs, consequence } from '../../../../main/execute/retry.ts';

const codes = Object.keys(CATALOGUE) as ErrorCode[];

it('trouble of the link or the account stops the run, trouble of one item never does', () => {
  for (const code of codes) {
    const stops = consequence(new SyncError(code), 0, 0.5).kind === 'stop';
    expect(stops, code).toBe(CATALOGUE[code].scope !== 'item' || code === 'cancelled');
  }
});

it('what moved is looked at again at once', () => {
  expect(consequence(new SyncError('changed'), 0, 0.5)).toEqual({ kind: 'again' });
  expect(consequence(new SyncError('name-conflict'), 3, 0.5)).toEqual({ kind: 'again' });
});

it('what can only be helped by somebody waits without a time; a lock is asked about again', () => {
  expect(consequence(new SyncError('file-too-large'), 0, 0.5)).toEqual({
    kind: 'hold',
    reason: 'too-large',
    retryInMs: undefined,
  });
  expect(consequence(new SyncError('locked'), 0, 0.5)).toMatchObject({ reason: 'locked', retryInMs: 30_000 });
});

it('the server’s own waiting time is kept', () => {
  expect(consequence(new SyncError('cut-off', { retryAfterMs: 1_234 }), 5, 0.5)).toMatchObject({
    reason: 'failing',
    retryInMs: 1_234,
  });
});

it('waiting grows with every failure up to five minutes and a quarter, and never comes down', () => {
  const waits = Array.from({ length: 20 }, (_, attempts) => backoffMs(attempts, 0.5));
  expect(waits[0]).toBe(2_000);
  expect(waits).toEqual(waits.toSorted((one, other) => one - other));
  expect(backoffMs(100, 1)).toBe(375_000);
});
