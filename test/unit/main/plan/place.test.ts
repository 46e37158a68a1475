import { describe, expect, it } from 'vitest';
import {
  cloudParent,
  isBelowIgnored,
  isExcludedThere,
  localParent,
  nestingThere,
  obstacleHere,
  obstacleInCloud,
  upwards,
} from '../../../../main/plan/place.ts';
import { CLOUD_TOP, type Kind, LOCAL_TOP } from '../../../../main/plan/types.ts';
import { agreed, type World } from '../../../support/plan-world.ts';

const inCloud = ({ trees }: World, name: string, self?: number) =>
  obstacleInCloud(CLOUD_TOP, name, self, trees, trees.policy);
const onDisk = ({ trees }: World, name: string, self?: number) =>
  obstacleHere(LOCAL_TOP, name, self, trees, trees.policy);

describe('the folder on the other side', () => {
  it('is there, is still to be made, or was deleted and is needed again', () => {
    const world = agreed(['a/', 'b/']);
    const { trees, here, cloud } = world;
    const fresh = here.make('new/');
    cloud.remove('b');
    expect(cloudParent(here.at('a'), trees)).toEqual({ state: 'there', id: cloud.at('a') });
    expect(cloudParent(fresh, trees)).toEqual({ state: 'unborn', of: fresh });
    expect(cloudParent(here.at('b'), trees)).toMatchObject({ state: 'deleted', synced: { name: 'b' } });
    expect(localParent(CLOUD_TOP, trees)).toEqual({ state: 'there', id: LOCAL_TOP });
  });
});

describe('what stands in the way of a name', () => {
  it('nobody, or the node itself', () => {
    const world = agreed(['a = 1']);
    expect(inCloud(world, 'b').kind).toBe('none');
    expect(inCloud(world, 'A', world.cloud.at('a')).kind).toBe('none');
    expect(onDisk(world, 'A', world.here.at('a')).kind).toBe('none');
  });

  it('an agreed node that stays: a clash of names', () => {
    const world = agreed(['a = 1']);
    expect(inCloud(world, 'A')).toMatchObject({ kind: 'hold', reason: 'case-clash', detail: 'a' });
    expect(onDisk(world, 'A')).toMatchObject({ kind: 'hold', reason: 'case-clash', detail: 'a' });
  });

  it('an agreed node that leaves', () => {
    const world = agreed(['a = 1', 'b = 2']);
    world.here.move('a', 'x');
    world.cloud.move('b', 'y');
    expect(inCloud(world, 'a')).toMatchObject({ kind: 'leaving', side: 'cloud' });
    expect(onDisk(world, 'b')).toMatchObject({ kind: 'leaving', side: 'local' });
  });

  it('an agreed node that only changes its case does not leave its name', () => {
    const world = agreed(['a = 1', 'b = 2']);
    world.here.move('a', 'A');
    world.cloud.move('b', 'B');
    expect(inCloud(world, 'a').kind).toBe('hold');
    expect(onDisk(world, 'b').kind).toBe('hold');
  });

  it('an agreed node that is to be deleted', () => {
    const world = agreed(['a = 1', 'b = 2']);
    world.here.remove('a');
    world.cloud.remove('b');
    expect(inCloud(world, 'a')).toMatchObject({ kind: 'doomed', side: 'cloud' });
    expect(onDisk(world, 'b')).toMatchObject({ kind: 'doomed', side: 'local' });
  });

  it('a node that the cloud has put there', () => {
    const world = agreed(['a = 1']);
    world.cloud.make('new = 2');
    world.cloud.move('a', 'moved');
    expect(inCloud(world, 'new')).toMatchObject({ kind: 'of-cloud', node: { name: 'new' } });
    expect(inCloud(world, 'moved')).toMatchObject({ kind: 'of-cloud', node: { name: 'moved' } });
  });

  it('a node that this disk has put there', () => {
    const world = agreed(['a = 1', 'b = 2']);
    world.here.make('new = 2');
    world.here.move('a', 'moved');
    world.here.move('b', 'again');
    world.cloud.remove('b');
    for (const name of ['new', 'moved', 'again'])
      expect(onDisk(world, name)).toMatchObject({ kind: 'of-disk', node: { name } });
  });

  it('a name that this side does not take', () => {
    const world = agreed([]);
    expect(inCloud(world, 'a?')).toMatchObject({ kind: 'hold', reason: 'illegal-name-in-cloud' });
    expect(inCloud(world, 'x'.repeat(256))).toMatchObject({ kind: 'hold', reason: 'name-too-long' });
    expect(onDisk(world, 'con')).toMatchObject({ kind: 'hold', reason: 'illegal-name-here' });
    expect(onDisk(world, '.LEITZcloud')).toMatchObject({ kind: 'hold', reason: 'illegal-name-here' });
  });

  it('what takes no part: skipped here, ignored or left out there', () => {
    const ignoreRule = (name: string, kind: Kind) => (kind === 'file' && name === 'junk' ? 'junk' : undefined);
    const excluded = new Set<number>();
    const world = agreed(['out/'], { ignoreRule, isExcluded: (key) => excluded.has(key) });
    excluded.add(world.cloud.at('out'));
    world.here.make('junk = 1');
    world.cloud.make('junk = 1');
    expect(onDisk(world, 'junk')).toMatchObject({ kind: 'hold', reason: 'name-taken-here' });
    expect(inCloud(world, 'junk')).toMatchObject({ kind: 'hold', reason: 'name-taken-here' });
    expect(inCloud(world, 'out')).toMatchObject({ kind: 'hold', reason: 'name-of-excluded-folder' });
  });
});

