/** Guest networks, sleep and other networks: said as what they are, and over as soon as they are over. */
import { expect, it } from 'vitest';
import type { NetworkChange } from '../../main/world.ts';
import { type RealClient, realClient } from '../support/real-client.ts';

/** A network that changes when the story says so. */
function toldNetwork() {
  const listeners = new Set<(change: NetworkChange) => void>();
  return {
    systemProxy: async () => undefined,
    proxyScript: async () => undefined,
    watch: (listener: (change: NetworkChange) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    listeners,
    change: (change: NetworkChange) => {
      for (const listener of listeners) listener(change);
    },
  };
}

const untilOffline = (client: RealClient, reason: string): Promise<void> =>
  client.until(`it is offline for ${reason}`, async () => {
    const says = await client.says();
    return says.state === 'offline' && says.reason === reason;
  });

it('a guest network that wants a sign-in is told as one, and the link goes on by itself afterwards', async () => {
  const client = await realClient({ speed: 20 });
  client.here.write('before.txt', 'before');
  await client.start();
  await client.untilCalm();
  client.cloud.setFaults({ rules: [{ fault: { kind: 'html' } }] });
  client.here.write('hotel.txt', 'written in the hotel');
  await untilOffline(client, 'captive-portal');
  const { state, reason } = await client.call('status', {});
  expect({ state, reason }).toEqual({ state: 'offline', reason: 'captive-portal' });
  expect(client.web.exists('before.txt')).toBe(true);
  client.cloud.setFaults({});
  await client.untilCalm();
  expect(client.web.read('hotel.txt')).toBe('written in the hotel');
  expect(client.lost()).toEqual([]);
});

/** Nothing would be tried for most of an hour by itself. */
const LONG = { rules: [{ fault: { kind: 'status', status: 503, retryAfter: 3000 } }] } as const;

it.each(['woke', 'lost', 'gained'] as const)(
  'after the network %s, everything is tried again at once',
  async (change) => {
    const network = toldNetwork();
    const client = await realClient({ network });
    await client.start();
    await client.untilCalm();
    client.cloud.setFaults({ rules: [...LONG.rules] });
    client.here.write('a.txt', 'a');
    await untilOffline(client, 'rate-limited');
    client.cloud.setFaults({});
    network.change(change);
    await client.untilCalm();
    expect(client.web.read('a.txt')).toBe('a');
  },
);

it('whoever knows of another network before the engine does may say so', async () => {
  const client = await realClient({ network: toldNetwork() });
  await client.start();
  await client.untilCalm();
  client.cloud.setFaults({ rules: [...LONG.rules] });
  client.here.write('a.txt', 'a');
  await untilOffline(client, 'rate-limited');
  client.cloud.setFaults({});
  expect(await client.call('networkChanged', {})).toEqual({ links: 1 });
  await client.untilCalm();
});

it('a transfer on a connection that died in the sleep does not wait for its time to run out', async () => {
  const network = toldNetwork();
  const client = await realClient({ network });
  client.patience.idleMs = 3_600_000;
  await client.start();
  await client.untilCalm();
  client.cloud.setFaults({ rules: [{ match: { endpoint: 'download' }, fault: { kind: 'stall' }, limit: 1 }] });
  client.web.write('b.txt', 'from there');
  await client.call('syncNow', {});
  await client.until('the download hangs', () => client.cloud.faultLog().length > 0);
  network.change('woke');
  await client.untilCalm();
  expect(client.here.read('b.txt')).toBe('from there');
});

it('the network is listened to while the engine watches, and not after its end', async () => {
  const network = toldNetwork();
  const client = await realClient({ network });
  expect(network.listeners.size).toBe(0);
  await client.start();
  expect(network.listeners.size).toBe(1);
  await client.restart();
  expect(network.listeners.size).toBe(0);
});
