/** What the doctor makes of what it sees; the whole of it beside a cloud is in test/scenarios/doctor.test.ts. */
import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { look } from '../../../../main/engine/doctor/check.ts';
import { integrityCheck, statisticsOf } from '../../../../main/engine/doctor/journal-file.ts';
import { watcherLimitCheck } from '../../../../main/engine/doctor/links.ts';
import { answerCheck, certificateCheck, clockCheck, sameCertificate } from '../../../../main/engine/doctor/network.ts';
import { environmentCheck } from '../../../../main/engine/doctor/proxy.ts';
import { permissionCheck, roomCheck } from '../../../../main/engine/doctor/surroundings.ts';
import { SyncError } from '../../../../main/errors.ts';
import { createRealDisk } from '../../../../main/real/disk.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

test.each([
  [0, 'good'],
  [59_000, 'good'],
  [-2 * MINUTE, 'warning'],
  [2 * 60 * MINUTE, 'bad'],
])('a clock that is %d ms off is %s', (off, outcome) => {
  const check = clockCheck(off);
  expect(check.outcome).toBe(outcome);
  if (outcome !== 'good') expect(check.fix).toContain('Set the clock');
});

test.each([
  [100, 8192, 'good'],
  [5000, 8192, 'warning'],
  [8192, 8192, 'bad'],
  [1_000_000, undefined, 'good'],
] as const)('%d folders under a limit of %s watches are %s', (folders, limit, outcome) => {
  const check = watcherLimitCheck(folders, limit);
  expect(check.outcome).toBe(outcome);
  if (outcome === 'bad') expect(check.fix).toContain('fs.inotify.max_user_watches=');
});

test('an attempt to turn the checking of certificates off is said', () => {
  expect(environmentCheck({})).toEqual([]);
  const [check] = environmentCheck({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  expect(check?.found).toContain('certificates are checked all the same');
});

test.each([
  [3, 'warning'],
  [300, 'good'],
])('a certificate that is good for %d more days is %s', (days, outcome) => {
  const now = Date.UTC(2026, 0, 1);
  const certificate = { valid_to: new Date(now + days * DAY + 1000).toUTCString(), issuer: { O: 'Example CA' } };
  const check = certificateCheck({ protocol: 'TLSv1.3', certificate: certificate as never, chain: ['a', 'b'] }, now);
  expect(check).toMatchObject({
    outcome,
    found: expect.stringContaining(`Example CA, good for ${days} more days, chain a < b`),
  });
});

test('a certificate that was changed is said, once, though it is trusted', () => {
  const kept = new Map<string, string>();
  const state = {
    setting: (key: string) => kept.get(key),
    setSetting: (key: string, value: string | undefined) => void kept.set(key, value ?? ''),
  };
  const outcomes = ['AA', 'AA', 'BB', 'BB'].map((print) => sameCertificate(state, 'https://cloud.test', print).outcome);
  expect(outcomes).toEqual(['good', 'good', 'warning', 'good']);
});

test('a full disk is bad, a nearly full one a warning', async () => {
  const disk = (free: number) => ({ ...createRealDisk(), volume: async () => ({ free, id: 'x' }) });
  expect((await roomCheck('disk', disk(10_000_000), '/data')).outcome).toBe('bad');
  expect((await roomCheck('disk', disk(100_000_000), '/data')).outcome).toBe('warning');
  expect((await roomCheck('disk', disk(5_000_000_000), '/data')).outcome).toBe('good');
});

test('a home that others may look into is bad', async () => {
  const home = path.join(temporaryFolder(), 'home');
  mkdirSync(home, { mode: 0o700 });
  writeFileSync(path.join(home, 'x'), '');
  expect((await permissionCheck(home)).outcome).toBe('good');
  chmodSync(home, 0o755);
  expect(await permissionCheck(home)).toMatchObject({ outcome: 'bad', fix: expect.stringContaining('chmod go=') });
});

test('a damaged journal is found, a sound one is counted', () => {
  const file = path.join(temporaryFolder(), 'journal.db');
  expect(integrityCheck('journal', file).outcome).toBe('skipped');
  const db = new Database(file);
  db.exec('CREATE TABLE t (x TEXT)');
  const insert = db.prepare('INSERT INTO t VALUES (?)');
  db.transaction(() => {
    for (let row = 0; row < 2000; row += 1) insert.run('x'.repeat(100));
  })();
  db.close();
  expect(integrityCheck('journal', file).outcome).toBe('good');
  expect(statisticsOf(file)?.rows).toEqual({ t: 2000 });
  truncateSync(file, 20_000);
  expect(integrityCheck('journal', file)).toMatchObject({ outcome: 'bad', fix: expect.stringContaining('set aside') });
  writeFileSync(file, 'no database');
  expect(integrityCheck('journal', file).outcome).toBe('bad');
  expect(statisticsOf(file)).toBeUndefined();
});

test('what goes wrong in one look is said by it and ends no other', async () => {
  const [check] = await look('disk', () => Promise.reject(new SyncError('disk-error', { path: '/x', detail: 'EIO' })));
  expect(check).toMatchObject({ name: 'disk', outcome: 'bad', found: expect.stringContaining('EIO') });
});

test.each([
  [200, '{"version":"2.0.9"}', 'good', /answers/u],
  [200, '<!doctype html><title>Hotel</title>', 'bad', /in between/u],
  [302, '', 'bad', /in between/u],
  [511, '', 'bad', /in between/u],
  [404, '{"error":"not_found"}', 'bad', /does not answer as/u],
  [200, '{}', 'bad', /does not answer as/u],
])('an address that answers %i %s is %s', (status, text, outcome, found) => {
  const check = answerCheck('https://cloud.test', status, text);
  expect(check.outcome).toBe(outcome);
  expect(check.found).toMatch(found);
  expect(check.fix !== undefined).toBe(outcome === 'bad');
});
