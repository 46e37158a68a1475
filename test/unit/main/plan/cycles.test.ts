import { describe, expect, it } from 'vitest';
import { openRing } from '../../../../main/plan/cycles.ts';
import type { EntityRef, Waiting } from '../../../../main/plan/types.ts';

const node = (id: number): EntityRef => ({ tree: 'synced', id });
const fresh = (id: number): EntityRef => ({ tree: 'local', id });
const forName = (entity: EntityRef, synced: number, side: 'local' | 'cloud' = 'cloud'): Waiting => ({
  entity,
  blocker: { synced, side },
});

describe('rings', () => {
  it('nothing waits: nothing is opened', () => expect(openRing([])).toBeUndefined());

  it('a chain is no ring', () => {
    expect(openRing([forName(node(1), 2), forName(node(2), 3), forName(node(3), 4)])).toBeUndefined();
  });

  it('nodes that wait for nobody in particular are no ring', () => {
    expect(openRing([{ entity: node(1) }, { entity: fresh(1) }])).toBeUndefined();
  });

  for (const size of [1, 2, 3, 10])
    it(`a ring of ${size} is opened at one of its names`, () => {
      const waiting = Array.from({ length: size }, (_, at) => forName(node(at), (at + 1) % size, 'local'));
      const opening = openRing([forName(node(77), 0), ...waiting]);
      expect(opening).toMatchObject({ kind: 'step-aside', side: 'local', why: 'name-freed-for-another' });
      expect(opening && 'synced' in opening && opening.synced < size).toBe(true);
    });

  it('of a ring of a name and a nesting, the one steps aside whose name is wanted, on the side where it is', () => {
    const waiting: Waiting[] = [{ entity: node(1), behind: node(2) }, forName(node(2), 1, 'cloud')];
    expect(openRing(waiting)).toMatchObject({ synced: 1, side: 'cloud' });
    expect(openRing(waiting.toReversed())).toMatchObject({ synced: 1, side: 'cloud' });
  });

  it('a new node may be a member: it waits for a name, and somebody waits to move into it', () => {
    const waiting: Waiting[] = [{ entity: node(1), behind: fresh(9) }, forName(fresh(9), 1)];
    expect(openRing(waiting)).toMatchObject({ synced: 1 });
  });

  it('ids of different trees are different nodes', () => {
    const waiting: Waiting[] = [{ entity: node(1), behind: fresh(2) }, forName(node(2), 1)];
    expect(openRing(waiting)).toBeUndefined();
  });

  it('a folder to be deleted waits for what has to leave it', () => {
    expect(openRing([{ ...forName(node(1), 5), leaves: [5] }])).toMatchObject({ synced: 5, side: 'cloud' });
    expect(openRing([{ ...forName(node(1), 5), leaves: [6] }])).toBeUndefined();
  });

  it('a ring without a name cannot be opened, and another one still is', () => {
    const nested: Waiting[] = [
      { entity: node(1), behind: node(2) },
      { entity: node(2), behind: node(1) },
    ];
    expect(openRing(nested)).toBeUndefined();
    expect(openRing([...nested, forName(node(3), 4), forName(node(4), 3)])).toMatchObject({ kind: 'step-aside' });
  });

  it('a hundred thousand that wait one for the other do not end the stack', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => forName(node(at), at + 1));
    expect(openRing(many)).toBeUndefined();
    expect(openRing([...many, forName(node(100_000), 0)])?.kind).toBe('step-aside');
  });
});
