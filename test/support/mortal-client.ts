/**
 * The client as a process of its own that can be killed anywhere: the real engine, journal, disk and HTTPS, whose calls
 * are counted. Started by `mortal.ts`; nothing in the program itself knows of it.
 */
import Database from 'better-sqlite3';
import { Engine } from '../../main/engine/engine.ts';
import { allHandlers } from '../../main/engine/handlers/all.ts';
import type { Connect } from '../../main/journal/database.ts';
import { createRealWorld } from '../../main/real-world.ts';
import { wire } from '../../main/wiring.ts';
import type { Http, HttpAnswer, World } from '../../main/world.ts';
import { callOf } from '../../shared/contract/contract.ts';
import type { Death, MortalOptions, Question } from './mortal.ts';
import { quickClock } from './quick-clock.ts';

const { home, death, speed } = JSON.parse(process.argv[2] ?? '') as MortalOptions & { home: string };
let seen = 0;

/** One more of what is counted; the so many-th is the end, at once and without any last words. */
function pass(kind: Death['at'], by = 1): void {
  if (death?.at !== kind) return;
  seen += by;
  if (seen >= death.count) process.kill(process.pid, 'SIGKILL');
}

/** Every call of the disk, and of what it opens, counts. */
function counted<T extends object>(real: T): T {
  return new Proxy(real, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...words: unknown[]): unknown => {
        pass('call');
        const result: unknown = Reflect.apply(value, target, words);
        if (!(result instanceof Promise)) return result;
        return result.then((opened: unknown) => {
          const isHandle = typeof opened === 'object' && opened !== null && 'close' in opened;
          return isHandle ? counted(opened) : opened;
        });
      };
    },
  });
}

async function* weighed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    pass('byte', piece.byteLength);
    yield piece;
  }
}

const answered = (answer: HttpAnswer): HttpAnswer => ({
  ...answer,
  bytes: (...most) => answer.bytes(...most),
  stream: () => weighed(answer.stream()),
  discard: () => answer.discard(),
});

const countedHttp = (real: Http): Http => ({
  ...real,
  request: async (request) => {
    pass('call');
    const { body } = request;
    const isStream = body !== undefined && !(body instanceof Uint8Array);
    const answer = await real.request(isStream ? { ...request, body: weighed(body) } : request);
    pass('call');
    return answered(answer);
  },
  close: () => real.close(),
});

/** Right before and right after an intent is written down or taken back, and around every commit. */
const connect: Connect = (file) => {
  const db = new Database(file);
  const { prepare, transaction } = db;
  const around = (kind: Death['at'], run: () => unknown): unknown => {
    pass(kind);
    const result = run();
    pass(kind);
    return result;
  };
  return Object.assign(db, {
    prepare: (sql: string) => {
      const statement = prepare.call(db, sql) as Database.Statement<unknown[]>;
      if (!/(INTO|FROM) intent/u.test(sql) || sql.startsWith('SELECT')) return statement;
      const { run } = statement;
      return Object.assign(statement, {
        run: (...values: unknown[]) => around('intent', () => run.apply(statement, values)),
      });
    },
    transaction: (work: () => unknown) => {
      const real = transaction.call(db, work);
      return (...values: []): unknown => (db.inTransaction ? real(...values) : around('call', () => real(...values)));
    },
  }) as unknown as Database.Database;
};

const real = createRealWorld(home, 'error');
const { withThreads, ...there } = real.world;
// What happens in threads cannot be counted; who does not count them has them.
const isCounting = death !== undefined && death.at !== 'byte';
const world: World = {
  ...there,
  clock: quickClock(there.clock, speed ?? 1),
  ...(isCounting || withThreads === undefined ? {} : { withThreads }),
  disk: isCounting ? counted(there.disk) : there.disk,
  http: (options) => countedHttp(there.http(options)),
};
const engine = new Engine(wire(home, world, connect));
await engine.open();
const call = callOf(allHandlers(engine));

process.on('message', async (question: Question) => {
  if (question.name === 'start') await engine.start();
  const result = question.name === 'start' ? { ok: true } : await call(question.name, question.input);
  process.send?.({ id: question.id, result });
});
process.on('disconnect', () => process.exit());
process.send?.('open');
