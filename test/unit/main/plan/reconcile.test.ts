import { describe, expect, it } from 'vitest';
import type { Kind } from '../../../../main/plan/types.ts';
import { agreed, type World } from '../../../support/plan-world.ts';

interface Case {
  readonly told: string;
  readonly base: readonly string[];
  readonly edit: (world: World) => void;
  readonly plan: readonly string[];
  readonly end?: readonly string[];
}

const CASES: readonly Case[] = [
  { told: 'nothing changed', base: ['a/', 'a/f = 1'], edit: () => {}, plan: [], end: ['a/', 'a/f = 1'] },
  {
    told: 'a new folder with a file here: the folder first, the file after it',
    base: [],
    edit: ({ here }) => {
      here.make('a/');
      here.make('a/f = 1');
    },
    plan: ['make-cloud-folder a: new-here', 'upload-new f: new-here'],
    end: ['a/', 'a/f = 1'],
  },
  {
    told: 'a new folder with a file in the cloud',
    base: [],
    edit: ({ cloud }) => {
      cloud.make('a/');
      cloud.make('a/f = 1');
    },
    plan: ['make-local-folder a: new-in-cloud', 'download-new f: new-in-cloud'],
    end: ['a/', 'a/f = 1'],
  },
  {
    told: 'a touched file is read, not sent',
    base: ['f = 1'],
    edit: ({ here }) => here.touch('f'),
    plan: ['read f: content-unknown'],
    end: ['f = 1'],
  },
  {
    told: 'a file of another size needs no reading to be known as edited',
    base: ['f = 1'],
    edit: ({ here }) => here.edit('f', 'longer'),
    plan: ['upload-edit f: edited-here'],
    end: ['f = longer'],
  },
  {
    told: 'an edit in the cloud comes here',
    base: ['f = 1'],
    edit: ({ cloud }) => cloud.edit('f', '2'),
    plan: ['download-edit f: edited-in-cloud'],
    end: ['f = 2'],
  },
  {
    told: 'both edited: the cloud keeps the name, the local version becomes a copy',
    base: ['f.txt = 1'],
    edit: ({ here, cloud }) => {
      here.edit('f.txt', 'mine!');
      cloud.edit('f.txt', 'yours');
    },
    plan: ['keep-both f.txt: edited-on-both-sides'],
    end: ['f (conflict HOST 2026-11-24).txt = mine!', 'f.txt = yours'],
  },
  {
    told: 'both made the same edit: no conflict',
    base: ['f = 1'],
    edit: ({ here, cloud }) => {
      here.edit('f', 'same');
      cloud.edit('f', 'same');
    },
    plan: ['keep-both f: edited-on-both-sides'],
    end: ['f = same'],
  },
  {
    told: 'a revision below the agreed one is said to be a step back',
    base: ['f = 1'],
    edit: ({ here, cloud, trees }) => {
      here.edit('f', 'mine!');
      const key = cloud.at('f');
      const node = trees.cloud(key);
      if (node !== undefined) trees.clouds.set(key, { ...node, revision: node.revision - 1 });
    },
    plan: ['keep-both f: cloud-went-back'],
  },
  {
    told: 'a moved folder is one step, however much is in it',
    base: ['a/', 'a/f = 1', 'a/b/', 'a/b/g = 2'],
    edit: ({ here }) => here.move('a', 'z'),
    plan: ['move-cloud z: moved-here'],
    end: ['z/', 'z/b/', 'z/b/g = 2', 'z/f = 1'],
  },
  {
    told: 'moved on both sides to the same place: only the agreement changes',
    base: ['f = 1'],
    edit: ({ here, cloud }) => {
      here.move('f', 'g');
      cloud.move('f', 'g');
    },
    plan: ['agree g: cloud-move-wins'],
    end: ['g = 1'],
  },
  {
    told: 'moved on both sides to different places: the cloud wins',
    base: ['f = 1'],
    edit: ({ here, cloud }) => {
      here.move('f', 'g');
      cloud.move('f', 'h');
    },
    plan: ['move-local g: cloud-move-wins'],
    end: ['h = 1'],
  },
  {
    told: 'moved into a folder that is only being made: after it',
    base: ['f = 1'],
    edit: ({ here }) => {
      here.make('new/');
      here.move('f', 'new/f');
    },
    plan: ['make-cloud-folder new: new-here', 'wait f'],
    end: ['new/', 'new/f = 1'],
  },
  {
    told: 'a rename in case only is a rename',
    base: ['a = 1'],
    edit: ({ here }) => here.move('a', 'A'),
    plan: ['move-cloud A: moved-here'],
    end: ['A = 1'],
  },
  {
    told: 'a deletion here goes to the cloud, the topmost folder leading',
    base: ['a/', 'a/f = 1'],
    edit: ({ here }) => here.remove('a'),
    plan: ['delete-cloud a', 'delete-cloud f (along)'],
    end: [],
  },
  {
    told: 'gone on both sides',
    base: ['f = 1'],
    edit: ({ here, cloud }) => {
      here.remove('f');
      cloud.remove('f');
    },
    plan: ['forget f: gone-on-both-sides'],
    end: [],
  },
  {
    told: 'an edit beats a deletion',
    base: ['f = 1'],
    edit: ({ here, cloud }) => {
      here.edit('f', 'longer');
      cloud.remove('f');
    },
    plan: ['unbind f: edit-beats-delete'],
    end: ['f = longer'],
  },
  {
    told: 'an edit inside a deleted folder needs the folder back, and only itself',
    base: ['a/', 'a/f = 1', 'a/g = 2'],
    edit: ({ here, cloud }) => {
      here.remove('a');
      cloud.edit('a/f', '3');
    },
    plan: ['unbind f: edit-beats-delete', 'delete-cloud a', 'delete-cloud g (along)'],
    end: ['a/', 'a/f = 3'],
  },
  {
    told: 'who moves a folder uses all that is in it: the deletion on the other side loses',
    base: ['a/', 'a/f = 1'],
    edit: ({ here, cloud }) => {
      here.remove('a');
      cloud.move('a', 'b');
    },
    plan: ['make-local-folder b again with-content: move-beats-delete', 'delete-cloud f (along)'],
    end: ['b/', 'b/f = 1'],
  },
  {
    told: 'two new folders of one name are one folder',
    base: [],
    edit: ({ here, cloud }) => {
      here.make('a/');
      here.make('a/mine = 1');
      cloud.make('a/');
      cloud.make('a/yours = 2');
    },
    plan: ['adopt a: equal-on-both-sides', 'wait mine', 'wait a', 'wait yours'],
    end: ['a/', 'a/mine = 1', 'a/yours = 2'],
  },
  {
    told: 'two new files of one name, size and second are taken for equal',
    base: [],
    edit: ({ here, cloud }) => {
      here.make('f = 1', 5_500);
      cloud.make('f = 1', 5_000);
    },
    plan: ['adopt f: equal-on-both-sides', 'wait f'],
    end: ['f = 1'],
  },
  {
    told: 'two new files of one name and different sizes: both are kept',
    base: [],
    edit: ({ here, cloud }) => {
      here.make('f = 1');
      cloud.make('f = 22');
    },
    plan: ['keep-both f: created-on-both-sides', 'wait f'],
    end: ['f (conflict HOST 2026-11-24) = 1', 'f = 22'],
  },
  {
    told: 'a new file here against a new folder there: the file is set aside',
    base: [],
    edit: ({ here, cloud }) => {
      here.make('a = 1');
      cloud.make('a/');
    },
    plan: ['set-aside-local a: file-against-folder', 'wait a'],
    end: ['a (conflict HOST 2026-11-24) = 1', 'a/'],
  },
  {
    told: 'a new folder here against a new file there: the file is set aside',
    base: [],
    edit: ({ here, cloud }) => {
      here.make('a/');
      cloud.make('a = 1');
    },
    plan: ['set-aside-cloud a: file-against-folder', 'wait a'],
    end: ['a (conflict HOST 2026-11-24) = 1', 'a/'],
  },
  {
    told: 'a folder takes the place of a file',
    base: ['a = 1'],
    edit: ({ here }) => {
      here.remove('a');
      here.make('a/');
      here.make('a/f = 2');
    },
    plan: ['delete-cloud a', 'wait a', 'wait f'],
    end: ['a/', 'a/f = 2'],
  },
  {
    told: 'a chain of renames finds its order',
    base: ['a = 1', 'b = 2'],
    edit: ({ here }) => {
      here.move('b', 'c');
      here.move('a', 'b');
    },
    plan: ['move-cloud c: moved-here', 'wait b'],
    end: ['b = 1', 'c = 2'],
  },
  {
    told: 'a swap waits until a ring is opened',
    base: ['a = 1', 'b = 2'],
    edit: ({ here }) => here.swap('a', 'b'),
    plan: ['wait b', 'wait a'],
    end: ['a = 2', 'b = 1'],
  },
  {
    told: 'a swap of two files of one name between two folders leaves no temporary name',
    base: ['x/', 'x/f = 1', 'y/', 'y/f = 2'],
    edit: ({ cloud }) => cloud.swap('x/f', 'y/f'),
    plan: ['wait f', 'wait f'],
    end: ['x/', 'x/f = 2', 'y/', 'y/f = 1'],
  },
  {
    told: 'an unreadable file waits, whatever the cloud did',
    base: ['f = 1'],
    edit: ({ here, cloud, trees }) => {
      cloud.remove('f');
      const id = here.at('f');
      const node = trees.local(id);
      if (node !== undefined) trees.locals.set(id, { ...node, unreadable: true });
    },
    plan: ['hold f: unreadable'],
  },
];

