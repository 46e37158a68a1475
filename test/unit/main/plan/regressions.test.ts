/** Bugs of the planner that its properties found, each as the smallest story that shows it. */
import { describe, expect, it } from 'vitest';
import { openRing } from '../../../../main/plan/cycles.ts';
import { reconcile } from '../../../../main/plan/reconcile.ts';
import type { Kind } from '../../../../main/plan/types.ts';
import { perform } from '../../../support/plan-executor.ts';
import { agreed, type Hands, type World } from '../../../support/plan-world.ts';

const kindsOf = (world: World): readonly string[] =>
  world.settle().passes.flatMap(({ plan }) => plan.actions.map(({ kind }) => kind));

describe('hierarchies turned inside out', () => {
  const insideOut = (hands: Hands): void => {
    hands.move('p/c', 'c~');
    hands.move('p', 'c~/p');
    hands.move('c~', 'c');
  };

  it('on this disk: the outer folder waits for the inner one to leave it, and is not put back', () => {
    const world = agreed(['p/', 'p/c/', 'p/c/f = 1']);
    insideOut(world.here);
    expect(world.plan()).toEqual(['move-cloud c: moved-here', 'wait p']);
    expect(world.settled()).toEqual(['c/', 'c/f = 1', 'c/p/']);
  });

  it('in the cloud: the same, and nothing waits for ever', () => {
    const world = agreed(['p/', 'p/c/', 'p/c/f = 1']);
    insideOut(world.cloud);
    expect(world.settled()).toEqual(['c/', 'c/f = 1', 'c/p/']);
  });

  it('with the names exchanged: the ring of a name and a nesting is opened at the name', () => {
    for (const side of ['here', 'cloud'] as const) {
      const world = agreed(['a/', 'a/b/', 'a/b/f = 1']);
      const hands = world[side];
      hands.move('a/b', 'x');
      hands.move('a', 'x/b');
      hands.move('x', 'a');
      expect(world.settled()).toEqual(['a/', 'a/b/', 'a/f = 1']);
    }
  });

  it('each side puts one folder into the other: the cloud’s order stays', () => {
    const world = agreed(['a/', 'b/']);
    world.here.move('a', 'b/a');
    world.cloud.move('b', 'a/b');
    expect(world.settled()).toEqual(['a/', 'a/b/']);
  });

  it('a whole chain that cannot be is taken back from its end', () => {
    const world = agreed(['p/', 'p/a/', 'b/']);
    world.here.move('p/a', 'b/a');
    world.here.move('p', 'b/a/p');
    world.cloud.move('b', 'p/a/b');
    expect(world.settled()).toEqual(['p/', 'p/a/', 'p/a/b/']);
  });
});

describe('a folder that one side deleted and that is needed again', () => {
  it('keeps its agreement: what was moved out of it on this disk stays where it was moved', () => {
    const world = agreed(['inbox/', 'inbox/mail = 1', 'archive/']);
    world.here.move('inbox/mail', 'archive/mail');
    world.here.remove('inbox');
    world.cloud.make('inbox/late = 2');
    expect(world.settled()).toEqual(['archive/', 'archive/mail = 1', 'inbox/', 'inbox/late = 2']);
  });

  it('does not bring back what was deleted with it', () => {
    const world = agreed(['a/', 'a/old = 1', 'a/older = 2']);
    world.here.remove('a');
    world.cloud.make('a/new = 3');
    expect(world.plan()).toContain('make-local-folder a again alone: needed-by-content');
    expect(world.settled()).toEqual(['a/', 'a/new = 3']);
  });

  it('brings all of them back where several are needed, each after the one above', () => {
    const world = agreed(['a/', 'a/b/', 'a/b/c/']);
    world.cloud.remove('a');
    world.here.make('a/b/c/new = 1');
    expect(world.plan().slice(0, 4)).toEqual([
      'make-cloud-folder a again alone: needed-by-content',
      'make-cloud-folder b again alone: needed-by-content',
      'make-cloud-folder c again alone: needed-by-content',
      'upload-new new: new-here',
    ]);
    expect(world.settled()).toEqual(['a/', 'a/b/', 'a/b/c/', 'a/b/c/new = 1']);
  });

  it('goes on with a folder of that name that somebody made meanwhile', () => {
    const world = agreed(['a/', 'a/f = 1']);
    world.cloud.move('a', 'b');
    world.here.remove('a');
    world.here.make('b/');
    world.here.make('b/mine = 2');
    expect(world.plan()[0]).toBe('adopt b again with-content: move-beats-delete');
    expect(world.settled()).toEqual(['b/', 'b/f = 1', 'b/mine = 2']);
  });

  it('is found, not made: what goes into it is compared with what is there', () => {
    const world = agreed(['a/']);
    for (const hands of [world.here, world.cloud]) {
      hands.remove('a');
      hands.make('a/');
      hands.make('a/f = 1', 5_000);
    }
    expect(kindsOf(world)).not.toContain('upload-new');
    expect(world.settled()).toEqual(['a/', 'a/f = 1']);
  });
});

