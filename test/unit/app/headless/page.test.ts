import { describe, expect, it } from 'vitest';
import { ask, enter, type Inside, openPage } from './page-support.ts';

const callHeaders = (origin: string, { cookie, key }: Inside) => ({
  origin,
  cookie,
  'content-type': 'application/json',
  'x-leitz-face': key,
});

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

describe('the one-time address', () => {
  it('lets a browser in once, and leads to an address without the token and without the key', async () => {
    const { page, port } = await openPage();
    const to = new URL(page.invite()).pathname;
    const first = await ask(port, to);
    expect(first.status).toBe(200);
    expect(first.body).toContain('<script src="/keep-key.js">');
    const cookie = first.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(/HttpOnly/u);
    expect(cookie).toMatch(/SameSite=Strict/u);
    const inside = await ask(port, '/', { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(inside.status).toBe(200);
    expect(inside.body).toContain('The face');
    const keeper = await ask(port, '/keep-key.js', { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(keeper.headers['content-type']).toContain('text/javascript');
    expect(keeper.body).toContain("location.replace('/')");
  });

  it('is refused when it is replayed, and when it was never given out', async () => {
    const { page, port } = await openPage();
    const to = new URL(page.invite()).pathname;
    await ask(port, to);
    const again = await ask(port, to);
    expect(again.status).toBe(401);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect((await ask(port, `/open/${'A'.repeat(43)}`)).status).toBe(401);
  });

  it('is not used up by a foreign host, nor by asking for its head', async () => {
    const { page, port } = await openPage();
    const to = new URL(page.invite()).pathname;
    expect((await ask(port, to, { headers: { host: `evil.example:${port}` } })).status).toBe(421);
    expect((await ask(port, to, { method: 'HEAD' })).status).toBe(404);
    expect((await ask(port, to)).status).toBe(200);
  });

  it('bounds guessing, without holding up who is inside', async () => {
    const { page, port } = await openPage();
    const { cookie } = await enter(page);
    const answers: number[] = [];
    for (let n = 0; n < 60; n += 1) answers.push((await ask(port, `/open/guess-${n}`)).status);
    expect(answers[0]).toBe(401);
    expect(answers.at(-1)).toBe(429);
    expect((await ask(port, '/', { headers: { cookie } })).status).toBe(200);
  });
});

describe('a document', () => {
  it('is refused without a session, in words that say what to do', async () => {
    const { port } = await openPage();
    const answer = await ask(port, '/', { headers: { 'accept-language': 'de-AT,de;q=0.9' } });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('leitz-cloud start --page');
    expect(answer.body).toContain('lang="de"');
  });

  it('is refused under a foreign name that resolves to loopback', async () => {
    const { page, port } = await openPage();
    const { cookie } = await enter(page);
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`]) {
      expect((await ask(port, '/', { headers: { host, cookie } })).status, host).toBe(421);
    }
  });

  it('carries a strict policy and is never stored', async () => {
    const { page, port } = await openPage();
    const { headers } = await ask(port, '/', { headers: { cookie: (await enter(page)).cookie } });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('stays inside the folder of the face', async () => {
    const { page, port } = await openPage();
    const headers = { cookie: (await enter(page)).cookie };
    for (const to of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/.hidden'])
      expect((await ask(port, to, { headers })).status, to).toBeGreaterThanOrEqual(400);
  });
});

describe('a call', () => {
  it('reaches the handlers, with the input checked by the contract', async () => {
    const { page, port, origin } = await openPage({ resume: async () => ({ wasPaused: true }) });
    const headers = callHeaders(origin, await enter(page));
    const good = await ask(port, '/api/call/resume', { method: 'POST', headers, body: '{}' });
    expect(JSON.parse(good.body)).toEqual({ ok: true, value: { wasPaused: true } });
    const wrong = await ask(port, '/api/call/resume', { method: 'POST', headers, body: '{"extra":1}' });
    expect(JSON.parse(wrong.body)).toMatchObject({ ok: false, error: { code: 'wrong-usage' } });
    const none = await ask(port, '/api/call/constructor', { method: 'POST', headers, body: '{}' });
    expect(JSON.parse(none.body)).toMatchObject({ ok: false, error: { code: 'not-available' } });
  });

  it('is refused without each single thing it has to bring', async () => {
    const called: string[] = [];
    const { page, port, origin } = await openPage({
      resume: async () => {
        called.push('resume');
        return { wasPaused: false };
      },
    });
    const good = callHeaders(origin, await enter(page));
    const other = await enter(page);
    const { cookie: _cookie, ...withoutCookie } = good;
    const { 'x-leitz-face': _face, ...withoutHeader } = good;
    const { origin: _origin, ...withoutOrigin } = good;
    const cases: readonly (readonly [string, Record<string, string>, number])[] = [
      ['no cookie', withoutCookie, 401],
      ['a made-up cookie', { ...good, cookie: `leitz-face-${port}=${'A'.repeat(43)}` }, 401],
      ['no header of the face', withoutHeader, 403],
      ['a made-up key', { ...good, 'x-leitz-face': 'A'.repeat(43) }, 403],
      ["another session's key", { ...good, 'x-leitz-face': other.key }, 403],
      ['no origin', withoutOrigin, 403],
      ['a foreign origin', { ...good, origin: 'https://evil.example' }, 403],
      ['an origin without a name', { ...good, origin: 'null' }, 403],
      ['the same origin on another port', { ...good, origin: `http://127.0.0.1:${port + 1}` }, 403],
      ['the other name of loopback', { ...good, origin: `http://localhost:${port}` }, 403],
      ['a browser that says another site asks', { ...good, 'sec-fetch-site': 'cross-site' }, 403],
      ['a foreign host', { ...good, host: `evil.example:${port}` }, 421],
    ];
    for (const [what, headers, status] of cases) {
      const answer = await ask(port, '/api/call/resume', { method: 'POST', headers, body: '{}' });
      expect(answer.status, what).toBe(status);
    }
    expect(called).toEqual([]);
  });

  it('is not taken as a form sends it, nor by GET, nor larger than the limit', async () => {
    const { page, port, origin } = await openPage();
    const headers = callHeaders(origin, await enter(page));
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    expect((await ask(port, '/api/call/roots', { method: 'POST', headers: form, body: 'a=1' })).status).toBe(415);
    expect((await ask(port, '/api/call/roots', { headers })).status).toBe(404);
    const large = JSON.stringify({ text: 'x'.repeat(8 * 1024 * 1024) });
    expect((await ask(port, '/api/call/roots', { method: 'POST', headers, body: large })).status).toBe(413);
  });
});

describe('the events', () => {
  it('are refused by the same checks', async () => {
    const { page, port, origin } = await openPage();
    const { cookie, key } = await enter(page);
    const other = await enter(page);
    const good = { ...upgrade, origin, cookie, 'sec-websocket-protocol': `leitz-face, ${key}` };
    const { cookie: _cookie, ...withoutCookie } = good;
    const { origin: _origin, ...withoutOrigin } = good;
    // A refused upgrade may be cut off before its answer is out, which is as good a refusal.
    const upgraded = async (headers: Record<string, string>): Promise<boolean> => {
      const answer = await ask(port, '/api/events', { headers }).catch(() => undefined);
      return answer?.status === 101;
    };
    expect(await upgraded(good)).toBe(true);
    expect(await upgraded(withoutCookie), 'no cookie').toBe(false);
    for (const offered of ['leitz-face', `leitz-face, ${'A'.repeat(43)}`, `leitz-face, ${other.key}`, key])
      expect(await upgraded({ ...good, 'sec-websocket-protocol': offered }), offered).toBe(false);
    expect(await upgraded(withoutOrigin), 'no origin').toBe(false);
    expect(await upgraded({ ...good, origin: 'http://evil.example' }), 'a foreign origin').toBe(false);
    expect(await upgraded({ ...good, host: `evil.example:${port}` }), 'a foreign host').toBe(false);
  });

  it('begin with what this version can do, then come as the engine tells them', async () => {
    const { page, engine, port, origin } = await openPage();
    const { cookie, key } = await enter(page);
    const { WebSocket } = await import('ws');
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/events`, ['leitz-face', key], {
      headers: { origin, cookie },
    });
    const told: unknown[] = [];
    const two = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        told.push(JSON.parse(String(data)));
        if (told.length === 1) engine.emit({ type: 'progress', rootId: 7, phase: 'quiet', done: 0, total: 0 });
        if (told.length === 2) resolve();
      });
    });
    await two;
    socket.close();
    expect(told[0]).toMatchObject({ hello: { version: '1.2.3', methods: ['roots'] } });
    expect(told[1]).toEqual({ event: { type: 'progress', rootId: 7, phase: 'quiet', done: 0, total: 0 } });
  });
});
