import { describe, expect, it } from 'vitest';
import { cloudChange, localChange, sameHash } from '../../../../main/plan/classify.ts';
import type { LocalNode, SyncedNode } from '../../../../main/plan/types.ts';
import { hashOf } from '../../../support/memory-trees.ts';
import { agreed, type World } from '../../../support/plan-world.ts';

function changes(edit: (world: World) => void, path = 'a/f'): readonly [string, string] {
  const world = agreed(['a/', 'a/f = 1', 'b/']);
  const row = world.trees.syncedOfLocal(world.here.at(path));
  edit(world);
  if (row === undefined) throw new Error('Not agreed on.');
  const now = world.trees.synced(row.id) ?? row;
  const local = world.trees.local(row.local ?? 0);
  const cloud = world.trees.cloud(row.cloud ?? 0);
  return [localChange(now, local, world.trees), cloudChange(now, cloud, world.trees)];
}

describe('what happened on a side', () => {
  const CASES: readonly (readonly [string, (world: World) => void, string, string])[] = [
    ['nothing', () => {}, 'unchanged', 'unchanged'],
    ['touched here', ({ here }) => here.touch('a/f'), 'touched', 'unchanged'],
    ['another size here', ({ here }) => here.edit('a/f', '22'), 'edited', 'unchanged'],
    ['renamed here', ({ here }) => here.move('a/f', 'a/g'), 'moved', 'unchanged'],
    ['moved here', ({ here }) => here.move('a/f', 'b/f'), 'moved', 'unchanged'],
    ['its folder moved here', ({ here }) => here.move('a', 'b/a'), 'unchanged', 'unchanged'],
    ['deleted here', ({ here }) => here.remove('a/f'), 'deleted', 'unchanged'],
    ['edited there', ({ cloud }) => cloud.edit('a/f', '2'), 'unchanged', 'edited'],
    ['moved there', ({ cloud }) => cloud.move('a/f', 'b/f'), 'unchanged', 'moved'],
    ['deleted there', ({ cloud }) => cloud.remove('a'), 'unchanged', 'deleted'],
    [
      'moved and edited on both',
      ({ here, cloud }) => {
        for (const hands of [here, cloud]) {
          hands.edit('a/f', '22');
          hands.move('a/f', 'b/f');
        }
      },
      'moved-edited',
      'moved-edited',
    ],
    [
      'moved and touched here: it has to be read first',
      ({ here }) => {
        here.touch('a/f');
        here.move('a/f', 'b/f');
      },
      'touched',
      'unchanged',
    ],
  ];
  for (const [told, edit, here, there] of CASES) it(told, () => expect(changes(edit)).toEqual([here, there]));

  it('a folder has no content: times and sizes of one are nobody’s edit', () => {
    const withTimes = ({ here, trees }: World): void => {
      const id = here.at('a');
      const node: LocalNode | undefined = trees.local(id);
      if (node !== undefined) trees.locals.set(id, { ...node, mtimeMs: 9, ctimeMs: 9, size: 4096 });
    };
    expect(changes(withTimes, 'a')).toEqual(['unchanged', 'unchanged']);
  });

  it('what cannot be read is neither changed nor gone', () => {
    const world = agreed(['f = 1']);
    const id = world.here.at('f');
    const row = world.trees.syncedOfLocal(id);
    const node = world.trees.local(id);
    if (row === undefined || node === undefined) throw new Error('Not agreed on.');
    expect(localChange(row, { ...node, unreadable: true, size: 0, hash: undefined }, world.trees)).toBe('unreadable');
  });

  it('an agreed name on this disk may be another one than in the cloud', () => {
    const world = agreed(['con_ = 1']);
    const row = world.trees.syncedOfLocal(world.here.at('con_'));
    if (row === undefined) throw new Error('Not agreed on.');
    world.cloud.move('con_', 'con');
    const alias: SyncedNode = { ...row, name: 'con' };
    expect(localChange(alias, world.trees.local(row.local ?? 0), world.trees)).toBe('unchanged');
    expect(cloudChange(alias, world.trees.cloud(row.cloud ?? 0), world.trees)).toBe('unchanged');
  });
});

it('hashes are equal byte by byte; an unknown one equals nothing', () => {
  expect(sameHash(hashOf('a'), hashOf('a'))).toBe(true);
  expect(sameHash(hashOf('a'), hashOf('b'))).toBe(false);
  expect(sameHash(hashOf('a'), hashOf('ab'))).toBe(false);
  expect(sameHash(undefined, undefined)).toBe(false);
  expect(sameHash(hashOf('a'), undefined)).toBe(false);
});