describe('up the tree', () => {
  it('ends at the top, and ends in a ring of parents too', () => {
    const world = agreed(['a/', 'a/b/']);
    const [a, b] = [world.here.at('a'), world.here.at('a/b')];
    expect(upwards('local', b, world.trees)).toEqual([b, a, LOCAL_TOP]);
    const node = world.trees.local(a);
    if (node !== undefined) world.trees.locals.set(a, { ...node, parent: b });
    expect(upwards('local', b, world.trees).length).toBeLessThanOrEqual(2_000);
  });

  it('what is below a left-out or ignored folder is left out and ignored with it', () => {
    const excluded = new Set<number>();
    const ignoreRule = (name: string) => (name === 'cache' ? 'cache/' : undefined);
    const world = agreed(['out/', 'out/in/'], { ignoreRule, isExcluded: (key) => excluded.has(key) });
    excluded.add(world.cloud.at('out'));
    world.cloud.make('cache/');
    const inside = world.cloud.make('cache/f = 1');
    expect(isExcludedThere(world.cloud.at('out/in'), world.trees, world.trees.policy)).toBe(true);
    expect(isExcludedThere(inside, world.trees, world.trees.policy)).toBe(false);
    expect(isBelowIgnored(inside, world.trees, world.trees.policy)).toBe(true);
  });

  it('a folder can go anywhere but into itself, and there as soon as the way has moved out', () => {
    const world = agreed(['p/', 'p/c/', 'q/']);
    const nesting = (path: string) => {
      const local = world.trees.local(world.here.at(path));
      const cloud = world.trees.cloud(world.trees.syncedOfLocal(local?.id ?? 0)?.cloud ?? 0);
      return local && cloud && nestingThere(local, cloud, world.trees);
    };
    expect(nesting('q')).toBe('free');
    world.here.move('p/c', 'c');
    world.here.move('p', 'c/p');
    const c = world.trees.syncedOfLocal(world.here.at('c'))?.id;
    expect(nesting('c/p')).toEqual({ tree: 'synced', id: c });
    world.cloud.move('q', 'p/c/q');
    world.here.move('c', 'q/c');
    expect(nesting('q/c')).toBe('conflict');
    expect(nesting('q/c/p')).toBe('conflict');
  });
});
