import { statSync, symlinkSync, utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Desk, desk } from './everyday-support.ts';

const HASHES = ['subtree', 'level'] as const;

/** Requests that changed or moved anything, by the last part of their address. */
function deeds({ cloud }: Desk): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [key, count] of Object.entries(cloud.requests())) {
    const last = key.slice(key.lastIndexOf('/') + 1);
    if (/^(upload|create|rename|move|delete|download)$/u.test(last)) counts[last] = (counts[last] ?? 0) + count;
  }
  return counts;
}

describe.each(HASHES)('of two changes to one file, where hashes cover a %s,', (hash) => {
  it('an edit beats a deletion, on either side', async () => {
    const { user, web, sync, cloudTree } = await desk({ hash });
    user.write('here.txt', 'one');
    user.write('there.txt', 'one');
    await sync();
    user.write('here.txt', 'edited here');
    web.remove('/here.txt');
    web.write('/there.txt', 'edited there');
    user.remove('there.txt');
    await sync();
    expect(user.tree()).toEqual({ 'here.txt': 'edited here', 'there.txt': 'edited there' });
    expect(cloudTree()).toEqual(user.tree());
  });

  it('a move beats a deletion, on either side', async () => {
    const { user, web, sync, cloudTree } = await desk({ hash });
    user.write('here.txt', 'one');
    user.write('there.txt', 'two');
    await sync();
    user.move('here.txt', 'Folder/here.txt');
    web.remove('/here.txt');
    web.rename('/there.txt', 'renamed.txt');
    user.remove('there.txt');
    await sync();
    expect(user.tree()).toEqual({ 'Folder/': '', 'Folder/here.txt': 'one', 'renamed.txt': 'two' });
    expect(cloudTree()).toEqual(user.tree());
  });

  it('of two moves the one in the cloud stays', async () => {
    const { user, web, sync, cloudTree } = await desk({ hash });
    user.write('a.txt', 'one');
    await sync();
    user.move('a.txt', 'here.txt');
    web.rename('/a.txt', 'there.txt');
    await sync();
    expect(user.tree()).toEqual({ 'there.txt': 'one' });
    expect(cloudTree()).toEqual(user.tree());
  });

  it('a move and an edit both happen', async () => {
    const { user, web, sync, cloudTree } = await desk({ hash });
    user.write('Folder/a.txt', 'one');
    await sync();
    web.rename('/Folder', 'Renamed');
    user.write('Folder/a.txt', 'edited here');
    await sync();
    expect(user.tree()).toEqual({ 'Renamed/': '', 'Renamed/a.txt': 'edited here' });
    expect(cloudTree()).toEqual(user.tree());
    expect(web.revisions('/Renamed/a.txt')).toHaveLength(2);
  });
});

describe('a conflict', () => {
  it('keeps both: the cloud keeps the name, the copy tells the computer and the day', async () => {
    const { user, web, sync, cloudTree } = await desk();
    user.write('report.txt', 'one');
    await sync();
    user.write('report.txt', 'two, here');
    web.write('/report.txt', 'two, there');
    await sync();
    const tree = user.tree();
    expect(cloudTree()).toEqual(tree);
    expect(tree['report.txt']).toBe('two, there');
    const copy = Object.keys(tree).find((name) => name !== 'report.txt');
    expect(copy).toMatch(/^report \(conflict \S+ \d{4}-\d{2}-\d{2}\)\.txt$/u);
    expect(tree[copy ?? '']).toBe('two, here');
  });

  it('ten times over makes ten copies, none of a copy, and ends', async () => {
    const { user, web, sync, cloudTree } = await desk();
    user.write('report.txt', 'zero');
    await sync();
    for (let round = 1; round <= 10; round += 1) {
      user.write('report.txt', `round ${round}, here`);
      web.write('/report.txt', `round ${round}, on the other side`);
      await sync();
    }
    const tree = user.tree();
    expect(cloudTree()).toEqual(tree);
    const copies = Object.keys(tree).filter((name) => name !== 'report.txt');
    expect(copies).toHaveLength(10);
    for (const copy of copies) expect(copy).toMatch(/^report \(conflict [^()]+\)\.txt$/u);
    expect(Object.values(tree).filter((text) => text.endsWith('here')).length).toBe(10);
    const quiet = await sync();
    expect(quiet).toMatchObject({ uploaded: 0, downloaded: 0 });
  });

  it('is none where the bytes are the same', async () => {
    const { user, web, sync, ask } = await desk();
    user.write('a.txt', 'one');
    await sync();
    user.write('a.txt', 'the same on both sides');
    web.write('/a.txt', 'the same on both sides');
    user.write('new.txt', 'new on both sides');
    web.write('/new.txt', 'new on both sides');
    await sync();
    expect(user.tree()).toEqual({ 'a.txt': 'the same on both sides', 'new.txt': 'new on both sides' });
    expect(await ask('conflicts', {})).toEqual([]);
  });

  it('of a file against a folder leaves the folder its name', async () => {
    const { user, web, sync, cloudTree } = await desk();
    user.write('thing', 'a file here');
    web.mkdir('/thing');
    web.write('/thing/inside.txt', 'inside');
    await sync();
    const tree = user.tree();
    expect(cloudTree()).toEqual(tree);
    expect(tree['thing/inside.txt']).toBe('inside');
    expect(Object.values(tree)).toContain('a file here');
  });
});

