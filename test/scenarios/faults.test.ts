/**
 * Each way of the cloud to misbehave, while both sides are full and people go on working on both: nothing is lost, the
 * client says what is going on, and once the fault is over the next syncs make both sides equal, without a restart.
 */
import { describe, expect, it } from 'vitest';
import type { RealClient } from '../support/real-client.ts';
import { FAULTS, type FaultCase } from '../support/real-faults.ts';
import { changesDuring, changesMore, expectUntouched, populated } from '../support/real-stories.ts';

/** It says so: the sync fails with the fault's code, or names each item that it stopped. */
async function tellsOf(client: RealClient, fault: FaultCase): Promise<void> {
  const code = await client.trySync();
  if (fault.codes.length === 0) {
    expect(code).toBe('none');
    expect(client.difference()).toEqual([]);
    return;
  }
  if (code !== 'none') {
    expect(fault.codes).toContain(code);
    return;
  }
  const failing = (await client.call('held', {})).filter(({ reason }) => reason === 'failing');
  const isQuiet = fault.codes.includes('none') || client.areEqual();
  if (!isQuiet) expect(failing.length).toBeGreaterThan(0);
}

describe.each(['subtree', 'level'] as const)('with %s hashes, nothing is lost and all is well afterwards:', (hash) => {
  it.each(FAULTS)('$name', async (fault) => {
    const client = await populated({ hash });
    changesDuring(client);
    fault.begin?.(client);
    client.cloud.setFaults({ rules: [...fault.rules] });
    await tellsOf(client, fault);
    expect(client.cloud.faultLog().length).toBeGreaterThan(0);
    expectUntouched(client);
    expect(client.lost()).toEqual([]);
    changesMore(client);
    await tellsOf(client, fault);
    expectUntouched(client);
    expect(client.lost()).toEqual([]);
    client.cloud.setFaults({});
    fault.end?.(client);
    await client.syncUntilEqual();
    expect(client.difference()).toEqual([]);
    expectUntouched(client);
    expect(client.lost()).toEqual([]);
    expect(await client.says()).toMatchObject({ reason: undefined });
  });

  it('a page of a list missing', async () => {
    const client = await populated({ hash });
    for (let n = 0; n < 120; n++) client.web.write('Plan.txt', `Plan, Fassung ${n}`);
    await client.sync();
    client.here.write('Plan.txt', 'Plan, hier geändert');
    const rule = { match: { endpoint: 'revisions' }, fault: { kind: 'missing-page' } } as const;
    client.cloud.setFaults({ rules: [rule] });
    expect(await client.trySync()).toBe('not-an-api-answer');
    expect((await client.says()).reason).toBe('not-an-api-answer');
    expect(client.lost()).toEqual([]);
    client.cloud.setFaults({});
    await client.syncUntilEqual();
    expect(client.difference()).toEqual([]);
    expect(client.web.read('Plan.txt')).toBe('Plan, hier geändert');
    expect(client.lost()).toEqual([]);
  });
});
