/** Processes that end by SIGKILL in the middle of their work, on the real file system, and what the next one makes of it. */
import { expect, test } from 'vitest';
import { type Death, startMortal } from '../support/mortal.ts';
import { type RealClient, realClient } from '../support/real-client.ts';
import { bulk } from '../support/real-stories.ts';
import { Chance } from '../support/sim-random.ts';

const MIB = 1024 * 1024;
/** Dozens of processes start one after the other, on machines that may have other things to do. */
const PATIENT = { timeout: 600_000 };

/** What the first day leaves on both sides. */
async function yesterday(): Promise<RealClient> {
  const client = await realClient();
  const { here, web } = client;
  for (const path of ['a/here', 'a/there', 'a/both', 'b/one', 'b/two', 'b/deep/file'])
    here.write(path, `first ${path}`);
  web.mkdir('c');
  await client.sync();
  expect(client.difference()).toEqual([]);
  return client;
}

/** A bit of everything that needs an intent, and of what does not; different in each round. */
function changes({ here, web }: RealClient, round: number): void {
  here.write('a/here', `edited here, ${round}`);
  web.write('a/there', `edited there, ${round}`);
  here.write('a/both', `edited on both sides, here, ${round}`);
  web.write('a/both', `edited on both sides, there, ${round}`);
  for (const [from, to] of [
    ['b/one', 'b/aside'],
    ['b/two', 'b/one'],
    ['b/aside', 'b/two'],
  ] as const)
    web.rename(from, to);
  const [from, to] = here.exists('b/deep') ? (['b/deep', 'c/deep'] as const) : (['c/deep', 'b/deep'] as const);
  web.rename(from, to);
  here.write(`new here/${round}`, `new here, ${round}`);
  web.write(`c/new there ${round}`, `new there, ${round}`);
  if (round > 1) {
    here.remove(`new here/${round - 1}`);
    web.remove(`c/new there ${round - 1}`);
  }
}

/** Contents that are whole: all that exists anywhere before somebody syncs. */
const whole = ({ here, web }: RealClient): Set<string> =>
  new Set([...here.everything(), ...web.everything(), 'folder']);

/** A process of its own syncs until it is done or dies; then we go on, and no law is broken. True if it died. */
async function survives(client: RealClient, how: Death | { readonly ms: number }, when: string): Promise<boolean> {
  const complete = whole(client);
  const ended = await client.apart(async () => {
    const mortal = await startMortal(client.home, 'ms' in how ? {} : { death: how });
    const answer = mortal.call('sync', {});
    if ('ms' in how) setTimeout(() => void mortal.kill(), how.ms);
    const result = await answer;
    await mortal.kill();
    return result;
  });
  for (const shown of [client.here.tree(), client.web.tree()])
    for (const [path, digest] of Object.entries(shown))
      expect(complete.has(digest), `${when}: ${path} is whole`).toBe(true);
  await client.syncUntilEqual();
  expect(client.difference(), when).toEqual([]);
  expect(client.lost(), when).toEqual([]);
  return ended === 'died';
}

test('killed at every border of an intent, the next start goes on', PATIENT, async () => {
  const client = await yesterday();
  let round = 1;
  for (let count = 1; ; count += 1, round += 1) {
    changes(client, round);
    if (!(await survives(client, { at: 'intent', count }, `at border ${count}`))) break;
  }
  expect(round).toBeGreaterThan(8);
});

test('killed at random calls of the disk, the cloud and the journal, the next start goes on', PATIENT, async () => {
  const chance = new Chance(20261124);
  const client = await yesterday();
  let deaths = 0;
  for (let round = 1; round <= 10; round += 1) {
    changes(client, round);
    const count = chance.between(1, 500);
    if (await survives(client, { at: 'call', count }, `round ${round}, at call ${count}`)) deaths += 1;
  }
  expect(deaths).toBeGreaterThan(3);
});

test('killed at random moments, as the machine has it, the next start goes on', PATIENT, async () => {
  const chance = new Chance(47);
  const client = await yesterday();
  for (let round = 1; round <= 5; round += 1) {
    changes(client, round);
    const ms = chance.between(0, 250);
    await survives(client, { ms }, `round ${round}, after ${ms} ms`);
  }
});

test('killed in the middle of big transfers, nothing half is shown, and they go on', PATIENT, async () => {
  const chance = new Chance(4711);
  const client = await realClient();
  const size = 12 * MIB;
  for (let round = 1; round <= 4; round += 1) {
    client.here.write('up.bin', bulk(size + round, round));
    client.web.write('down.bin', bulk(size - round, round + 100));
    const count = chance.between(1, 2 * size - MIB);
    expect(await survives(client, { at: 'byte', count }, `round ${round}, after ${count} bytes`)).toBe(true);
  }
});
