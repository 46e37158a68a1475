/** What simulated histories found, made small. Each broke a law before it was repaired; the seed is in the commit. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { play } from '../support/sim-history.ts';
import { simScratch } from '../support/sim-scratch.ts';
import { drawHistory } from '../support/sim-steps.ts';
import { simStory } from '../support/sim-story.ts';
import { EVERYTHING } from '../support/sim-suite.ts';

const SOUND: readonly string[] = [];

describe('on this disk', () => {
  test('a rotation of files, one of which is made anew, stops nobody', async () => {
    const { web, pc, sync, rest } = await simStory();
    const me = pc(1);
    for (const name of ['c', 'd', 'e']) web.write(name, `first ${name}`);
    await sync(1);
    me.move('c', 'aside');
    me.move('e', 'c');
    me.move('d', 'e');
    me.move('aside', 'd');
    me.remove('d');
    me.write('d', 'made anew');
    expect(await rest()).toEqual(SOUND);
    expect(web.sees()).toEqual({ c: 'first e', e: 'first d', d: 'made anew' });
  });

  test('a hierarchy turned inside out is seen as what it is, also by hints alone', async () => {
    const { pc, web, sync, syncHints, rest } = await simStory();
    const me = pc(1);
    for (const folder of ['a', 'a/x', 'a/x/x']) me.mkdir(folder);
    me.write('a/x/x/deep', 'deep');
    await sync(1);
    me.move('a/x/x', 'a/inner');
    me.move('a/x', 'a/inner/x');
    me.move('a/inner', 'a/x');
    me.write('a/x/x/new', 'new');
    await syncHints(1);
    expect(await rest()).toEqual(SOUND);
    expect(web.sees()).toEqual({ 'a/': '', 'a/x/': '', 'a/x/deep': 'deep', 'a/x/x/': '', 'a/x/x/new': 'new' });
  });

  test('a hierarchy turned inside out while it is looked at makes no row twice', async () => {
    for (let step = 1; step < 40; step += 1) {
      const { pc, web, client, sync, rest } = await simStory();
      const me = pc(1);
      me.mkdir('o');
      for (const file of ['o/one', 'o/two']) me.write(file, `first ${file}`);
      await sync(1);
      client(1).takeHints();
      for (const file of ['o/one', 'o/two']) me.remove(file);
      me.mkdir('o/i');
      // It gets the number of an inode that is known as another file.
      me.write('o/i/new', 'new');
      let isLate = true;
      const insideOut = (): void => {
        isLate = false;
        me.move('o/i', 'n');
        me.move('o', 'n/o');
      };
      await sync(1, { look: { local: client(1).takeHints(), cloud: 'top' }, meanwhile: { [step]: insideOut } });
      expect(await rest(), `in step ${step}`).toEqual(SOUND);
      expect(web.sees(), `in step ${step}`).toEqual(me.sees());
      if (isLate) break;
    }
  });

  test('a swap with a file in a folder that is new itself makes no row twice', async () => {
    const { pc, web, sync, syncHints, rest } = await simStory();
    const me = pc(1);
    web.write('a', 'from the web');
    await sync(1);
    me.mkdir('new');
    me.write('new/b', 'from here');
    me.move('a', 'aside');
    me.move('new/b', 'a');
    me.move('aside', 'new/b');
    await syncHints(1);
    expect(await rest()).toEqual(SOUND);
    expect(web.sees()).toEqual({ a: 'from here', 'new/': '', 'new/b': 'from the web' });
  });

  test('what waits in a folder that is held for its name says so', async () => {
    const { pc, web, client, sync, rest } = await simStory();
    const me = pc(1);
    web.write('A', 'upper');
    me.mkdir('f');
    me.mkdir('f/a');
    me.write('f/a/b', 'inside');
    await sync(1);
    await sync(1);
    // The cloud has no second spelling for it.
    me.move('f/a', 'a');
    web.remove('f/a');
    expect(await rest()).toEqual(SOUND);
    const { journal } = client(1).link;
    expect(journal.counts().pending).toBe(0);
    expect(journal.held(10).map(({ hold }) => hold)).toContain('case-clash');
  });
});

test('a spelling that differs because both sides wrote at once is put right by hand', async () => {
  for (let step = 1; step < 40; step += 1) {
    const { pc, web, sync, rest } = await simStory();
    const me = pc(1);
    me.write('A', 'ours');
    let isLate = true;
    const theirs = (): void => {
      isLate = false;
      web.write('a', 'theirs');
    };
    await sync(1, { meanwhile: { [step]: theirs } });
    if (me.sees()['A'] !== undefined && me.sees()['a'] === undefined) me.move('A', 'a');
    expect(await rest(), `in step ${step}`).toEqual(SOUND);
    if (isLate) break;
  }
});

test('a file of two spellings that is edited here and renamed there is both', async () => {
  for (let step = 1; step < 40; step += 1) {
    const { pc, web, sync, rest } = await simStory();
    const me = pc(1);
    me.write('A', 'ours');
    let isLate = true;
    const theirs = (): void => {
      isLate = false;
      web.write('a', 'theirs');
    };
    await sync(1, { meanwhile: { [step]: theirs } });
    if (me.sees()['A'] !== undefined) me.write('A', 'edited here');
    if (web.sees()['a'] !== undefined) web.move('a', 'renamed there');
    expect(await rest(), `in step ${step}`).toEqual(SOUND);
    expect(me.sees(), `in step ${step}`).toEqual(web.sees());
    if (isLate) break;
  }
});

describe('in the cloud', () => {
  test('a folder that both sides made anew is agreed on once', async () => {
    const { pc, web, sync, rest } = await simStory({ hashMode: 'level', separateIds: true });
    const me = pc(1);
    web.mkdir('e');
    await sync(1);
    web.move('e', 'b');
    me.remove('e');
    me.mkdir('e');
    await sync(1);
    web.remove('b');
    web.mkdir('b');
    expect(await rest()).toEqual(SOUND);
    expect(me.sees()).toEqual(web.sees());
  });

  test('a folder is not deleted over what somebody put into it since the last look', async () => {
    const { pc, web, sync, syncHints, rest } = await simStory({ hashMode: 'level' });
    const me = pc(1);
    web.mkdir('f');
    web.mkdir('f/g');
    web.write('f/g/old', 'old');
    await sync(1);
    web.write('f/g/new', 'new');
    me.remove('f');
    await syncHints(1);
    expect(await rest()).toEqual(SOUND);
    expect(web.sees()).toMatchObject({ 'f/g/new': 'new' });
  });

  test('an edit never goes up under the name that another file has taken over there', async () => {
    const { pc, web, sync, syncHints, rest } = await simStory({ hashMode: 'level', separateIds: true });
    const me = pc(1);
    for (const name of ['a', 'b']) web.write(name, `first ${name}`);
    await sync(1);
    web.move('a', 'aside');
    web.move('b', 'a');
    web.move('aside', 'b');
    me.write('a', 'edited a');
    await sync(1, { look: { local: 'all', cloud: 'none' } });
    await syncHints(1);
    expect(await rest()).toEqual(SOUND);
    // The edited file is the one that is called b now.
    expect(web.sees()).toEqual({ a: 'first b', b: 'edited a' });
  });

  test('folders turned inside out between two questions never become a ring', async () => {
    for (let step = 1; step < 40; step += 1) {
      const { web, pc, sync, rest } = await simStory();
      web.mkdir('o');
      web.mkdir('o/i');
      web.write('o/i/deep', 'deep');
      await sync(1);
      web.write('o/i/deep', 'deeper');
      const insideOut = (): void => {
        web.move('o/i', 'n');
        web.move('o', 'n/o');
      };
      await sync(1, { meanwhile: { [step]: insideOut } });
      expect(await rest(), `in step ${step}`).toEqual(SOUND);
      if (web.sees()['n/deep'] === undefined) break;
      expect(pc(1).sees()).toEqual({ 'n/': '', 'n/o/': '', 'n/deep': 'deeper' });
    }
  });

  test.each(['level', 'subtree'] as const)(
    'a folder that lost a file while it was turned inside out is read again (hashes cover a %s)',
    async (hashMode) => {
      for (let step = 1; step < 60; step += 1) {
        const { web, pc, sync, rest } = await simStory({ hashMode });
        for (const folder of ['top', 'top/o', 'top/o/i']) web.mkdir(folder);
        web.write('top/o/i/file', 'file');
        web.write('top/o/i/other', 'other');
        await sync(1);
        web.mkdir('top/o/i/new');
        let isLate = true;
        const insideOut = (): void => {
          isLate = false;
          web.remove('top/o/i/file');
          web.move('top/o/i', 'top/n');
          web.move('top/o', 'top/n/o');
        };
        await sync(1, { meanwhile: { [step]: insideOut } });
        expect(await rest(), `in step ${step}`).toEqual(SOUND);
        expect(pc(1).sees(), `in step ${step}`).toEqual(web.sees());
        if (isLate) break;
      }
    },
  );

  test('a page that a proxy put in the place of a file is no beginning of it', async () => {
    for (let step = 1; step < 60; step += 1) {
      const { web, pc, client, sync, rest } = await simStory();
      web.write('file', 'twenty six letters of text');
      client(1).troubles.http.scripted = (_, path) => (path.endsWith('/download') ? 'page' : undefined);
      const ended = await sync(1, { dieIn: step });
      client(1).troubles.http.scripted = undefined;
      expect(await rest(), `dead in step ${step}`).toEqual(SOUND);
      expect(pc(1).sees()).toEqual({ file: 'twenty six letters of text' });
      if (ended !== 'died') break;
    }
  });
});

describe('a death', () => {
  test.each([false, true])(
    'in the middle of a change of case keeps the file (with the power: %s)',
    async (withPower) => {
      for (let step = 1; step < 60; step += 1) {
        const { web, pc, sync, rest } = await simStory({ disk: 'darwin' });
        web.write('readme', 'the only copy');
        await sync(1);
        pc(1).write('readme', 'edited here, and nowhere else');
        web.move('readme', 'README');
        const ended = await sync(1, { dieIn: step, withPower });
        expect(await rest(), `dead in step ${step}`).toEqual(SOUND);
        expect(Object.values(web.sees())).toContain('edited here, and nowhere else');
        if (ended !== 'died') break;
      }
    },
  );

  test('in the middle of a ring of names leaves no name of ours behind', async () => {
    for (let step = 1; step < 90; step += 1) {
      const { web, pc, sync, rest } = await simStory();
      for (const name of ['a', 'b', 'c']) web.write(name, `first ${name}`);
      await sync(1);
      web.move('a', 'aside');
      web.move('c', 'a');
      web.move('b', 'c');
      web.move('aside', 'b');
      const ended = await sync(1, { dieIn: step });
      expect(await rest(), `dead in step ${step}`).toEqual(SOUND);
      expect(pc(1).sees()).toEqual({ a: 'first c', b: 'first a', c: 'first b' });
      if (ended !== 'died') break;
    }
  });

  test.each([false, true])(
    'while a ring that was made here goes up leaves none there (with the power: %s)',
    async (withPower) => {
      for (let step = 1; step < 90; step += 1) {
        const { web, pc, sync, rest } = await simStory();
        const me = pc(1);
        for (const name of ['a', 'b', 'c']) me.write(name, `first ${name}`);
        await sync(1);
        me.move('a', 'aside');
        me.move('c', 'a');
        me.move('b', 'c');
        me.move('aside', 'b');
        const ended = await sync(1, { dieIn: step, withPower });
        expect(await rest(), `dead in step ${step}`).toEqual(SOUND);
        expect(web.sees(), `dead in step ${step}`).toEqual({ a: 'first c', b: 'first a', c: 'first b' });
        if (ended !== 'died') break;
      }
    },
  );

  test('with the power takes no download on from bytes that were never durable', async () => {
    for (let step = 1; step < 60; step += 1) {
      const { web, pc, client, sync, rest } = await simStory();
      web.write('file', 'twenty six letters of text');
      client(1).troubles.http.scripted = (_, path) => (path.endsWith('/download') ? 'truncate' : undefined);
      await sync(1, { dieIn: step, withPower: true });
      client(1).troubles.http.scripted = undefined;
      const ended = await sync(1, { dieIn: step, withPower: true });
      expect(await rest(), `dead in step ${step}`).toEqual(SOUND);
      expect(pc(1).sees()).toEqual({ file: 'twenty six letters of text' });
      if (ended !== 'died') break;
    }
  });
});

test.each([
  [20000901, 'a spelling put right by hand was never agreed on'],
  [20004624, 'a folder read twice in one look made its rows twice'],
  [20004891, 'a folder turned inside out that also lost a file stayed in its old place'],
  [21000384, 'an edit that went up took a renaming in the cloud off the list'],
  [22000112, 'what failed once and then waited for something held was due for ever, and the link never at rest'],
])('the history %i plays without a broken law: %s', async (seed) => {
  const scratch = simScratch();
  onTestFinished(() => scratch.end());
  const { broken } = await play(drawHistory(seed, EVERYTHING), { scratch: scratch.folder });
  expect(broken).toEqual(SOUND);
});

test('a clock that is set back holds nothing up for long', async () => {
  const { web, pc, client, world, sync } = await simStory();
  web.write('file', 'content');
  client(1).troubles.http.scripted = (_, path) => (path.endsWith('/download') ? 'truncate' : undefined);
  await sync(1);
  client(1).troubles.http.scripted = undefined;
  client(1).clockOffsetMs -= 30 * 24 * 3_600_000;
  world.loop.pass(60_000);
  await sync(1);
  expect(pc(1).sees()).toEqual({ file: 'content' });
});
