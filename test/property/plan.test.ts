import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasAlias } from '../../main/plan/alias.ts';
import { upwards } from '../../main/plan/place.ts';
import type { Aliases, Kind, Policy } from '../../main/plan/types.ts';
import { MemoryTrees, policyFor, type Side } from '../support/memory-trees.ts';
import {
  type Edit,
  editOf,
  type Planted,
  perform,
  plant,
  plantedOf,
  SAFE_NAMES,
  WILD_NAMES,
} from '../support/plan-edits.ts';
import { checkEqual, checkExplained, checkQuiet, checkStay, contentsThatStay } from '../support/plan-laws.ts';
import { type Story, seeded, settle, tell } from '../support/plan-run.ts';

/** `PLAN_RUNS=100000 PLAN_SEED=7 npx vitest run test/property/plan.test.ts` looks further. */
const RUNS = Number(process.env['PLAN_RUNS'] ?? 1_500);
const SEED = Number(process.env['PLAN_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const check = <Ts extends unknown[]>(property: fc.IProperty<Ts>): void =>
  fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: false });

interface Drawn {
  readonly base: readonly Planted[];
  readonly here: readonly Edit[];
  readonly there: readonly Edit[];
  readonly order: number;
}

function drawn(names: readonly string[]): fc.Arbitrary<Drawn> {
  return fc.record({
    base: fc.array(plantedOf(names), { maxLength: 14, size: 'max' }),
    here: fc.array(editOf(names), { maxLength: 6, size: 'max' }),
    there: fc.array(editOf(names), { maxLength: 6, size: 'max' }),
    order: fc.nat(),
  });
}

function grown(policy: Policy, { base, here, there }: Pick<Drawn, 'base' | 'here' | 'there'>): MemoryTrees {
  const trees = new MemoryTrees(policy);
  plant(trees, base);
  for (const edit of here) perform(trees, 'local', edit);
  for (const edit of there) perform(trees, 'cloud', edit);
  return trees;
}

const ALIASES: Aliases = { on: true, of: () => undefined, given: () => [], isIgnored: () => false };

const platform = fc.constantFrom<Policy['platform']>('linux', 'darwin', 'win32');

function lawful(trees: MemoryTrees, run: () => Story): Story {
  const stay = contentsThatStay(trees);
  const before = [...trees.render('local'), '-- cloud:', ...trees.render('cloud')].join('\n');
  const story = run();
  try {
    checkStay(stay, trees);
    checkEqual(trees, story.last);
    checkExplained(trees, story.last);
    checkQuiet(trees);
  } catch (error) {
    const after = [...trees.render('local'), '-- cloud:', ...trees.render('cloud')].join('\n');
    throw new Error(`${String(error)}\nbefore:\n${before}\nafter:\n${after}\n${tell(story.passes)}`);
  }
  return story;
}

