import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { metricsText, startMetrics } from '../../../../app/headless/metrics.ts';
import type { Status } from '../../../../shared/contract/status.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

const STATUS: Status = {
  state: 'attention',
  watching: true,
  links: [
    {
      rootId: 7,
      name: 'Secret project',
      folder: '/home/anna/Secret project',
      state: 'attention',
      pending: 3,
      conflicts: 1,
      held: 2,
      failed: 0,
      lastSyncedAt: '2026-11-24T08:15:30.000Z',
    },
  ],
  transfers: [],
};
const engine = { handlers: { status: async () => STATUS } };

function ask(port: number, target: string, host: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path: target, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    call.on('error', reject);
    call.end();
  });
}

test('the text is one that Prometheus reads, and holds numbers but no names', () => {
  const text = metricsText(STATUS, '1.2.3');
  const line =
    /^(?:# (?:HELP|TYPE) leitz_cloud_\w+ .+|leitz_cloud_\w+(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? \d+(?:\.\d+)?)$/u;
  for (const one of text.trimEnd().split('\n')) expect(one).toMatch(line);
  expect(text).toContain('leitz_cloud_held{root="7"} 2\n');
  expect(text).toContain('leitz_cloud_link_state{root="7",state="attention"} 1\n');
  expect(text).toContain('leitz_cloud_link_state{root="7",state="synced"} 0\n');
  expect(text).toContain('leitz_cloud_last_synced_timestamp_seconds{root="7"} 1795508130\n');
  expect(text).not.toMatch(/secret|anna/iu);
});

test('a file is there while it runs, and gone afterwards', async () => {
  const file = path.join(temporaryFolder(), 'leitz.prom');
  const metrics = await startMetrics({ engine, version: '1', file });
  expect(readFileSync(file, 'utf8')).toContain('leitz_cloud_watching 1\n');
  expect(metrics.address).toBeUndefined();
  await metrics.close();
  expect(existsSync(file)).toBe(false);
});

test('on loopback it answers under its own names only, and only what it is for', async () => {
  const metrics = await startMetrics({ engine, version: '1', port: 0 });
  onTestFinished(() => metrics.close());
  const port = Number(new URL(metrics.address ?? '').port);
  expect((await ask(port, '/metrics', `127.0.0.1:${port}`)).body).toContain('leitz_cloud_pending{root="7"} 3');
  expect((await ask(port, '/metrics', 'evil.test')).status).toBe(421);
  expect((await ask(port, '/', `localhost:${port}`)).status).toBe(404);
});
