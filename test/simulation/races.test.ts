/** Somebody acts at every single step of a sync, right between our look and our touch. */
import { describe, expect, test } from 'vitest';
import { textOf } from '../support/sim-ledger.ts';
import { type SimStory, simStory } from '../support/sim-story.ts';

const MOST_STEPS = 200;

interface Race {
  readonly before?: (story: SimStory) => void;
  readonly meanwhile: (story: SimStory) => void;
  /** Every content that has to be seen at the end, on both sides, unless the deed itself replaced it where it was done. */
  readonly kept: readonly string[];
  /** What comes between the last look into a folder and its move to the trash is found in the trash. */
  readonly trashWillDo?: boolean;
}

/** What lies in the local trash, and what a file once was in the cloud. */
function aside({ world, client }: SimStory): string[] {
  const found: string[] = [];
  client(1).volume.each((inode, path) => {
    if (path.startsWith('.leitzcloud/trash/') && inode.kind === 'file') found.push(textOf(inode.bytes));
  });
  for (const file of world.cloud.files.values()) found.push(...file.revisions.map(({ bytes }) => textOf(bytes)));
  return found;
}

const RACES: Readonly<Record<string, Race>> = {
  'another client pushes a revision while ours goes up': {
    before: ({ pc }) => pc(1).write('file', 'ours'),
    meanwhile: ({ web }) => web.write('file', 'theirs'),
    kept: ['ours', 'theirs'],
  },
  'a file of the same name comes about there while our new one goes up': {
    before: ({ pc }) => pc(1).write('new', 'our new one'),
    meanwhile: ({ web }) => web.write('new', 'their new one'),
    kept: ['first', 'our new one', 'their new one'],
  },
  'a file is saved again while it goes up': {
    before: ({ pc }) => pc(1).write('file', 'once'),
    meanwhile: ({ pc }) => pc(1).write('file', 'once more'),
    kept: ['once more'],
  },
  'a file is saved here while its new revision comes down': {
    before: ({ web }) => web.write('file', 'from there'),
    meanwhile: ({ pc }) => pc(1).write('file', 'saved here'),
    kept: ['from there', 'saved here'],
  },
  'a file is made here while one of its name comes down': {
    before: ({ web }) => web.write('new', 'from there'),
    meanwhile: ({ pc }) => pc(1).write('new', 'made here'),
    kept: ['first', 'from there', 'made here'],
  },
  'a file is edited here while its deletion there arrives': {
    before: ({ web }) => web.remove('file'),
    meanwhile: ({ pc }) => pc(1).write('file', 'edited or made anew'),
    kept: ['edited or made anew'],
  },
  'something is put into a folder here while its deletion there arrives': {
    before: ({ web }) => web.remove('folder'),
    meanwhile: ({ pc }) => {
      if (pc(1).sees()['folder/'] === undefined) pc(1).mkdir('folder');
      pc(1).write('folder/new', 'put into it');
    },
    kept: ['first', 'put into it'],
    trashWillDo: true,
  },
  'a file is moved here while its new revision comes down': {
    before: ({ web }) => web.write('file', 'from there'),
    meanwhile: ({ pc }) => {
      // For a moment between the old one and the new one there is none.
      if (pc(1).sees()['file'] !== undefined) pc(1).move('file', 'moved');
    },
    kept: ['from there'],
  },
};

describe.each(Object.entries(RACES))('%s', (_, { before, meanwhile, kept, trashWillDo = false }) => {
  test.each(['subtree', 'level'] as const)('and nothing is lost, at any step (hashes cover a %s)', async (hashMode) => {
    let ended = false;
    for (let step = 1; step < MOST_STEPS && !ended; step += 1) {
      const story = await simStory({ hashMode });
      const { web, pc, sync, rest, world } = story;
      web.write('file', 'first');
      web.mkdir('folder');
      web.write('folder/old', 'old');
      await sync(1);
      before?.(story);
      ended = true;
      const givenUp = new Set<string>();
      const deed = (): void => {
        const [hereBefore, thereBefore] = [pc(1).sees(), web.sees()];
        meanwhile(story);
        for (const [was, is] of [
          [hereBefore, pc(1).sees()],
          [thereBefore, web.sees()],
        ] as const)
          for (const text of Object.values(was)) if (!Object.values(is).includes(text)) givenUp.add(text);
      };
      await sync(1, {
        meanwhile: {
          [step]: () => {
            ended = false;
            deed();
          },
        },
      });
      if (ended) deed();
      expect(await rest(), `in step ${step}`).toEqual([]);
      const [here, there] = [pc(1).sees(), web.sees()];
      expect(here).toEqual(there);
      const seen = [...Object.values(there), ...(trashWillDo ? aside(story) : [])];
      for (const text of kept) {
        if (!givenUp.has(text)) expect(seen, `in step ${step}`).toContain(text);
        expect([...seen, ...aside(story)], `in step ${step}`).toContain(text);
      }
      await world.end();
    }
    expect(ended).toBe(true);
  });
});