describe('deleted and made again', () => {
  it('a file keeps its id in the cloud, and its new bytes are a new revision', () => {
    const world = agreed(['f = 1']);
    const key = world.cloud.at('f');
    world.here.remove('f');
    world.here.make('f = other');
    expect(world.plan()).toContain('adopt f again alone: new-here');
    expect(world.settled()).toEqual(['f = other']);
    expect(world.cloud.at('f')).toBe(key);
  });

  it('a folder that was rebuilt with the old things in it sends nothing and deletes nothing', () => {
    const world = agreed(['a/', 'a/f = 1', 'a/b/', 'a/b/g = 2']);
    world.here.make('new/');
    world.here.move('a/f', 'new/f');
    world.here.move('a/b', 'new/b');
    world.here.remove('a');
    world.here.move('new', 'a');
    expect(kindsOf(world)).toEqual(['adopt']);
    expect(world.settled()).toEqual(['a/', 'a/b/', 'a/b/g = 2', 'a/f = 1']);
  });

  it('a file made again in the cloud is fetched, and the old bytes here go to the trash first', () => {
    const world = agreed(['f = 1']);
    world.cloud.remove('f');
    world.cloud.make('f = other');
    expect(world.settled()).toEqual(['f = other']);
    expect(world.trees.localTrash).toEqual(['1']);
  });

  it('where the other side edited the old file meanwhile, both are kept', () => {
    const world = agreed(['f = 1']);
    world.here.remove('f');
    world.here.make('f = mine');
    world.cloud.edit('f', 'theirs');
    expect(world.plan()).toEqual(['unbind f: edit-beats-delete', 'wait f']);
    expect(world.settled()).toEqual(['f (conflict HOST 2026-11-24) = mine', 'f = theirs']);
  });
});

describe('editors that save by renaming', () => {
  const ignoreRule = (name: string, kind: Kind) => (kind === 'file' && name.endsWith('~') ? '*~' : undefined);

  it('a backup under an ignored name passes the agreement on to the file under the old name', () => {
    const world = agreed(['f = 1'], { ignoreRule });
    world.here.move('f', 'f~');
    world.here.make('f = saved');
    expect(kindsOf(world)).toEqual(['adopt', 'upload-edit']);
    expect(world.trees.render('cloud')).toEqual(['f = saved']);
    expect(world.trees.render('local')).toEqual(['f = saved', 'f~ = 1']);
  });
});

