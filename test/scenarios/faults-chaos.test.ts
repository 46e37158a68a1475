/**
 * Everything that can go wrong with a single request goes wrong now and then, by a seed, while people work on both
 * sides. The seed is in the name of each story: the same one makes the same plan of faults and the same changes.
 */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../cloud/fault-engine.ts';
import type { RealClient } from '../support/real-client.ts';
import type { Rule } from '../support/real-faults.ts';
import type { Hands } from '../support/real-hands.ts';
import { bulk, populated } from '../support/real-stories.ts';

const FILES = { path: '/api/2/files/*' } as const;
const READING = { ...FILES, method: 'GET' } as const;

const MIX: readonly Rule[] = [
  { match: FILES, probability: 0.04, fault: { kind: 'reset-before' } },
  { match: FILES, probability: 0.04, fault: { kind: 'reset-after' } },
  { match: FILES, probability: 0.03, fault: { kind: 'status', status: 500 } },
  { match: FILES, probability: 0.02, fault: { kind: 'status', status: 429, retryAfter: 1 } },
  { match: FILES, probability: 0.02, fault: { kind: 'status', status: 503, html: true } },
  { match: FILES, probability: 0.02, fault: { kind: 'html' } },
  { match: FILES, probability: 0.02, fault: { kind: 'broken-json' } },
  { match: READING, probability: 0.03, fault: { kind: 'empty-list' } },
  { match: READING, probability: 0.03, fault: { kind: 'truncate', bytes: 40 } },
  { match: READING, probability: 0.2, fault: { kind: '304-with-body' } },
  { match: FILES, probability: 0.02, fault: { kind: 'expire-token' } },
  { match: FILES, probability: 0.1, fault: { kind: 'delay', ms: 1, jitterMs: 10 } },
  { probability: 0.3, limit: 2, fault: { kind: 'refresh-fails', with: 'server' } },
];

const FOLDERS = ['', 'Projekte/', 'Projekte/Tief/unten/', 'Bilder/', 'Neu/', 'Neu/Unter/'];

/** A few changes on one side; what it may not touch any more because it is not there is left out. */
function work(hands: Hands, who: string, round: number, draw: () => number): void {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(draw() * list.length)];
  for (let n = 0; n < 4; n++) {
    const files = Object.entries(hands.tree()).filter(([, what]) => what !== 'folder');
    const [file] = pick(files) ?? [undefined];
    const name = `${pick(FOLDERS)}${who} ${round}-${n}.txt`;
    const kind = draw();
    if (kind < 0.4 || file === undefined) hands.write(name, `${who} schreibt ${round}-${n}`);
    else if (kind < 0.5) hands.write(`${pick(FOLDERS)}${who} ${round}-${n}.bin`, bulk(200_000 + n, round * 10 + n));
    else if (kind < 0.7) hands.write(file, `${who} ändert ${file} ${round}-${n}`);
    else if (kind < 0.85) hands.rename(file, file.replace(/[^/]*$/, `${who} benennt ${round}-${n}.txt`));
    else hands.remove(file);
  }
}

async function story(client: RealClient, seed: number): Promise<void> {
  const draw = seededRandom(seed);
  client.cloud.setFaults({ seed, rules: [...MIX] });
  for (let round = 0; round < 6; round++) {
    work(client.here, 'hier', round, draw);
    work(client.web, 'dort', round, draw);
    await client.trySync();
    if (draw() < 0.3) await client.restart();
    // What was only waiting for its next try gets it in the next round.
    client.clock.skewMs += 60_000;
  }
  expect(client.cloud.faultLog().length).toBeGreaterThan(5);
  client.cloud.setFaults({});
  await client.syncUntilEqual(8);
  expect(client.difference()).toEqual([]);
  expect(client.lost()).toEqual([]);
  expect((await client.sync()).cycles).toBe(1);
}

describe.each(['subtree', 'level'] as const)('with %s hashes', (hash) => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('a bad week, seed %i', async (seed) => {
    await story(await populated({ hash }), seed);
  });
});
