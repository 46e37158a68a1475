import { describe, expect, it } from 'vitest';
import { hashOf, hashOfPath, parseRoute } from '../../../renderer/state/route.ts';

describe('addresses of the face', () => {
  it('carry any path there and back', () => {
    for (const path of ['/a.txt', '/Größe/100% #1?.txt', '/日本/ü', '/a b/..c/%41']) {
      const { view, parts } = parseRoute(hashOfPath(7, path));
      expect(view).toBe('files');
      expect(`/${parts.slice(1).join('/')}`, path).toBe(path);
      expect(parts[0]).toBe('7');
    }
  });

  it('lead to the overview when they are not ours, or broken', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#/__proto__', '#/constructor']) {
      expect(parseRoute(hash), hash).toEqual({ view: 'overview', parts: [] });
    }
    expect(parseRoute('#/files/%E0%A4%A/x').parts[0]).toBe('%E0%A4%A');
  });

  it('name a view with its parts', () => {
    expect(hashOf('conflicts', '12-3')).toBe('#/conflicts/12-3');
  });
});