describe('what costs nothing', () => {
  it('is a first link of two sides that are full of the same', async () => {
    const times = { modified: 1_700_000_000_000 };
    const table = await desk({
      before: (web) => {
        web.mkdir('/Folder');
        for (let n = 0; n < 20; n += 1) web.write(`/Folder/${n}.txt`, `content ${n}`, times);
      },
    });
    const { user, sync, at, cloud } = table;
    for (let n = 0; n < 20; n += 1) {
      user.write(`Folder/${n}.txt`, `content ${n}`);
      utimesSync(at(`Folder/${n}.txt`), 1_700_000_000, 1_700_000_000);
    }
    cloud.resetRequests();
    const done = await sync();
    expect(done).toMatchObject({ uploaded: 0, downloaded: 0, bytesUp: 0, bytesDown: 0, conflicts: 0 });
    expect(deeds(table)).toEqual({});
  });

  it('is in names and revisions a first link of the same bytes with other times', async () => {
    const { user, web, sync, cloudTree } = await desk({
      before: (there) => {
        there.mkdir('/Folder');
        for (let n = 0; n < 12; n += 1)
          there.write(`/Folder/${n}.txt`, `content ${n}`, { modified: 1_600_000_000_000 });
        there.write('/Folder/other.txt', 'there');
      },
    });
    for (let n = 0; n < 12; n += 1) user.write(`Folder/${n}.txt`, `content ${n}`);
    user.write('Folder/other.txt', 'here');
    // What is equal is told by reading it; only what differs is kept twice.
    expect(await sync()).toMatchObject({ conflicts: 1, uploaded: 1, deletedLocal: 0, deletedCloud: 0 });
    expect(Object.keys(user.tree())).toHaveLength(1 + 12 + 2);
    expect(cloudTree()).toEqual(user.tree());
    for (let n = 0; n < 12; n += 1) expect(web.revisions(`/Folder/${n}.txt`)).toHaveLength(1);
  });

  it('is touching a file, which sends no byte and makes no revision', async () => {
    const table = await desk();
    const { user, web, sync, at } = table;
    user.write('a.txt', 'one');
    await sync();
    const now = Date.now() / 1000 + 100;
    utimesSync(at('a.txt'), now, now);
    expect(await sync()).toMatchObject({ uploaded: 0, bytesUp: 0 });
    expect(web.revisions('/a.txt')).toHaveLength(1);
  });

  it('is the next sync, which asks once and does nothing', async () => {
    const { user, sync } = await desk();
    user.write('Folder/a.txt', 'one');
    await sync();
    const quiet = await sync();
    expect(quiet).toMatchObject({ uploaded: 0, downloaded: 0, bytesUp: 0, bytesDown: 0 });
    expect(quiet.notModified).toBeGreaterThan(0);
  });
});

describe('a renamed folder', () => {
  it('is one request and no byte, from here', async () => {
    const table = await desk();
    const { user, sync, cloud, cloudTree, web } = table;
    for (let n = 0; n < 30; n += 1) user.write(`Folder/${n}.txt`, `content ${n}`);
    await sync();
    const { id } = web.node('/Folder/7.txt');
    user.move('Folder', 'Renamed');
    cloud.resetRequests();
    expect(await sync()).toMatchObject({ uploaded: 0, downloaded: 0, bytesUp: 0, bytesDown: 0, movedCloud: 1 });
    expect(deeds(table)).toEqual({ rename: 1 });
    expect(web.node('/Renamed/7.txt').id).toBe(id);
    expect(cloudTree()).toEqual(user.tree());
  });

  it('is one rename on this disk and no byte, from there', async () => {
    const table = await desk();
    const { user, sync, cloud, web, at } = table;
    for (let n = 0; n < 30; n += 1) user.write(`Folder/${n}.txt`, `content ${n}`);
    await sync();
    const { ino } = statSync(at('Folder/7.txt'));
    web.rename('/Folder', 'Renamed');
    cloud.resetRequests();
    expect(await sync()).toMatchObject({ uploaded: 0, downloaded: 0, bytesUp: 0, bytesDown: 0, movedLocal: 1 });
    expect(deeds(table)).toEqual({});
    expect(statSync(at('Renamed/7.txt')).ino).toBe(ino);
  });
});

describe('names', () => {
  const LONGEST = `${'ü'.repeat(125)}.txt`;

  it('of umlauts in both forms, emoji and 255 bytes go both ways', async () => {
    const { user, web, sync, cloudTree } = await desk();
    const names = [
      'Müller.txt',
      'Mu\u0308ller.txt',
      '🦊 und 👩‍👩‍👧.md',
      LONGEST,
      ' vorne ein Leerzeichen',
      "don't (1) [x] {y} & Co; $.txt",
    ];
    for (const [index, name] of names.entries()) {
      if (index % 2 === 0) user.write(`Ordner/${name}`, name);
      else {
        if (!web.exists('/Ordner')) web.mkdir('/Ordner');
        web.write(`/Ordner/${name}`, name);
      }
    }
    await sync();
    expect(cloudTree()).toEqual(user.tree());
    expect(Object.keys(user.tree())).toHaveLength(names.length + 1);
  });

  it('that are links are listed as skipped and never followed', async () => {
    const { user, sync, at, ask, cloudTree } = await desk();
    user.write('real.txt', 'real');
    symlinkSync(at('real.txt'), at('link.txt'));
    symlinkSync('/etc', at('link to a folder'));
    await sync();
    expect(cloudTree()).toEqual({ 'real.txt': 'real' });
    expect(await ask('why', { path: at('link.txt') })).toMatchObject({ state: 'ignored', reason: 'link' });
    expect(await ask('why', { path: at('link to a folder') })).toMatchObject({ state: 'ignored', reason: 'link' });
  });
});
