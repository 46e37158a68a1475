import { X509Certificate } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SyncError } from '../../../../main/errors.ts';
import { createHttp } from '../../../../main/real/http.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../../../main/world.ts';
import { type Identity, makeIdentity } from './http-certificates.ts';
import { answer, type RawServer, type Script, startRawServer } from './http-raw-server.ts';

const MIB = 1024 * 1024;
let identity: Identity;
const open: { close(): Promise<void> }[] = [];

beforeAll(() => {
  identity = makeIdentity();
});
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function serve(script: Script, options = {}): Promise<{ server: RawServer; http: Http }> {
  const server = await startRawServer(identity, script, options);
  const http = createHttp({ ca: identity.ca });
  open.push(server, http);
  return { server, http };
}

function get(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, headers: {}, idleTimeoutMs: 20_000, ...more };
}

function post(url: string, body: NonNullable<HttpRequest['body']>, more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'POST', url, headers: {}, body, idleTimeoutMs: 20_000, ...more };
}

async function text(reply: HttpAnswer): Promise<string> {
  return Buffer.from(await reply.bytes(MIB)).toString();
}

/** The code with which it fails, or 'none'. */
async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof SyncError ? error.code : `not a SyncError: ${error}`;
  }
}

async function* pieces(count: number, size: number, last?: () => void): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < count; n++) {
    if (n === count - 1) last?.();
    yield new Uint8Array(size).fill(n);
  }
}

describe('an answer', () => {
  it('comes with its status, its header in lower case and its body', async () => {
    const { server, http } = await serve((_request, socket) => {
      socket.write(answer('404 Not Found', '{"error":"not_found"}', 'X-Thing: a\r\n'));
    });
    const reply = await http.request(get(`${server.url}/api/2/person?x=1`, { headers: { authorization: 'Bearer t' } }));
    expect(reply.status).toBe(404);
    expect(reply.headers['x-thing']).toBe('a');
    expect(await text(reply)).toBe('{"error":"not_found"}');
    expect(server.requests[0]?.path).toBe('/api/2/person?x=1');
    expect(server.requests[0]?.head).toContain('authorization: Bearer t');
  });

  it('is not followed to another place', async () => {
    const { server, http } = await serve((_request, socket) => {
      socket.write(answer('302 Found', '', 'location: https://portal.example/\r\n'));
    });
    expect((await http.request(get(server.url))).status).toBe(302);
    expect(server.requests.length).toBe(1);
  });

  it('longer than the limit is refused and not kept in memory', async () => {
    const { server, http } = await serve((_request, socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${64 * MIB}\r\n\r\n`);
      socket.write(Buffer.alloc(4 * MIB));
    });
    const reply = await http.request(get(server.url));
    expect(await failure(reply.bytes(MIB))).toBe('not-an-api-answer');
  });

  it('waits at the server while nobody reads it', async () => {
    let given = 0;
    const { server, http } = await serve((request, socket) => {
      if (request.path === '/ping') {
        socket.write(answer('200 OK', 'x'.repeat(MIB)));
        return;
      }
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${128 * MIB}\r\n\r\n`);
      const go = () => {
        while (given < 128) {
          given++;
          if (!socket.write(Buffer.alloc(MIB))) return;
        }
      };
      socket.on('drain', go);
      go();
    });
    const reply = await http.request(get(server.url));
    // Until the server has given everything, or gives nothing more while twenty other answers come through.
    for (let quiet = 0, before = given; quiet < 20 && given < 128; before = given) {
      await text(await http.request(get(`${server.url}/ping`)));
      quiet = given === before ? quiet + 1 : 0;
    }
    expect(given).toBeLessThan(64);
    let total = 0;
    for await (const chunk of reply.stream()) total += chunk.byteLength;
    expect(total).toBe(128 * MIB);
  });

  it('that breaks off in the middle gives what came and then says cut-off', async () => {
    const { server, http } = await serve((_request, socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n0123456789', () => socket.destroy());
    });
    const reply = await http.request(get(server.url));
    let got = '';
    const reading = async () => {
      for await (const chunk of reply.stream()) got += Buffer.from(chunk).toString();
    };
    expect(await failure(reading())).toBe('cut-off');
    expect(got).toBe('0123456789');
    expect(server.requests.length).toBe(1);
  });

  it('whose reader leaves early ends the transfer, and the next request works', async () => {
    const { server, http } = await serve((request, socket) => {
      if (request.path === '/next') socket.write(answer('200 OK', 'next'));
      else socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${64 * MIB}\r\n\r\n${'x'.repeat(100_000)}`);
    });
    for await (const _chunk of (await http.request(get(server.url))).stream()) break;
    await (await http.request(get(server.url))).discard();
    expect(await text(await http.request(get(`${server.url}/next`)))).toBe('next');
  });

  it('that does not come within the idle time is cut off and not asked for again', async () => {
    const { server, http } = await serve(() => {});
    expect(await failure(http.request(get(server.url, { idleTimeoutMs: 50 })))).toBe('cut-off');
    expect(server.requests.length).toBe(1);
  });

  it('that stalls in its body is cut off', async () => {
    const { server, http } = await serve((_request, socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n0123456789');
    });
    const reply = await http.request(get(server.url, { idleTimeoutMs: 50 }));
    expect(await failure(reply.bytes(MIB))).toBe('cut-off');
  });
});

it('an answer that trickles for ever is cut off, one that waits for its reader is not', async () => {
  const patience = { leastBytes: 1_000, windowMs: 100 };
  let beats = 0;
  const { server } = await serve((_request, socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
    const heart = setInterval(() => {
      beats += 1;
      socket.write('x');
    }, 10);
    socket.on('close', () => clearInterval(heart));
  });
  const slow = createHttp({ ca: identity.ca }, patience);
  open.push(slow);
  const whole = await slow.request(get(server.url));
  expect(await failure(whole.bytes(MIB))).toBe('cut-off');
  expect(beats).toBeGreaterThan(5);
  const { server: fast } = await serve((_request, socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${4 * MIB}\r\n\r\n`);
    socket.write(Buffer.alloc(4 * MIB));
  });
  const reader = createHttp({ ca: identity.ca }, patience);
  open.push(reader);
  let bytes = 0;
  for await (const chunk of (await reader.request(get(fast.url))).stream()) {
    bytes += chunk.byteLength;
    // A reader that takes longer than the window between two looks, as a limit on bandwidth makes it.
    if (bytes < MIB) await new Promise((resolve) => setTimeout(resolve, 150));
  }
  expect(bytes).toBe(4 * MIB);
});

