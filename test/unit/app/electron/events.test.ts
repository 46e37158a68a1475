import { expect, test } from 'vitest';
import { coalesce } from '../../../../app/electron/coalesce.ts';
import { EventQueue } from '../../../../app/electron/event-queue.ts';
import type { Event } from '../../../../shared/contract/events.ts';
import { status, transfer } from './snapshots.ts';

const moved = (id: string, bytesDone: number): Event => ({
  type: 'transfer',
  phase: 'moved',
  transfer: { ...transfer(bytesDone, 100), id },
});
const done = (id: string): Event => ({ type: 'transfer', phase: 'done', transfer: { ...transfer(100, 100), id } });
const told: Event = { type: 'status', status: status() };

test('only the last word about a thing is kept, in its place; what happened is kept whole', () => {
  const events = [told, moved('a', 1), done('b'), moved('a', 2), done('b'), told];
  expect(coalesce(events)).toEqual([done('b'), moved('a', 2), done('b'), told]);
});

test('a window that loads misses nothing, and gets it once', () => {
  const got: Event[] = [];
  const queue = new EventQueue((events) => void got.push(...events));
  queue.add([done('a')]);
  expect(got).toEqual([]);
  queue.open();
  queue.add([done('b')]);
  queue.close();
  queue.add([done('c')]);
  expect(got).toEqual([done('a'), done('b')]);
  queue.open();
  expect(got).toEqual([done('a'), done('b'), done('c')]);
});

test('a page that never comes up does not fill the memory', () => {
  const got: Event[] = [];
  const queue = new EventQueue((events) => void got.push(...events));
  for (let count = 0; count < 20_000; count += 1) queue.add([done(String(count))]);
  queue.open();
  expect(got).toHaveLength(5000);
  expect(got.at(-1)).toEqual(done('19999'));
});
