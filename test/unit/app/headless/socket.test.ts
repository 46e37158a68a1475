import { once } from 'node:events';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Client, connect } from '../../../../app/headless/client.ts';
import { openHost } from '../../../../app/headless/host.ts';
import { readHolder } from '../../../../app/headless/lock.ts';
import { LINE_LIMIT } from '../../../../app/headless/protocol.ts';
import { SyncError } from '../../../../main/errors.ts';
import type { Event } from '../../../../shared/contract/events.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';
import { type StubEngine, stubEngine } from './stub-engine.ts';

const progress: Event = { type: 'progress', rootId: 1, phase: 'quiet', done: 1, total: 1 };
const transferDone: Event = {
  type: 'transfer',
  phase: 'done',
  transfer: {
    id: '1',
    rootId: 1,
    path: '/a',
    direction: 'up',
    bytes: 1,
    bytesDone: 1,
    startedAt: '2026-11-24T08:00:00Z',
  },
};

async function running(engine: StubEngine = stubEngine(), home = temporaryFolder()) {
  const host = await openHost({
    home,
    command: 'start',
    version: '1.2.3',
    openEngine: async () => engine,
    serve: true,
  });
  onTestFinished(() => host.close());
  const found = await connect(home);
  if (found === undefined) throw new Error('Nothing listens.');
  const client: Client = found;
  onTestFinished(() => client.close());
  return { home, host, client, engine };
}

/** Sends raw bytes to the process and gives what it answers until it has sent a line or hung up. */
async function raw(home: string, bytes: string | Buffer): Promise<string> {
  const socket = connectSocket(readHolder(home)?.socket ?? '');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(bytes);
  const [chunk] = await once(socket, 'data');
  return String(chunk);
}

describe('the socket of a home', () => {
  it('answers the methods of the contract', async () => {
    const { client } = await running(
      stubEngine({ roots: async () => [{ id: 1, name: 'Büro', type: 'sync', spaceUsed: 0, linkedTo: null }] }),
    );
    expect(client.hello).toMatchObject({ pid: process.pid, command: 'start', version: '1.2.3' });
    expect(await client.call('roots', {})).toEqual({
      ok: true,
      value: [{ id: 1, name: 'Büro', type: 'sync', spaceUsed: 0, linkedTo: null }],
    });
  });

  it('gives failures as failures', async () => {
    const unlink = async () => {
      throw new SyncError('wrong-usage', { path: '7', detail: 'not-linked' });
    };
    const { client } = await running(stubEngine({ unlink }));
    expect(await client.call('unlink', { rootId: 7 })).toEqual({
      ok: false,
      error: { code: 'wrong-usage', path: '7', detail: 'not-linked' },
    });
    expect(await client.call('unlink', { rootId: -1 })).toMatchObject({ ok: false, error: { code: 'wrong-usage' } });
    expect(await client.call('undo', {})).toMatchObject({ ok: false, error: { code: 'not-available' } });
  });

  it('answers a quick question while a slow one is open', async () => {
    const slow = Promise.withResolvers<{ links: number }>();
    const { client } = await running(stubEngine({ syncNow: () => slow.promise }));
    const first = client.call('syncNow', {});
    expect(await client.call('roots', {})).toEqual({ ok: true, value: [] });
    slow.resolve({ links: 2 });
    expect(await first).toEqual({ ok: true, value: { links: 2 } });
  });

  it('tells events to those who subscribed', async () => {
    const { client, engine } = await running();
    const seen: Event[] = [];
    const both = Promise.withResolvers<void>();
    engine.emit(progress);
    await client.subscribe((event) => {
      seen.push(event);
      if (seen.length === 2) both.resolve();
    });
    engine.emit(transferDone);
    engine.emit(transferDone);
    await both.promise;
    expect(seen).toEqual([transferDone, transferDone]);
  });

  it('ends when a client asks for it, and answers what was open', async () => {
    const { client, host } = await running();
    const stopped = client.stop();
    await host.stopAsked;
    await host.close();
    await stopped;
    expect(await client.call('roots', {})).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
  });

  it('says that the process is gone to those who wait for an answer', async () => {
    const { client, host } = await running(stubEngine({ syncNow: () => new Promise(() => undefined) }));
    const answer = client.call('syncNow', {});
    await client.call('roots', {});
    await host.close();
    expect(await answer).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
  });

  it('is the owner’s alone', async () => {
    const { home } = await running();
    expect(statSync(path.join(home, 'socket')).mode & 0o777).toBe(0o600);
  });

  it('works for a home whose path is too long for a socket', async () => {
    const home = path.join(temporaryFolder(), 'deep/'.repeat(30));
    mkdirSync(home, { recursive: true });
    const { client } = await running(stubEngine(), home);
    expect(await client.call('roots', {})).toEqual({ ok: true, value: [] });
    expect(existsSync(path.join(home, 'socket'))).toBe(false);
  });

  it.each(['rubbish', '{"id":"x","method":"roots"}', '[]', '{"id":1}', '{"id":1,"method":"roots","more":1}'])(
    'refuses %s and goes on',
    async (line) => {
      const { home, client } = await running();
      expect(await raw(home, `${line}\n`)).toContain('wrong-usage');
      expect(await client.call('roots', {})).toMatchObject({ ok: true });
    },
  );

  it('refuses a line without an end, and goes on', async () => {
    const { home, client } = await running();
    expect(await raw(home, Buffer.alloc(LINE_LIMIT + 1, 'x'))).toContain('the line is too long');
    expect(await client.call('roots', {})).toMatchObject({ ok: true });
  });
});

describe('a home where nothing runs', () => {
  it('has nobody to connect to', async () => {
    expect(await connect(temporaryFolder())).toBeUndefined();
  });

  it('has nobody to connect to after a crash left its files', async () => {
    const { home, host } = await running();
    const left = readHolder(home);
    await host.close();
    writeFileSync(path.join(home, 'holder.json'), JSON.stringify(left));
    writeFileSync(path.join(home, 'socket'), '');
    expect(await connect(home)).toBeUndefined();
    const again = await openHost({
      home,
      command: 'start',
      version: '1',
      openEngine: async () => stubEngine(),
      serve: true,
    });
    const client = await connect(home);
    expect(client?.hello.pid).toBe(process.pid);
    client?.close();
    await again.close();
  });
});

describe('openHost', () => {
  it('lets go of the lock when the engine cannot be opened', async () => {
    const home = temporaryFolder();
    const options = { home, command: 'sync', version: '1', serve: true };
    const broken = async () => {
      throw new SyncError('journal-newer', { path: home });
    };
    await expect(openHost({ ...options, openEngine: broken })).rejects.toMatchObject({ code: 'journal-newer' });
    const host = await openHost({ ...options, openEngine: async () => stubEngine() });
    await host.close();
  });
});
