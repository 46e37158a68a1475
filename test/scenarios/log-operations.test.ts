/** Every line of the log that belongs to one action carries the action's name, and the activity tells that name. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type RealClient, realClient } from '../support/real-client.ts';

interface Line {
  readonly msg: string;
  readonly operation?: string;
  readonly endpoint?: string;
}

const logOf = (client: RealClient): readonly Line[] =>
  readFileSync(path.join(client.home, 'log', 'leitz-cloud.log'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): Line => JSON.parse(line));

it('what was done at the same time is told apart, from the first request to the end', async () => {
  const client = await realClient({ logLevel: 'debug' });
  for (const name of ['a', 'b', 'c']) client.here.write(`${name}.txt`, name);
  client.web.write('d.txt', 'd');
  await client.sync();
  const done = await client.call('activity', {});
  expect(done.length).toBe(4);
  expect(new Set(done.map(({ operation }) => operation)).size).toBe(4);
  const lines = logOf(client);
  for (const { action, operation } of done) {
    const own = lines.filter((line) => line.operation === operation);
    expect(own.filter(({ msg }) => msg === 'action done').length).toBe(1);
    const requests = own.filter(({ msg }) => msg === 'request').map(({ endpoint = '' }) => endpoint.split('/').at(-1));
    // Each has its own transfer, and nothing of its neighbours'.
    expect(requests.filter((last) => last === action)).toEqual([action]);
  }
  // What belongs to no action names none.
  const listing = lines.find(({ endpoint }) => endpoint === 'GET /api/2/files/:root');
  expect(listing).toBeDefined();
  expect(listing).not.toHaveProperty('operation');
});

it('what failed leads to its requests', async () => {
  const client = await realClient({ logLevel: 'debug' });
  client.here.write('a.txt', 'a');
  const rule = { match: { method: 'POST', path: '/api/2/files/*' }, fault: { kind: 'status', status: 500 } } as const;
  client.cloud.setFaults({ rules: [rule] });
  await client.trySync();
  const lines = logOf(client);
  const failed = lines.find(({ msg }) => msg === 'action did not succeed');
  expect(failed?.operation).toContain('.upload-new.');
  const own = lines.filter(({ operation }) => operation === failed?.operation);
  expect(own.some(({ msg, endpoint }) => msg === 'request' && endpoint?.endsWith('/upload'))).toBe(true);
});