describe('reconcile', () => {
  for (const { told, base, edit, plan, end } of CASES)
    it(told, () => {
      const world = agreed(base);
      edit(world);
      expect(world.plan()).toEqual(plan);
      if (end !== undefined) expect(world.settled()).toEqual(end);
    });

  it('holds what is too large, and goes on with the rest', () => {
    const world = agreed(['old = 1'], { maxFileSize: 4 });
    world.here.make('big = 12345');
    world.here.make('small = 1234');
    world.here.edit('old', '12345');
    expect(world.plan()).toEqual(['upload-new small: new-here', 'hold old: too-large', 'hold big: too-large']);
  });

  it('lists both halves of an unreadable pair as held, so that neither waits for ever', () => {
    const world = agreed([]);
    const id = world.here.make('f = 1');
    world.cloud.make('f = 2');
    const node = world.trees.local(id);
    if (node !== undefined) world.trees.locals.set(id, { ...node, unreadable: true });
    expect(world.plan()).toEqual(['hold f: unreadable', 'hold f: unreadable']);
  });

  it('holds names that cannot be on the other side, and what is inside them waits', () => {
    const world = agreed([], { platform: 'linux' });
    world.here.make('what?/');
    world.here.make('what?/f = 1');
    world.cloud.make(`${'x'.repeat(200)}\u{1f600}${'y'.repeat(53)} = 2`);
    expect(world.plan()).toEqual([
      'hold what?: illegal-name-in-cloud',
      `hold ${'x'.repeat(200)}\u{1f600}${'y'.repeat(53)}: name-too-long`,
      'wait f',
    ]);
  });

  it('holds the second of two files that differ in case only, where this disk tells them apart', () => {
    const world = agreed([], { platform: 'linux' });
    world.here.make('a = 1');
    world.here.make('A = 2');
    expect(world.plan()).toEqual(['upload-new a: new-here', 'wait A']);
    world.settle();
    expect(world.plan()).toEqual(['hold A: case-clash']);
  });

  it('takes a new file for the cloud’s namesake of another case, and follows the cloud’s spelling', () => {
    const world = agreed([], { platform: 'linux' });
    world.here.make('Report = 1', 5_000);
    world.cloud.make('report = 1', 5_000);
    expect(world.settled()).toEqual(['report = 1']);
  });

  it('leaves the cloud’s namesake to the file here that is spelled just so', () => {
    const world = agreed([], { platform: 'linux' });
    world.here.make('A = 1');
    world.here.make('a = 22');
    world.cloud.make('a = 22');
    expect(world.plan()).toEqual(['keep-both a: created-on-both-sides', 'hold A: case-clash', 'wait a']);
  });

  it('keeps the true name in the cloud where this disk has an agreed other one, wherever it is moved', () => {
    const world = agreed(['a/', 'con_ = 1']);
    world.cloud.move('con_', 'con');
    const row = world.trees.syncedOfLocal(world.here.at('con_'));
    if (row !== undefined) world.trees.rows.set(row.id, { ...row, name: 'con' });
    expect(world.plan()).toEqual([]);
    world.here.move('con_', 'a/con_');
    world.settle();
    expect(world.trees.render('cloud')).toEqual(['a/', 'a/con = 1']);
    expect(world.trees.render('local')).toEqual(['a/', 'a/con_ = 1']);
    world.cloud.move('a/con', 'con');
    world.settle();
    expect(world.trees.render('local')).toEqual(['a/', 'con_ = 1']);
    world.cloud.make('a/con = 2');
    world.here.move('con_', 'a/con_');
    expect(world.plan()).toContain('set-aside-local con_: created-on-both-sides');
  });

  it('two new files of one size and different times are compared, not taken for equal', () => {
    const world = agreed([]);
    world.here.make('f = 1', 5_000);
    world.cloud.make('f = 2', 9_000);
    expect(world.plan()).toEqual(['keep-both f: created-on-both-sides', 'wait f']);
  });

  it('composed and decomposed forms are one name on a Mac, and two in the cloud: the second is held', () => {
    const world = agreed([], { platform: 'darwin' });
    world.cloud.make('caf\u00e9 = 1');
    world.cloud.make('cafe\u0301 = 2');
    world.settle();
    expect(world.trees.render('local')).toEqual(['caf\u00e9 = 1']);
    expect(world.plan()).toEqual(['hold cafe\u0301: case-clash']);
  });
});

