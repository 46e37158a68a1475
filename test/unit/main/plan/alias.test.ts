import { describe, expect, it } from 'vitest';
import { nameHere } from '../../../../main/plan/alias.ts';
import { type Aliases, CLOUD_TOP, LOCAL_TOP, type Policy } from '../../../../main/plan/types.ts';
import { agreed, type World } from '../../../support/plan-world.ts';

const ALIASES: Aliases = { on: true, of: () => undefined, given: () => [], isIgnored: () => false };

const world = (lines: readonly string[], more: Partial<Policy> & { platform?: Policy['platform'] } = {}): World =>
  agreed(lines, { aliases: ALIASES, ...more });

function named({ trees, cloud }: World, path: string) {
  const node = trees.cloud(cloud.at(path));
  if (node === undefined) throw new Error(path);
  const { name, obstacle } = nameHere(node, LOCAL_TOP, undefined, trees, trees.policy);
  return obstacle.kind === 'none' ? name : obstacle;
}

describe('the name of a node of the cloud here', () => {
  it.each([
    ['win32', 'con', '_con'],
    ['win32', 'x?.txt', 'x_.txt'],
    ['win32', 'y ', 'y'],
    ['linux', '.leitzcloud', '_.leitzcloud'],
    ['linux', 'ä'.repeat(200), 'ä'.repeat(127)],
    ['darwin', 'a:b', 'a_b'],
    ['linux', 'a:b', 'a:b'],
    ['win32', 'plain.txt', 'plain.txt'],
  ] as const)('%s: %s is %s', (platform, name, here) => {
    const one = world([], { platform });
    one.trees.addCloud(CLOUD_TOP, name, 'file', 'x');
    expect(named(one, name)).toBe(here);
  });

  it('is none that anybody has here, or in the cloud, or that a rule would ignore', () => {
    const one = world(['x_ = 1'], { aliases: { ...ALIASES, isIgnored: (_parent, name) => name === 'x_ (3)' } });
    one.cloud.make('x_ (2) = 2');
    one.cloud.make('x? = 3');
    expect(named(one, 'x?')).toBe('x_ (4)');
  });

  it('is its own where no other one is allowed, and then it is held', () => {
    const one = world([], { aliases: { ...ALIASES, on: false } });
    one.cloud.make('x? = 1');
    expect(named(one, 'x?')).toMatchObject({ kind: 'hold', reason: 'illegal-name-here' });
  });
});

it('two spellings of one name that met as equals are no alias, and stay where none are wanted', () => {
  const one = world(['Plan.txt = 1'], { aliases: { ...ALIASES, on: false } });
  const row = one.trees.syncedOfLocal(one.here.at('Plan.txt'));
  const cloud = one.trees.cloud(row?.cloud ?? 0);
  if (row === undefined || cloud === undefined) throw new Error('not agreed');
  one.trees.clouds.set(cloud.key, { ...cloud, name: 'plan.txt' });
  one.trees.rows.set(row.id, { ...row, name: 'plan.txt' });
  expect(one.plan()).toEqual([]);
  one.here.edit('Plan.txt', '2');
  one.settle();
  expect(one.trees.render('local')).toEqual(['Plan.txt = 2']);
  expect(one.trees.render('cloud')).toEqual(['plan.txt = 2']);
});

describe('a node with another name here', () => {
  it('is made under it, with its content', () => {
    const one = world([]);
    one.cloud.make('con/');
    one.cloud.make('con/x? = 1');
    one.settle();
    expect(one.trees.render('local')).toEqual(['_con/', '_con/x_ = 1']);
    expect(one.trees.render('cloud')).toEqual(['con/', 'con/x? = 1']);
    expect(one.plan()).toEqual([]);
  });

  it('two names that are one here: the second gets another one', () => {
    const one = world([], { platform: 'darwin' });
    one.cloud.make('caf\u00e9 = 1');
    one.cloud.make('cafe\u0301 = 2');
    one.settle();
    expect(one.trees.render('local')).toEqual(['cafe\u0301 (2) = 2', 'caf\u00e9 = 1']);
    one.here.edit('cafe\u0301 (2)', '3');
    one.settle();
    expect(one.trees.render('cloud')).toContain('cafe\u0301 = 3');
  });

  it('swaps its name in the cloud with a neighbour, and nothing of it leaks', () => {
    const one = world([]);
    one.cloud.make('con = 1');
    one.cloud.make('x? = 2');
    one.settle();
    one.cloud.swap('con', 'x?');
    one.settle();
    expect(one.trees.render('cloud')).toEqual(['con = 2', 'x? = 1']);
    // The plain other names are still taken while they change hands.
    expect(one.trees.render('local')).toEqual(['_con (2) = 2', 'x_ (2) = 1']);
    expect(one.plan()).toEqual([]);
  });

  it('keeps its true name where two of them change places here', () => {
    const one = world(['a/', 'b/']);
    one.cloud.make('a/con = 1');
    one.cloud.make('b/con = 2');
    one.settle();
    one.here.move('a/_con', 'a/way');
    one.here.move('b/_con', 'a/_con');
    one.here.move('a/way', 'b/_con');
    one.settle();
    expect(one.trees.render('cloud')).toEqual(['a/', 'a/con = 2', 'b/', 'b/con = 1']);
    expect(one.plan()).toEqual([]);
  });

  it('loses it by its true name, where that became possible and somebody gives it', () => {
    const one = world([], { platform: 'darwin' });
    one.cloud.make('caf\u00e9 = 1');
    one.cloud.make('cafe\u0301 = 2');
    one.settle();
    one.cloud.remove('caf\u00e9');
    one.settle();
    one.here.move('cafe\u0301 (2)', 'cafe\u0301');
    one.settle();
    expect(one.trees.render('cloud')).toEqual(['cafe\u0301 = 2']);
    expect(one.trees.aliasesGiven.size).toBe(0);
  });

  it('made anew here before anybody told, it is still that node', () => {
    const one = world([]);
    one.cloud.make('con = 1');
    one.settle();
    one.here.remove('_con');
    one.here.make('_con = 2');
    expect(one.plan()).toContain('adopt _con again alone: edited-here');
    one.settle();
    expect(one.trees.render('cloud')).toEqual(['con = 2']);
  });
});