it('connections are let go of with the address that they come from, and others are finished', async () => {
  const lists = { none: new Set<string>(), here: new Set(['127.0.0.1']) };
  for (const [addresses, end] of [
    [lists.none, 'cut-off'],
    [lists.here, 'none'],
  ] as const) {
    let finish = (): void => undefined;
    const { server } = await serve((_request, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na');
      finish = () => void socket.write('b');
    });
    const moving = createHttp({ ca: identity.ca }, undefined, () => addresses);
    open.push(moving);
    const body = failure((await moving.request(get(server.url))).bytes(MIB));
    moving.letGo?.('stale');
    finish();
    expect(await body).toBe(end);
    // The next one has a connection of its own.
    const next = await moving.request(get(server.url));
    finish();
    expect(await text(next)).toBe('ab');
  }
});

it('a new connection tells the certificate that it was shown', async () => {
  const { server } = await serve((_request, socket) => void socket.write(answer('200 OK', 'hello')));
  const seen: string[] = [];
  const http = createHttp({ ca: identity.ca, onCertificate: (origin, hash) => void seen.push(`${origin} ${hash}`) });
  open.push(http);
  expect(await text(await http.request(get(`${server.url}/a`)))).toBe('hello');
  expect(seen).toEqual([`${server.url} ${new X509Certificate(identity.cert).fingerprint256}`]);
});

