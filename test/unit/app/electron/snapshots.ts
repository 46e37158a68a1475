/** Small snapshots for tests: only what a test is about is named. */
import type { Snapshot, Status } from '../../../../app/electron/snapshot.ts';
import { firstSnapshot } from '../../../../app/electron/snapshot.ts';

type Link = Status['links'][number];

export const link = (change: Partial<Link> = {}): Link => ({
  rootId: 7,
  name: 'Plans',
  folder: '/home/ann/Plans',
  state: 'synced',
  pending: 0,
  conflicts: 0,
  held: 0,
  failed: 0,
  lastSyncedAt: '2026-11-24T08:00:00.000Z',
  ...change,
});

export const status = (change: Partial<Status> = {}): Status => ({
  state: 'synced',
  watching: true,
  links: [link()],
  transfers: [],
  ...change,
});

export const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  ...firstSnapshot('credential-store'),
  engine: 'running',
  status: status(),
  ...change,
});

export const transfer = (bytesDone: number, bytes: number): Status['transfers'][number] => ({
  id: 't',
  rootId: 7,
  path: '/a.bin',
  direction: 'down',
  bytes,
  bytesDone,
  startedAt: '2026-11-24T08:00:00.000Z',
});

export const timeOf = (iso: string): string => iso.slice(11, 16);
