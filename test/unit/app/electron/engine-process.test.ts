import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ToEngine } from '../../../../app/electron/engine-messages.ts';
import { type Child, EngineProcess, type EngineState } from '../../../../app/electron/engine-process.ts';

class FakeChild implements Child {
  readonly got: ToEngine[] = [];
  say: (message: unknown) => void = () => undefined;
  die: (code: number) => void = () => undefined;
  killed = false;
  postMessage(message: unknown): void {
    this.got.push(message as ToEngine);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }
  onExit(listener: (code: number) => void): void {
    this.die = listener;
  }
  kill(): void {
    this.killed = true;
    this.die(1);
  }
}

function setUp() {
  const children: FakeChild[] = [];
  const states: EngineState['kind'][] = [];
  const events: unknown[] = [];
  let nowMs = 0;
  const secrets = new Map<string, string>();
  const engine = new EngineProcess({
    fork: () => {
      const child = new FakeChild();
      children.push(child);
      return child;
    },
    open: { home: '/home', version: '1', secrets: 'shell' },
    secrets: {
      get: async (name) => secrets.get(name),
      set: async (name, value) => void secrets.set(name, value),
      delete: async (name) => void secrets.delete(name),
    },
    onState: ({ kind }) => void states.push(kind),
    onEvents: (more) => void events.push(...more),
    onStopAsked: () => void states.push('closed'),
    now: () => nowMs,
  });
  const child = (): FakeChild => {
    const found = children.at(-1);
    if (found === undefined) throw new Error('No process was started.');
    return found;
  };
  const pass = (ms: number): void => {
    nowMs += ms;
    vi.advanceTimersByTime(ms);
  };
  return { engine, children, states, events, secrets, child, pass };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('calls', () => {
  test('one that comes before the engine is ready waits, and is answered', async () => {
    const { engine, child } = setUp();
    engine.start();
    const answer = engine.call('status', {});
    expect(child().got.map(({ kind }) => kind)).toEqual(['open']);
    child().say({ kind: 'ready', methods: ['status'] });
    expect(child().got.at(-1)).toMatchObject({ kind: 'call', method: 'status' });
    child().say({ kind: 'answer', id: 1, result: { ok: true, value: 'fine' } });
    expect(await answer).toEqual({ ok: true, value: 'fine' });
  });

  test('one that the engine took with it is lost, and says so; one that waits goes to the next engine', async () => {
    const { engine, child, pass } = setUp();
    engine.start();
    child().say({ kind: 'ready', methods: [] });
    const lost = engine.call('status', {});
    child().die(1);
    expect(await lost).toEqual({ ok: false, error: { code: 'connection-lost' } });
    const waits = engine.call('account', {});
    pass(200);
    child().say({ kind: 'ready', methods: [] });
    expect(child().got.at(-1)).toMatchObject({ kind: 'call', method: 'account' });
    child().say({ kind: 'answer', id: 2, result: { ok: true, value: 1 } });
    expect(await waits).toEqual({ ok: true, value: 1 });
  });

  test('after the end nothing is asked any more', async () => {
    const { engine, child } = setUp();
    engine.start();
    child().say({ kind: 'ready', methods: [] });
    const closed = engine.close();
    child().die(0);
    await closed;
    expect(await engine.call('status', {})).toEqual({ ok: false, error: { code: 'connection-lost' } });
  });
});

describe('death', () => {
  test('is followed by a new start, later each time, and in the end by none', () => {
    const { engine, children, states, child, pass } = setUp();
    engine.start();
    for (const delay of [200, 1000, 5000, 15_000, 30_000]) {
      const before = children.length;
      child().die(1);
      pass(delay - 1);
      expect(children.length).toBe(before);
      pass(1);
      expect(children.length).toBe(before + 1);
    }
    child().die(1);
    expect(states.at(-1)).toBe('down');
    pass(1_000_000);
    expect(children).toHaveLength(6);
    engine.start();
    expect(children).toHaveLength(7);
  });

  test('after a good while begins a new row', () => {
    const { engine, children, child, pass } = setUp();
    engine.start();
    for (let time = 0; time < 20; time += 1) {
      pass(3 * 60_000);
      child().die(1);
      pass(200);
    }
    expect(children).toHaveLength(21);
  });

  test('of one that refused its home is no death, and is not tried again by itself', () => {
    const { engine, children, states, child, pass } = setUp();
    engine.start();
    child().say({ kind: 'refused', failure: { code: 'home-in-use' } });
    child().die(1);
    pass(60_000);
    expect(states).toEqual(['starting', 'refused']);
    expect(children).toHaveLength(1);
    engine.start(true);
    expect(child().got[0]).toMatchObject({ kind: 'open', takeOver: true });
  });
});

test('an engine that does not end is ended', async () => {
  const { engine, child, pass } = setUp();
  engine.start();
  child().say({ kind: 'ready', methods: [] });
  const closed = engine.close();
  expect(child().got.at(-1)).toEqual({ kind: 'close' });
  pass(30_000);
  await closed;
  expect(child().killed).toBe(true);
});

test('secrets are kept by the shell, and what is no message is let go', async () => {
  const { engine, child, secrets, events } = setUp();
  engine.start();
  child().say({ kind: 'ask-secret', id: 1, op: 'set', name: 'token', value: 'x' });
  await vi.waitFor(() => expect(child().got.at(-1)).toEqual({ kind: 'secret', id: 1 }));
  expect(secrets.get('token')).toBe('x');
  child().say({ kind: 'ask-secret', id: 2, op: 'get', name: 'token' });
  await vi.waitFor(() => expect(child().got.at(-1)).toEqual({ kind: 'secret', id: 2, value: 'x' }));
  child().say('nonsense');
  child().say({ kind: 'events', events: 'none' });
  expect(events).toEqual([]);
});