describe('a request', () => {
  it('is cancelled by its signal before, while waiting, and while reading', async () => {
    const { server, http } = await serve((request, socket) => {
      if (request.path === '/body') socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n0123456789');
    });
    expect(await failure(http.request(get(server.url, { signal: AbortSignal.abort() })))).toBe('cancelled');
    expect(server.connections()).toBe(0);

    const waiting = new AbortController();
    const waits = failure(http.request(get(server.url, { signal: waiting.signal })));
    await server.until(() => server.requests.length === 1);
    waiting.abort();
    expect(await waits).toBe('cancelled');

    const reading = new AbortController();
    const reply = await http.request(get(`${server.url}/body`, { signal: reading.signal }));
    const reads = failure(reply.bytes(MIB));
    reading.abort();
    expect(await reads).toBe('cancelled');
  });

  it('that waits for a free connection is cancelled at once and never sent', async () => {
    const { server, http } = await serve(() => {});
    const busy = Array.from({ length: 16 }, () => failure(http.request(post(`${server.url}/busy`, Buffer.from('x')))));
    await server.until(() => server.requests.length === 16);
    const late = new AbortController();
    const waits = failure(http.request(post(`${server.url}/late`, Buffer.from('x'), { signal: late.signal })));
    late.abort();
    expect(await waits).toBe('cancelled');
    await http.close();
    expect(new Set(await Promise.all(busy))).toEqual(new Set(['cancelled']));
    expect(server.requests.filter((request) => request.path === '/late').length).toBe(0);
  });

  it('for reading is sent again, once, when its connection dies before an answer', async () => {
    const { server, http } = await serve((request, socket) => {
      if (server.requests.length % 2 === 1) socket.destroy();
      else socket.write(answer('200 OK', request.path));
    });
    expect(await text(await http.request(get(`${server.url}/a`)))).toBe('/a');
    expect(server.requests.map((request) => request.path)).toEqual(['/a', '/a']);
  });

  it('for reading gives up after the second time', async () => {
    const { server, http } = await serve((_request, socket) => socket.destroy());
    expect(await failure(http.request(get(server.url)))).toBe('cut-off');
    expect(server.requests.length).toBe(2);
  });

  it('for writing is never sent again', async () => {
    const { server, http } = await serve((_request, socket) => socket.destroy());
    expect(await failure(http.request(post(server.url, Buffer.from('once'))))).toBe('cut-off');
    expect(server.requests.length).toBe(1);
  });

  it('to an address without https is refused before anything is sent', async () => {
    const http = createHttp();
    open.push(http);
    expect(await failure(http.request(get('http://127.0.0.1:1/')))).toBe('insecure-transport');
  });
});

describe('a body', () => {
  it('arrives whole, from memory and from a stream, small and big', async () => {
    const { server, http } = await serve((request, socket) => {
      socket.write(answer('200 OK', String(request.body.length)));
    });
    const send = async (body: NonNullable<HttpRequest['body']>, bodyLength?: number) =>
      text(await http.request(post(server.url, body, bodyLength === undefined ? {} : { bodyLength })));
    expect(await send(Buffer.alloc(0))).toBe('0');
    expect(await send(Buffer.alloc(1000))).toBe('1000');
    expect(await send(Buffer.alloc(3 * MIB))).toBe(String(3 * MIB));
    expect(await send(pieces(8, MIB), 8 * MIB)).toBe(String(8 * MIB));
  });

  it('whose source throws never becomes complete, and the error is the source’s own', async () => {
    const { server, http } = await serve((_request, socket) => socket.write(answer('200 OK', '')));
    const changed = () => {
      throw new SyncError('changed');
    };
    expect(await failure(http.request(post(server.url, pieces(4, MIB, changed), { bodyLength: 4 * MIB })))).toBe(
      'changed',
    );
    await server.until(() => server.broken() === 1);
    expect(server.requests.length).toBe(0);
  });

  it('whose request fails before it is read leaves nothing behind', async () => {
    const { server, http } = await serve(() => {});
    const source = () => pieces(4, MIB);
    const call = (more: Partial<HttpRequest> = {}) =>
      failure(http.request(post(server.url, source(), { bodyLength: 4 * MIB, ...more })));
    expect(await call({ signal: AbortSignal.abort() })).toBe('cancelled');
    const busy = Array.from({ length: 16 }, () => failure(http.request(post(server.url, Buffer.from('x')))));
    await server.until(() => server.requests.length === 16);
    const late = new AbortController();
    const queued = call({ signal: late.signal });
    late.abort();
    expect(await queued).toBe('cancelled');
    await server.close();
    await Promise.all(busy);
    expect(await call()).toBe('offline');
  });

  it('that the server refuses early ends with its answer, and what the source does afterwards does not matter', async () => {
    const raw = await startRawServer(identity, () => {}, {
      early: (socket) => socket.write(answer('400 Bad Request', 'too large', 'connection: close\r\n')),
    });
    const http = createHttp({ ca: identity.ca });
    open.push(raw, http);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let left = false;
    const source = async function* () {
      try {
        yield new Uint8Array(MIB);
        await held;
        throw new Error('too late for anybody');
      } finally {
        left = true;
      }
    };
    const reply = await http.request(post(raw.url, source(), { bodyLength: 4 * MIB }));
    expect([reply.status, await text(reply)]).toEqual([400, 'too large']);
    release();
    while (!left) await new Promise(setImmediate);
    expect(raw.requests.length).toBe(0);
  });

  it('shorter than announced never becomes complete', async () => {
    const { server, http } = await serve((_request, socket) => socket.write(answer('200 OK', '')));
    expect(await failure(http.request(post(server.url, pieces(4, MIB), { bodyLength: 5 * MIB })))).toBe('internal');
    await server.until(() => server.broken() === 1);
    expect(server.requests.length).toBe(0);
  });

  it('is not read from its source faster than the server takes it', async () => {
    const { server, http } = await serve(() => {});
    let given = 0;
    const source = async function* () {
      for (; given < 256; given++) yield new Uint8Array(MIB);
    };
    // A server that reads nothing at all: the pipe fills up and the idle time ends it.
    const deaf = await startRawServer(identity, () => {}, { pauseOnConnect: true });
    open.push(deaf);
    expect(await failure(http.request(post(deaf.url, source(), { bodyLength: 256 * MIB, idleTimeoutMs: 300 })))).toBe(
      'cut-off',
    );
    expect(given).toBeLessThan(64);
    expect(server.requests.length).toBe(0);
  });
});

