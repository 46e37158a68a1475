import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SyncError } from '../../../../main/errors.ts';
import { contract, invoke, type SomeHandlers } from '../../../../shared/contract/contract.ts';
import { event } from '../../../../shared/contract/events.ts';
import { cloudPlace } from '../../../../shared/contract/primitives.ts';

const methods = Object.entries(contract);

describe('the contract', () => {
  it('lists every method under its own name', () => {
    expect(methods.map(([, method]) => method.name)).toEqual(methods.map(([key]) => key));
  });

  it.each(methods)('%s: input, output and events have a JSON Schema', (_name, method) => {
    for (const schema of [method.input, method.output, event])
      expect(z.toJSONSchema(schema, { io: 'input' })).toHaveProperty('$schema');
  });

  it.each(methods)('%s: refuses a field that it does not know', (_name, method) => {
    const answer = method.input.safeParse({ nobodyKnowsThisField: 1 });
    expect(answer.success).toBe(false);
    expect(answer.error?.issues.some((issue) => issue.code === 'unrecognized_keys')).toBe(true);
  });
});

describe('invoke', () => {
  const handlers: SomeHandlers = {
    activity: async (input) => {
      expect(input).toEqual({ limit: 50 });
      return [];
    },
    unlink: async () => {
      throw new SyncError('wrong-usage', { path: '7', detail: 'not-linked' });
    },
    resume: async () => {
      throw new TypeError('a bug');
    },
  };

  it('fills in defaults and gives the value', async () => {
    expect(await invoke(handlers, 'activity', {})).toEqual({ ok: true, value: [] });
  });

  it("keeps the engine's code, path and detail", async () => {
    expect(await invoke(handlers, 'unlink', { rootId: 7 })).toEqual({
      ok: false,
      error: { code: 'wrong-usage', path: '7', detail: 'not-linked' },
    });
  });

  it('calls everything else internal', async () => {
    expect(await invoke(handlers, 'resume', {})).toEqual({ ok: false, error: { code: 'internal', detail: 'a bug' } });
  });

  it('refuses input that does not fit, before the handler sees it, and does not repeat it', async () => {
    const answer = await invoke(handlers, 'signIn', { server: 'https://a', user: 'b', password: 4711 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'wrong-usage' } });
    expect(JSON.stringify(answer)).toContain('password');
    expect(JSON.stringify(answer)).not.toContain('4711');
  });

  it.each(['versions', 'nonsense', 'constructor', '__proto__'])('answers not-available for %s', async (name) => {
    expect(await invoke(handlers, name, { path: '/a' })).toMatchObject({ ok: false, error: { code: 'not-available' } });
  });
});

describe('cloudPlace', () => {
  it.each([
    ['12:/Plans/a.txt', { rootId: 12, path: '/Plans/a.txt' }],
    ['12:/', { rootId: 12, path: '/' }],
    ['12:/a\nb', { rootId: 12, path: '/a\nb' }],
    ['/home/me/a.txt', undefined],
    ['C:\\Users\\me', undefined],
    ['12:a', undefined],
  ])('%j', (text, place) => {
    expect(cloudPlace(text)).toEqual(place);
  });
});
