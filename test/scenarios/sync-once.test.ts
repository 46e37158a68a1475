/** What `sync`, asked for once and not watched, owes to whoever asks. */
import { expect, it } from 'vitest';
import { realClient } from '../support/real-client.ts';

it('tries what failed before at once, without waiting for its next turn', async () => {
  const client = await realClient();
  client.here.write('a.txt', 'from here');
  const rule = { match: { method: 'POST', path: '/api/2/files/*' }, fault: { kind: 'reset-before' } } as const;
  client.cloud.setFaults({ rules: [rule] });
  // Several tries push the next turn minutes away.
  for (let n = 0; n < 5; n++) expect(await client.sync()).toMatchObject({ failed: 1 });
  client.cloud.setFaults({});
  expect(await client.sync()).toMatchObject({ failed: 0, uploaded: 1 });
  expect(client.difference()).toEqual([]);
});

it('that ends before anything was looked at says so in the status', async () => {
  const client = await realClient();
  await client.sync();
  expect(await client.says()).toMatchObject({ state: 'synced', reason: undefined });
  client.cloud.setFaults({ rules: [{ match: { endpoint: 'me' }, fault: { kind: 'status', status: 502 } }] });
  expect(await client.trySync()).toBe('server-error');
  expect(await client.says()).toEqual({ state: 'offline', reason: 'server-error' });
  client.cloud.setFaults({ rules: [{ match: { endpoint: 'me' }, fault: { kind: 'reset-before' } }] });
  expect(await client.trySync()).toBe('cut-off');
  expect(await client.says()).toEqual({ state: 'offline', reason: 'cut-off' });
  client.cloud.setFaults({});
  await client.sync();
  expect(await client.says()).toMatchObject({ state: 'synced', reason: undefined });
});