describe('what is left out', () => {
  const leftOut = (base: readonly string[]): World & { exclude: (path: string) => void } => {
    const keys = new Set<number>();
    const world = agreed(base, { isExcluded: (key) => keys.has(key) });
    return { ...world, exclude: (path) => keys.add(world.cloud.at(path)) };
  };

  it('a folder that is left out leaves this disk and stays in the cloud', () => {
    const world = leftOut(['a/', 'a/f = 1']);
    world.exclude('a');
    expect(world.plan()).toContain('evict-local a: left-out');
    world.settle();
    expect(world.trees.render('local')).toEqual([]);
    expect(world.trees.render('cloud')).toEqual(['a/', 'a/f = 1']);
    expect(world.trees.localTrash).toEqual(['1']);
  });

  it('what was not sent yet goes up before the local copy goes', () => {
    const world = leftOut(['a/', 'a/f = 1']);
    world.here.edit('a/f', 'longer');
    world.here.make('a/new = 2');
    world.exclude('a');
    world.settle();
    expect(world.trees.render('local')).toEqual([]);
    expect(world.trees.render('cloud')).toEqual(['a/', 'a/f = longer', 'a/new = 2']);
  });

  it('who deletes the local copy of a left-out folder by hand means the copy', () => {
    const world = leftOut(['a/', 'a/f = 1']);
    world.exclude('a');
    world.here.remove('a');
    world.settle();
    expect(world.trees.render('cloud')).toEqual(['a/', 'a/f = 1']);
  });

  it('a file that the cloud moves into a left-out folder leaves this disk', () => {
    const world = leftOut(['a/', 'f = 1']);
    world.exclude('a');
    world.settle();
    world.cloud.move('f', 'a/f');
    expect(world.plan()).toContain('evict-local f: left-out');
    world.settle();
    expect(world.trees.render('local')).toEqual([]);
    expect(world.trees.render('cloud')).toEqual(['a/', 'a/f = 1']);
  });

  it('a local folder that takes the name of a left-out one is held, not merged by surprise', () => {
    const world = leftOut(['a/']);
    world.exclude('a');
    world.settle();
    world.here.make('a/');
    expect(world.plan()).toEqual(['hold a: name-of-excluded-folder']);
  });
});