describe('two things want one name', () => {
  it('moved here and moved in the cloud onto one name: the cloud’s keeps it, the other one is set aside', () => {
    const world = agreed(['a = 1', 'b = 2']);
    world.here.move('a', 'x');
    world.cloud.move('b', 'x');
    expect(world.settled()).toEqual(['x (conflict HOST 2026-11-24) = 1', 'x = 2']);
  });

  it('made again there and moved here onto one name: the cloud’s keeps it', () => {
    const world = agreed(['a/', 'b/']);
    world.here.remove('b');
    world.here.move('a', 'b');
    world.cloud.remove('a');
    world.cloud.make('b/new = 1');
    expect(world.settled()).toEqual(['b (conflict HOST 2026-11-24)/', 'b/', 'b/new = 1']);
  });

  it('a move that is taken back frees its name; nothing is set aside for it', () => {
    const world = agreed(['a/', 'a/b/', 'c/', 'x/']);
    world.here.move('a', 'c/n');
    world.cloud.move('c', 'a/b/c');
    world.cloud.move('x', 'a/b/c/n');
    expect(world.plan().join()).not.toContain('set-aside');
    expect(world.settled().join()).not.toContain('conflict');
  });

  it('the cloud’s spelling of a name in another case is not fetched beside the one that is here', () => {
    const world = agreed(['d/'], { platform: 'linux' });
    world.here.make('d/A = 1');
    world.cloud.make('d/a = 22');
    expect(world.plan()).toEqual(['keep-both A: created-on-both-sides', 'wait a']);
  });
});

describe('rings', () => {
  it('a new folder takes the name of the one that moves into it', () => {
    for (const side of ['here', 'cloud'] as const) {
      const world = agreed(['a/', 'a/f = 1']);
      const hands = world[side];
      hands.move('a', 'x');
      hands.make('a/');
      hands.move('x', 'a/a');
      expect(world.settled()).toEqual(['a/', 'a/a/', 'a/a/f = 1']);
    }
  });

  it('a folder inside a deleted one takes that one’s name', () => {
    for (const side of ['here', 'cloud'] as const) {
      const world = agreed(['a/', 'a/a/', 'a/a/f = 1', 'a/gone = 2']);
      const hands = world[side];
      hands.move('a/a', 'x');
      hands.remove('a');
      hands.move('x', 'a');
      expect(world.settled()).toEqual(['a/', 'a/f = 1']);
    }
  });

  it('a swap across folders brings both true names back, not the temporary one', () => {
    const world = agreed(['x/', 'x/f = 1', 'y/', 'y/f = 2']);
    world.here.swap('x/f', 'y/f');
    const first = reconcile(world.trees.differing(), world.trees, world.trees.policy);
    const opening = openRing(first.waiting);
    expect(opening?.kind).toBe('step-aside');
    expect(opening && perform(world.trees, opening)).toBe(true);
    expect(world.settled()).toEqual(['x/', 'x/f = 2', 'y/', 'y/f = 1']);
  });

  it('a ring of three on this disk sends no byte', () => {
    const world = agreed(['a = 1', 'b = 2', 'c = 3']);
    world.here.move('c', 'x');
    world.here.move('b', 'c');
    world.here.move('a', 'b');
    world.here.move('x', 'a');
    expect(new Set(kindsOf(world))).toEqual(new Set(['move-cloud']));
    expect(world.settled()).toEqual(['a = 3', 'b = 1', 'c = 2']);
  });
});

describe('lists that are older than the trees', () => {
  it('a new node that was bound since it was listed is not decided about as new', () => {
    const world = agreed([]);
    const id = world.here.make('f = 1');
    world.settle();
    const plan = reconcile([{ tree: 'local', id }], world.trees, world.trees.policy);
    expect(plan).toEqual({ actions: [], holds: [], waiting: [], deletions: [], settled: [{ tree: 'local', id }] });
  });

  it('two agree on a move only while both names are the same', () => {
    const world = agreed(['f = 1']);
    for (const hands of [world.here, world.cloud]) hands.move('f', 'g');
    const [agreeing] = reconcile(world.trees.differing(), world.trees, world.trees.policy).actions;
    world.here.move('g', 'h');
    expect(agreeing?.kind).toBe('agree');
    expect(agreeing && perform(world.trees, agreeing)).toBe(false);
    expect(world.settled()).toEqual(['g = 1']);
  });
});
