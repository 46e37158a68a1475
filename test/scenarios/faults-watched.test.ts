/**
 * The client as it runs all day, watching both sides, when the cloud has a bad time: it says what is going on while it
 * lasts, and when it ends all is made up for without anybody doing anything.
 */
import { describe, expect, it } from 'vitest';
import type { RealClient } from '../support/real-client.ts';
import { FAULTS, type FaultCase } from '../support/real-faults.ts';
import { changesDuring, changesMore, expectUntouched, populated } from '../support/real-stories.ts';

const NAMES: ReadonlySet<string> = new Set([
  'a delay everywhere',
  'a stall everywhere',
  'a stall while writing',
  'a reset before the effect everywhere',
  'a reset after the effect while writing',
  'a body that stops while reading',
  'a download that stops',
  'a 304 with a body everywhere',
  'a 429 everywhere',
  'a 429 with Retry-After',
  'a 500 while writing',
  'a 502 while reading',
  'a 503 as a web page',
  'a 504 everywhere',
  'a web page with 200 everywhere',
  'broken JSON while reading',
  'an empty list',
  'a token that expires every fifth request',
  'a refresh that fails once',
  'a refresh that fails for long',
  "the cloud's clock wrong by -5 hours",
  "the cloud's clock wrong by 5 hours",
  'our clock wrong by -5 hours',
  'our clock wrong by 5 hours',
  'a root whose access is withdrawn',
]);
const CASES = FAULTS.filter(({ name }) => NAMES.has(name));

/** The link's state tells the fault by its code, or the items it stopped are held by name. */
async function isTold(client: RealClient, fault: FaultCase): Promise<boolean> {
  const { reason } = await client.says();
  if (reason !== undefined) return fault.codes.includes(reason);
  return (await client.call('held', {})).some((item) => item.reason === 'failing' && item.detail !== undefined);
}

it('every fault of the list is there', () => expect(CASES.length).toBe(NAMES.size));

describe.each(['subtree', 'level'] as const)(
  'with %s hashes, the running client says so and recovers by itself:',
  (hash) => {
    it.each(CASES)('$name', async (fault) => {
      const client = await populated({ hash, speed: 20 });
      await client.start();
      await client.untilCalm();
      fault.begin?.(client);
      client.cloud.setFaults({ rules: [...fault.rules] });
      changesDuring(client);
      if (fault.codes.length > 0 && !fault.codes.includes('none'))
        await client.until('the client tells of the fault', () => isTold(client, fault));
      changesMore(client);
      if (fault.codes.length === 0 || fault.codes.includes('none')) await client.untilCalm();
      expectUntouched(client);
      expect(client.lost()).toEqual([]);
      client.cloud.setFaults({});
      fault.end?.(client);
      await client.untilCalm();
      expectUntouched(client);
      expect(client.lost()).toEqual([]);
    });
  },
);

it('a page missing from the list of what changed hides nothing', async () => {
  const client = await populated({ hash: 'level', speed: 20 });
  await client.start();
  await client.untilCalm();
  client.cloud.setFaults({ rules: [{ match: { endpoint: 'modifiedSince' }, fault: { kind: 'missing-page' } }] });
  client.web.user.fill('/Projekte/Tief/Viele', 250);
  client.web.write('Projekte/Tief/unten/Grund.txt', 'nur hier unten geändert');
  await client.until('the list was asked for', () => client.cloud.faultLog().length > 0);
  await client.untilCalm();
  expectUntouched(client);
  expect(client.lost()).toEqual([]);
});
