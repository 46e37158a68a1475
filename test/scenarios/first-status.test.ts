import { expect, it } from 'vitest';
import { desk } from './everyday-support.ts';

it('is not in sync before the first sync has ended, however little is known of what is missing', async () => {
  const { web, ask, sync } = await desk();
  web.write('/a.txt', 'there, and nobody has looked yet');
  expect(await ask('status', {})).toMatchObject({
    state: 'working',
    links: [{ state: 'waiting', pending: 0, lastSyncedAt: null }],
  });
  await sync();
  expect(await ask('status', {})).toMatchObject({
    state: 'synced',
    links: [{ state: 'synced', lastSyncedAt: expect.any(String) }],
  });
});
