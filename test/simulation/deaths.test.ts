/**
 * One day with a bit of everything, and a death at every single step of its sync: by kill, by power cut, and once more
 * while the next start is still putting things in order.
 */
import { expect, test } from 'vitest';
import { type SimStory, simStory } from '../support/sim-story.ts';

/** Both sides have agreed on this much before. */
async function yesterday(): Promise<SimStory> {
  const story = await simStory({ hashMode: 'level' });
  const { web, sync } = story;
  for (const folder of ['docs', 'docs/old', 'pictures', 'gone', 'away']) web.mkdir(folder);
  for (const file of ['docs/both', 'docs/here', 'docs/there', 'docs/old/deep', 'gone/file', 'away/file', 'a', 'b'])
    web.write(file, `first ${file}`);
  await sync(1);
  return story;
}

/** What people did since: edits, moves, swaps, deletions and conflicts, on both sides. */
function today({ web, pc }: SimStory): void {
  const me = pc(1);
  me.write('docs/here', 'edited here');
  web.write('docs/there', 'edited there');
  me.write('docs/both', 'edited on both sides, here');
  web.write('docs/both', 'edited on both sides, there');
  web.move('docs/old', 'pictures/older');
  me.write('docs/old/deep', 'edited in a folder that was moved there');
  me.mkdir('new here');
  me.write('new here/file', 'new here');
  web.mkdir('new there');
  web.write('new there/file', 'new there');
  web.move('a', 'aside');
  web.move('b', 'a');
  web.move('aside', 'b');
  me.remove('gone');
  web.remove('away');
  web.write('twin', 'a twin from there');
  me.write('twin', 'a twin from here, longer');
}

const AFTER = {
  'docs/here': 'edited here',
  'docs/there': 'edited there',
  'docs/both': 'edited on both sides, there',
  'pictures/older/deep': 'edited in a folder that was moved there',
  'new here/file': 'new here',
  'new there/file': 'new there',
  a: 'first b',
  b: 'first a',
  twin: 'a twin from there',
};

async function isAsItShouldBe(story: SimStory, when: string): Promise<void> {
  expect(await story.rest(), when).toEqual([]);
  const seen = story.web.sees();
  if (seen['docs/both'] === undefined) console.log(when, seen);
  expect(seen, when).toMatchObject(AFTER);
  expect(Object.keys(seen).some((path) => path.startsWith('gone') || path.startsWith('away'))).toBe(false);
  const copies = Object.values(seen).filter((text) => text.includes(', here') || text.includes('from here'));
  expect(copies.sort(), when).toEqual(['a twin from here, longer', 'edited on both sides, here']);
}

const MOST_STEPS = 2000;

test.each([
  ['killed', false, undefined],
  ['without power', true, undefined],
  ['killed, and killed again soon after', false, 9],
  ['without power, twice', true, 14],
])('the day ends well when the program is %s at any step', async (_, withPower, again) => {
  let deaths = 0;
  // Twice are many more pairs than one needs: every fifth is tried.
  for (let step = 1; step < MOST_STEPS; step += again === undefined ? 1 : 5) {
    const story = await yesterday();
    today(story);
    if ((await story.sync(1, { dieIn: step, withPower })) !== 'died') break;
    deaths += 1;
    if (again !== undefined) await story.sync(1, { dieIn: again + (step % 40), withPower });
    await isAsItShouldBe(story, `dead in step ${step}`);
    await story.world.end();
  }
  expect(deaths).toBeGreaterThan(50);
});
