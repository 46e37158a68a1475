import { expect, test } from 'vitest';
import { noteCertificate } from '../../../main/certificates-seen.ts';
import { createRealLog } from '../../../main/real/log.ts';

test('another certificate is said once, also over a restart, and the first one is nothing to say', () => {
  const kept = new Map<string, string>();
  const state = {
    setting: (key: string) => kept.get(key),
    setSetting: (key: string, value: string | undefined) =>
      void (value === undefined ? kept.delete(key) : kept.set(key, value)),
  };
  const lines: string[] = [];
  const log = createRealLog({ level: 'info', target: { stream: { write: (line) => lines.push(line) } } });
  const see = (fingerprint: string): void => noteCertificate(state, log, 'https://cloud.test', fingerprint);
  see('AA:AA');
  see('AA:AA');
  expect(lines).toEqual([]);
  see('BB:BB');
  see('BB:BB');
  expect(lines.length).toBe(1);
  expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({
    level: 'warn',
    server: 'https://cloud.test',
    before: 'AA:AA',
    now: 'BB:BB',
  });
  see('CC:CC');
  expect(lines.length).toBe(2);
});