describe('what is ignored', () => {
  const ignoreRule = (name: string, kind: Kind) => (kind === 'file' && name.endsWith('.tmp') ? '*.tmp' : undefined);

  it('a rule that starts to match drops the agreement and deletes nothing', () => {
    const world = agreed(['f = 1'], { ignoreRule });
    world.here.move('f', 'f.tmp');
    expect(world.plan()).toEqual(['unbind f.tmp: ignored-now']);
    expect(world.settle().passes.map(({ worked }) => worked)).not.toContain('deletions');
    expect(world.trees.render('cloud')).toEqual(['f = 1']);
  });

  it('a file that the cloud moves under an ignored name keeps its place and its agreement here', () => {
    const world = agreed(['f = 1'], { ignoreRule });
    world.cloud.move('f', 'f.tmp');
    expect(world.plan()).toEqual(['hold f: content-left-out']);
    world.cloud.move('f.tmp', 'f');
    expect(world.settled()).toEqual(['f = 1']);
  });

  it('an ignored file here is no namesake of a folder in the cloud, which is held with the reason', () => {
    const world = agreed([], { ignoreRule });
    world.here.make('a.tmp = 1');
    world.cloud.make('a.tmp/');
    expect(world.plan()).toEqual(['hold a.tmp: name-taken-here']);
  });

  it('a folder named as only ignored files are is no namesake of such a file', () => {
    const world = agreed([], { ignoreRule });
    world.here.make('a.tmp/');
    world.cloud.make('a.tmp = 1');
    expect(world.plan()).toEqual(['hold a.tmp: name-taken-here']);
  });
});
