/** The simulated cloud is held to the stand-in: the same questions, through the same client, get the same answers. */
import { expect, onTestFinished, test } from 'vitest';
import { SyncError } from '../../main/errors.ts';
import { createCloudAccount } from '../../main/remote/account.ts';
import type { CloudObject, CloudSide, UploadSource } from '../../main/sides.ts';
import { remoteWorld } from '../scenarios/remote-support.ts';
import { SimCloud } from '../support/sim-cloud.ts';
import { createSimHttp, ROOT_ID } from '../support/sim-http.ts';
import { Process, SimLoop } from '../support/sim-loop.ts';
import { Chance } from '../support/sim-random.ts';
import { random, TestClock, TestLog, TestSecrets } from '../unit/main/remote/support.ts';

const NAMES = ['a', 'A', 'b.txt', 'ä', 'x?', 'end.', 'ß'];
const SESSION = JSON.stringify({ access: 'token', refresh: 'r', lifeMs: 1e12, receivedMs: 0 });

async function simSide(hashMode: 'level' | 'subtree'): Promise<CloudSide> {
  const loop = new SimLoop();
  const marks = { onContent: () => undefined };
  const cloud = new SimCloud({ hashMode, separateIds: false, now: () => loop.nowMs, marks });
  const counts = { requests: 0, conditional: 0, bytesUp: 0, bytesDown: 0, others: [] };
  const troubles = { failing: 0 };
  const http = createSimHttp({ loop, process: new Process('test'), cloud, troubles, counts, person: 1 });
  const secrets = new TestSecrets();
  await secrets.set('session https://sim.example a@b', SESSION);
  const world = { http, clock: new TestClock(), secrets, random, log: new TestLog() };
  return createCloudAccount({ ...world, server: 'https://sim.example', user: 'a@b' }).side(ROOT_ID);
}

const sourceOf = (bytes: Uint8Array): UploadSource => ({
  size: bytes.byteLength,
  body: bytes,
  hash: () => bytes,
  close: () => Promise.resolve(),
});

/** What one side says, with its own numbers taken out. */
async function said(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return (await run()) ?? 'nothing';
  } catch (thrown) {
    if (thrown instanceof SyncError) return thrown.code;
    throw thrown;
  }
}

const shape = (node: CloudObject): string =>
  `${node.kind} ${node.name} ${node.kind === 'file' ? `${node.size} ${node.modifiedMs}` : ''}${node.deleted ? ' deleted' : ''}`;

/** One of the nodes made so far, with its number on each side. */
interface Twin {
  readonly kind: 'file' | 'folder';
  readonly ids: readonly number[];
}

async function readAll(side: CloudSide, id: number): Promise<string> {
  const file = await side.file(id);
  const { stream } = await side.download({ id, revision: file?.revision ?? 0 }, {});
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(Uint8Array.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}

function questions(chance: Chance, twins: readonly Twin[]) {
  const folders = twins.filter(({ kind }) => kind === 'folder');
  const files = twins.filter(({ kind }) => kind === 'file');
  const [node, folder, parent] = [chance.pick(twins), chance.pick(folders), chance.pick(folders)];
  const file = files.length === 0 ? undefined : chance.pick(files);
  const name = chance.pick(NAMES);
  const bytes = Buffer.from('x'.repeat(chance.between(1, 30)));
  const meta = { modifiedMs: 1_700_000_000_000 + chance.below(1000) * 1000, createdMs: 1_600_000_000_000 };
  const id = (twin: Twin, at: number): number => twin.ids[at] ?? 0;
  const isTop = node.ids[0] === 0;
  const all: Record<string, (side: CloudSide, at: number) => Promise<unknown>> = {
    makeFolder: (side, at) => side.createFolder(id(parent, at), name),
    upload: (side, at) => side.upload({ folder: id(parent, at), name }, sourceOf(bytes), meta, {}),
    list: async (side, at) => {
      const answer = await side.list(id(folder, at), { withDeleted: chance.isTrue(0.5) });
      return answer.modified ? answer.children.map(shape).sort() : 'not modified';
    },
    listAgain: async (side, at) => {
      const answer = await side.list(id(folder, at), {});
      const hash = answer.modified ? answer.hash : undefined;
      return (await side.list(id(folder, at), hash === undefined ? {} : { hash })).modified;
    },
    ...(isTop
      ? {}
      : {
          rename: (side, at) => side.rename(node.kind, id(node, at), name),
          move: (side, at) => side.move(node.kind, id(node, at), id(parent, at)),
          delete: (side, at) => side.delete(node.kind, id(node, at)),
          restore: (side, at) => side.restore(node.kind, id(node, at)),
          ask: async (side, at) => {
            const found = node.kind === 'file' ? await side.file(id(node, at)) : await side.folder(id(node, at));
            return found && `${shape(found)} ${found.path ?? ''}`;
          },
        }),
    ...(file === undefined
      ? {}
      : {
          download: (side, at) => readAll(side, id(file, at)),
          revisions: async (side, at) =>
            (await side.revisions(id(file, at))).map(({ size, modifiedMs }) => [size, modifiedMs]),
        }),
  };
  return all;
}

const isObject = (value: unknown): value is CloudObject =>
  typeof value === 'object' && value !== null && 'kind' in value;

test.each([
  [1, 'subtree'],
  [2, 'level'],
  [3, 'subtree'],
] as const)('three hundred questions are answered alike (seed %i, hashes over a %s)', async (seed, hash) => {
  const standIn = await remoteWorld({ hash });
  onTestFinished(() => standIn.end());
  const sides = [standIn.side, await simSide(hash)];
  const chance = new Chance(seed);
  const twins: Twin[] = [{ kind: 'folder', ids: [0, 0] }];
  for (let count = 0; count < 300; count += 1) {
    const asking = chance.seed();
    const what = chance.pick(Object.keys(questions(new Chance(asking), twins)));
    const answers: unknown[] = [];
    for (const [at, side] of sides.entries())
      answers.push(await said(() => questions(new Chance(asking), twins)[what]?.(side, at) ?? Promise.resolve()));
    const objects = answers.filter(isObject);
    if (objects.length === 2) {
      const [first] = objects;
      const isKnown = twins.some(({ kind, ids }) => kind === first?.kind && ids[0] === first.id);
      if (first !== undefined && !isKnown) twins.push({ kind: first.kind, ids: objects.map(({ id }) => id) });
    }
    const plain = answers.map((answer) => (isObject(answer) ? shape(answer) : answer));
    expect(plain[1], `question ${count}: ${what}`).toEqual(plain[0]);
  }
});