describe('a server that cannot be trusted or reached', () => {
  async function refusal(server: Identity, ca: string | undefined): Promise<SyncError> {
    const raw = await startRawServer(server, (_request, socket) => socket.write(answer('200 OK', '')));
    const http = createHttp(ca === undefined ? {} : { ca });
    open.push(raw, http);
    try {
      await http.request(get(raw.url));
    } catch (error) {
      expect(raw.requests.length).toBe(0);
      if (error instanceof SyncError) return error;
    }
    throw new Error('It was trusted.');
  }

  it('is named with the reason: unknown, expired, wrong host', async () => {
    const stranger = await refusal(identity, undefined);
    expect([stranger.code, stranger.detail]).toEqual(['certificate-refused', expect.stringContaining('authority')]);
    const expired = makeIdentity({ days: -1 });
    const old = await refusal(expired, expired.ca);
    expect([old.code, old.detail]).toEqual(['certificate-refused', expect.stringContaining('expired')]);
    const other = makeIdentity({ host: 'elsewhere.example' });
    const wrong = await refusal(other, other.ca);
    expect([wrong.code, wrong.detail]).toEqual(['certificate-refused', expect.stringContaining('wrong host')]);
  });

  it('stays refused when the environment asks for no verification', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect((await refusal(identity, undefined)).code).toBe('certificate-refused');
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });

  it('is refused when it speaks old TLS only', async () => {
    const ciphers = 'DEFAULT@SECLEVEL=0';
    const { server, http } = await serve(() => {}, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers });
    expect(await failure(http.request(get(server.url)))).toBe('insecure-transport');
  });

  it('is offline when nothing listens or the name is not known', async () => {
    const { server, http } = await serve(() => {});
    await server.close();
    expect(await failure(http.request(get(server.url)))).toBe('offline');
    expect(await failure(http.request(post('https://no-such-host.invalid/', Buffer.from('x'))))).toBe('offline');
  });

  it('may want to know who we are, which TLS 1.3 says only after the handshake', async () => {
    const wanted = { requestCert: true, rejectUnauthorized: true, ca: identity.ca };
    const hello: Script = (_request, socket) => void socket.write(answer('200 OK', 'hello'));
    const { server, http } = await serve(hello, wanted);
    for (const request of [get(server.url), post(server.url, Buffer.from('x'))])
      expect(await failure(http.request(request))).toBe('client-certificate-refused');
    const client = { certificate: identity.cert, key: identity.key };
    const known = createHttp({ ca: identity.ca, way: async () => ({ client }) });
    open.push(known);
    expect(await text(await known.request(get(server.url)))).toBe('hello');
  });

  it('must come with an authority that is PEM', () => {
    expect(() => createHttp({ ca: 'nonsense' })).toThrow(SyncError);
  });
});
