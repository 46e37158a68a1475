import { afterEach, expect, it } from 'vitest';
import { createHttp } from '../../../../main/real/http.ts';
import { makeIdentity } from './http-certificates.ts';
import { answer, startRawServer } from './http-raw-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

const STRAY = '{"status":"not_modified"}';

/** The ways in which a server may send the body that a 304 must not have. */
const WAYS = ['with a length', 'without a length', 'later', 'after the next request', 'not at all'] as const;

/**
 * 200 conditional requests for reading and 200 uploads at the same time, 12 at once, against a server that answers each
 * reading one with a 304 and stray bytes in one of five ways. Every request must succeed and every upload arrive once.
 */
async function mixed(ways: readonly (typeof WAYS)[number][]): Promise<{ reads: number; uploads: string[] }> {
  const identity = makeIdentity();
  const owed = new Map<number, string>();
  let turn = 0;
  const server = await startRawServer(identity, (request, socket) => {
    if (request.method === 'POST') {
      socket.write(answer('200 OK', '{"status":"ok"}'));
      return;
    }
    const late = owed.get(request.connection);
    if (late !== undefined) {
      owed.delete(request.connection);
      socket.write(late);
    }
    const way = ways[turn++ % ways.length];
    const head = 'HTTP/1.1 304 Not Modified\r\netag: "x"\r\n';
    if (way === 'with a length') socket.write(`${head}content-length: ${STRAY.length}\r\n\r\n${STRAY}`);
    else if (way === 'without a length') socket.write(`${head}\r\n${STRAY}`);
    else socket.write(`${head}\r\n`);
    if (way === 'later') setImmediate(() => setImmediate(() => socket.write(STRAY)));
    if (way === 'after the next request') owed.set(request.connection, STRAY);
  });
  const http = createHttp({ ca: identity.ca });
  open.push(server, http);

  let reads = 0;
  const jobs = Array.from({ length: 400 }, (_, n) => async () => {
    const common = { url: `${server.url}/${n}`, headers: {}, idleTimeoutMs: 20_000 };
    if (n % 2 === 0) {
      const reply = await http.request({ method: 'GET', ...common });
      await reply.discard();
      if (reply.status === 304) reads++;
    } else {
      const reply = await http.request({ method: 'POST', ...common, body: Buffer.from(`upload ${n}`) });
      expect(Buffer.from(await reply.bytes(1000)).toString()).toBe('{"status":"ok"}');
    }
  });
  const worker = async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await job();
  };
  await Promise.all(Array.from({ length: 12 }, worker));
  const uploads = server.requests.filter((request) => request.method === 'POST').map(({ body }) => body.toString());
  return { reads, uploads };
}

const everyUpload = Array.from({ length: 200 }, (_, n) => `upload ${2 * n + 1}`).sort();

for (const way of WAYS) {
  it(`loses and doubles nothing when a 304's body comes ${way}`, async () => {
    const { reads, uploads } = await mixed([way]);
    expect(reads).toBe(200);
    expect(uploads.sort()).toEqual(everyUpload);
  });
}

it('loses and doubles nothing when each answer misbehaves in another way', async () => {
  const { reads, uploads } = await mixed(WAYS);
  expect(reads).toBe(200);
  expect(uploads.sort()).toEqual(everyUpload);
});