describe(`properties of the plan (seed ${SEED})`, () => {
  it('one tree, perturbed on both sides, becomes one again, whatever the order', () => {
    check(
      fc.property(drawn(SAFE_NAMES), (story) => {
        const trees = grown(policyFor('win32'), story);
        const { last } = lawful(trees, () => settle(trees, { random: seeded(story.order) }));
        expect(last.holds).toEqual([]);
        expect(trees.differing()).toEqual([]);
        expect(trees.render('local')).toEqual(trees.render('cloud'));
      }),
    );
  });

  it('names that clash or are not allowed are held, and everything else becomes equal', () => {
    check(
      fc.property(drawn(WILD_NAMES), platform, (story, where) => {
        const trees = grown(policyFor(where), story);
        lawful(trees, () => settle(trees, { random: seeded(story.order) }));
      }),
    );
  });

  it('with aliases, nothing of the cloud is held for its name, and no alias becomes a name in the cloud', () => {
    check(
      fc.property(drawn(WILD_NAMES), platform, (story, where) => {
        const trees = grown(policyFor(where, { aliases: ALIASES }), story);
        const given = new Set([...trees.locals.values(), ...trees.clouds.values()].map(({ name }) => name));
        const { last } = lawful(trees, () => settle(trees, { random: seeded(story.order) }));
        for (const { entity } of last.holds)
          if (entity.tree === 'cloud') throw new Error(`Held: ${trees.cloud(entity.id)?.name}`);
        for (const { name } of trees.clouds.values())
          if (trees.everAliases.has(name) && !given.has(name)) throw new Error(`An alias in the cloud: ${name}`);
      }),
    );
  });

  it('without them any more, what has one goes away here, and is held as before', () => {
    check(
      fc.property(drawn(WILD_NAMES), platform, (story, where) => {
        const aliases = { ...ALIASES };
        const trees = grown(policyFor(where, { aliases }), story);
        lawful(trees, () => settle(trees, { random: seeded(story.order) }));
        const inCloud = trees.render('cloud');
        trees.allowAliases(false);
        lawful(trees, () => settle(trees, { random: seeded(story.order) }));
        expect(trees.render('cloud')).toEqual(inCloud);
        // A folder in which something here waits to be sent stays until it is.
        const waits = new Set(trees.differing().map(({ tree, id }) => `${tree} ${id}`));
        const isClean = (local: number | undefined): boolean =>
          trees
            .subtree('local', local ?? 0)
            .slice(1)
            .every((id) => !waits.has(`local ${id}`) && !waits.has(`synced ${trees.syncedOfLocal(id)?.id}`));
        expect([...trees.rows.values()].filter((row) => hasAlias(row, trees.policy) && isClean(row.local))).toEqual([]);
      }),
    );
  });

  for (const side of ['local', 'cloud'] as const satisfies readonly Side[])
    it(`what only one side changed (${side}) is mirrored exactly, and that side is not touched`, () => {
      check(
        fc.property(drawn(SAFE_NAMES), (story) => {
          const trees = grown(policyFor('win32'), { ...story, [side === 'local' ? 'there' : 'here']: [] });
          const meant = trees.render(side);
          lawful(trees, () => settle(trees, { random: seeded(story.order) }));
          expect(trees.render('local')).toEqual(meant);
          expect(trees.render('cloud')).toEqual(meant);
        }),
      );
    });

  it('moves and renames move and rename: nothing is transferred and nothing is deleted', () => {
    const moving: readonly Edit['verb'][] = ['rename', 'move', 'swap', 'rotate', 'inside-out', 'case-rename'];
    const moves = (edits: readonly Edit[]): Edit[] =>
      edits.map((edit, index) => ({ ...edit, verb: moving[(edit.a + index) % moving.length] ?? 'move' }));
    check(
      fc.property(drawn(SAFE_NAMES), fc.constantFrom('here', 'there'), (story, still) => {
        const trees = grown(policyFor('win32'), {
          ...story,
          here: moves(story.here),
          there: moves(story.there),
          [still]: [],
        });
        const { passes } = lawful(trees, () => settle(trees, { random: seeded(story.order) }));
        const kinds = new Set(passes.flatMap(({ plan }) => plan.actions.map(({ kind }) => kind)));
        for (const kind of kinds) expect(['move-local', 'move-cloud', 'agree']).toContain(kind);
        expect(passes.filter(({ worked }) => worked === 'deletions')).toEqual([]);
      }),
    );
  });

  it('the same changes made on both sides are one change: nothing is transferred, nothing conflicts', () => {
    check(
      fc.property(drawn(SAFE_NAMES), (story) => {
        const same = story.here.map((edit): Edit => ({ ...edit, text: edit.text === 'other' ? 'other' : 'same' }));
        const trees = grown(policyFor('win32'), { ...story, here: same, there: same });
        const meant = trees.render('cloud');
        if (trees.render('local').join() !== meant.join() || same.some(({ verb }) => verb === 'touch')) return;
        const { passes } = lawful(trees, () => settle(trees, { random: seeded(story.order) }));
        expect(trees.render('local')).toEqual(meant);
        expect(trees.render('cloud')).toEqual(meant);
        const kinds = new Set(passes.flatMap(({ plan }) => plan.actions.map(({ kind }) => kind)));
        for (const kind of ['upload-new', 'upload-edit', 'download-new', 'download-edit', 'move-local', 'move-cloud'])
          expect([...kinds]).not.toContain(kind);
      }),
    );
  });

  it('where only one side moves and deletes, the order of carrying out does not change what comes of it', () => {
    const tame: readonly Edit['verb'][] = ['make-folder', 'make-file', 'edit', 'touch'];
    const tamed = (edits: readonly Edit[]): Edit[] =>
      edits.map((edit, index) => ({ ...edit, verb: tame[(edit.a + index) % tame.length] ?? 'edit' }));
    check(
      fc.property(drawn(SAFE_NAMES), fc.constantFrom('here', 'there'), fc.nat(), (story, calm, otherOrder) => {
        const edits = { ...story, [calm]: tamed(story[calm]) };
        const [one, other] = [grown(policyFor('win32'), edits), grown(policyFor('win32'), edits)];
        lawful(one, () => settle(one, { random: seeded(story.order) }));
        lawful(other, () => settle(other, { random: seeded(otherOrder) }));
        expect(one.render('local')).toEqual(other.render('local'));
      }),
    );
  });

  it('editors that save by renaming keep the file in the cloud, and make no conflict', () => {
    const ignoreRule = (name: string, kind: Kind) => (kind === 'file' && name.endsWith('~') ? '*~' : undefined);
    const saving = (edits: readonly Edit[]): Edit[] => edits.map((edit) => ({ ...edit, verb: 'save-by-rename' }));
    check(
      fc.property(drawn(SAFE_NAMES), (story) => {
        const trees = grown(policyFor('win32', { ignoreRule }), { ...story, here: saving(story.here), there: [] });
        const keys = [...trees.clouds.keys()];
        const meant = trees.render('local').filter((line) => !line.includes('~'));
        lawful(trees, () => settle(trees, { random: seeded(story.order) }));
        expect([...trees.clouds.keys()]).toEqual(keys);
        expect(trees.render('cloud')).toEqual(meant);
      }),
    );
  });

  it('what is left out, ignored or unreadable is deleted nowhere', () => {
    const ignoreRule = (name: string, kind: Kind) => (kind === 'file' && name.endsWith('~') ? '*~' : undefined);
    const picks = fc.array(fc.nat(30), { maxLength: 2 });
    check(
      fc.property(drawn(SAFE_NAMES), picks, picks, (story, excluding, locking) => {
        const excluded = new Set<number>();
        const policy = policyFor('win32', { ignoreRule, isExcluded: (key) => excluded.has(key) });
        const trees = grown(policy, story);
        const folders = [...trees.clouds.values()].filter(({ kind, parent }) => kind === 'folder' && parent !== 0);
        for (const index of excluding) excluded.add(folders[index % Math.max(1, folders.length)]?.key ?? 0);
        const nodes = [...trees.locals.values()].filter(({ parent, skip }) => parent !== 0 && skip === undefined);
        const locked = locking
          .map((index) => nodes[index % Math.max(1, nodes.length)])
          .filter((node) => node !== undefined);
        for (const node of locked) trees.locals.set(node.id, { ...node, unreadable: true });
        const leftOut = [...trees.clouds.keys()].filter((key) =>
          upwards('cloud', key, trees).some((at) => excluded.has(at)),
        );
        const twins = locked
          .map(({ id }) => trees.syncedOfLocal(id)?.cloud ?? 0)
          .filter((key) => trees.clouds.has(key));
        lawful(trees, () => settle(trees, { random: seeded(story.order) }));
        for (const key of [...leftOut, ...twins]) expect(trees.clouds.has(key)).toBe(true);
        for (const { id } of locked) expect(trees.locals.has(id)).toBe(true);
      }),
    );
  });

  it('decided in small windows, the trees come to the same end', () => {
    check(
      fc.property(drawn(SAFE_NAMES), fc.integer({ min: 1, max: 9 }), (story, window) => {
        const trees = grown(policyFor('win32'), story);
        lawful(trees, () => settle(trees, { random: seeded(story.order), window }));
        expect(trees.render('local')).toEqual(trees.render('cloud'));
      }),
    );
  });

  it('people who go on while it works, and actions that fail, do not keep it from its end', () => {
    const burst = fc.record({
      here: fc.array(editOf(SAFE_NAMES), { maxLength: 3 }),
      there: fc.array(editOf(SAFE_NAMES), { maxLength: 3 }),
    });
    check(
      fc.property(drawn(SAFE_NAMES), fc.array(burst, { maxLength: 4 }), (story, bursts) => {
        const trees = grown(policyFor('win32'), story);
        const random = seeded(story.order);
        for (const { here, there } of bursts) {
          try {
            settle(trees, { random, failing: 0.5, most: 1 });
          } catch (error) {
            if (!String(error).includes('No end after')) throw error;
          }
          for (const edit of here) perform(trees, 'local', edit);
          for (const edit of there) perform(trees, 'cloud', edit);
        }
        lawful(trees, () => settle(trees, { random }));
        expect(trees.render('local')).toEqual(trees.render('cloud'));
      }),
    );
  });
});
