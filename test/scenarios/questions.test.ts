import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { desk } from './everyday-support.ts';

it('finds files on either side by part of their name, in any case, those that begin with it first', async () => {
  const { user, web, ask, sync, rootId } = await desk();
  user.write('Pläne/Übersicht.md', 'a');
  user.write('Pläne/über uns.txt', 'b');
  user.write('Angebot an Überland.txt', 'c');
  await sync();
  web.write('/Neu/überall.txt', 'd');
  await ask('planSummary', { rootId });
  const { entries, more } = await ask('search', { text: 'ÜBER' });
  expect(entries.map(({ path: at, onThisDisk, inTheCloud }) => [at, onThisDisk, inTheCloud])).toEqual([
    ['/Neu/überall.txt', false, true],
    ['/Pläne/über uns.txt', true, true],
    ['/Pläne/Übersicht.md', true, true],
    ['/Angebot an Überland.txt', true, true],
  ]);
  expect(entries[0]).toMatchObject({ rootId, state: 'waiting', kind: 'file' });
  expect(more).toBe(false);
  expect(await ask('search', { text: 'über', limit: 2 })).toMatchObject({ more: true });
  expect((await ask('search', { text: '100%_' })).entries).toEqual([]);
});

it('tells how much lies in folders, and in those that are left out', async () => {
  const { web, ask, sync, rootId } = await desk();
  web.write('/Archiv/2019/a.bin', 'x'.repeat(700));
  web.write('/Archiv/b.bin', 'x'.repeat(300));
  web.write('/Pläne/c.txt', 'x');
  await sync();
  const sizes = await ask('folderSizes', { rootId });
  expect(sizes.toSorted((one, other) => one.bytes - other.bytes)).toEqual([
    { name: 'Pläne', path: '/Pläne', files: 1, bytes: 1 },
    { name: 'Archiv', path: '/Archiv', files: 2, bytes: 1000 },
  ]);
  expect(await ask('folderSizes', { rootId, folder: '/Archiv' })).toEqual([
    { name: '2019', path: '/Archiv/2019', files: 1, bytes: 700 },
  ]);
  await ask('exclude', { path: `${rootId}:/Archiv` });
  expect(await ask('leftOut', {})).toEqual([{ rootId, path: '/Archiv', files: 2, bytes: 1000 }]);
  await sync();
  // Nobody looks into it any more, so nobody can say.
  expect(await ask('leftOut', {})).toEqual([{ rootId, path: '/Archiv', files: null, bytes: null }]);
});

it('sums up what a first sync would do, before it does anything', async () => {
  const { user, web, ask, sync, rootId, cloudTree } = await desk();
  user.write('hier.txt', 'abc');
  user.write('beide.txt', 'gleich');
  web.write('/beide.txt', 'gleich');
  web.write('/dort/da.txt', 'abcde');
  const sums = await ask('planSummary', { rootId });
  expect(sums).toMatchObject({
    up: { count: 1, bytes: 3 },
    down: { count: 1, bytes: 5 },
    conflict: { count: 0 },
    deleted: { count: 0 },
  });
  // Found equal by size and time, or to be read, as the second fell.
  expect(sums.equal.count + sums.compare.count).toBe(1);
  expect(Object.keys(cloudTree())).not.toContain('hier.txt');
  await sync();
  expect(await ask('planSummary', { rootId })).toMatchObject({ up: { count: 0 }, down: { count: 0 } });
});

it('tries rules out before they count, writes them, and keeps the old ones in the trash', async () => {
  const { user, web, ask, sync, rootId, state, cloudTree } = await desk();
  user.write('Entwurf.bak', '12345');
  user.write('build/out.bin', '1234567890');
  user.write('Text.txt', 'bleibt');
  web.write('/auch/dort.bak', '123');
  await sync();
  const preview = await ask('previewIgnore', { rootId, text: '*.bak\nbuild/\n' });
  expect(preview).toMatchObject({ files: 3, folders: 1, bytes: 18, newFiles: 3, newFolders: 1 });
  expect(preview.examples.map(({ path: at, rule }) => `${at} ${rule}`).toSorted()).toEqual([
    '/Entwurf.bak *.bak',
    '/auch/dort.bak *.bak',
    '/build build/',
  ]);
  expect(await ask('ignoreRules', { rootId })).toEqual({ rootId, text: '' });
  await ask('changeIgnoreRules', { rootId, text: '*.bak\n' });
  await sync();
  expect(await ask('ignoreRules', { rootId })).toEqual({ rootId, text: '*.bak\n' });
  expect(await state('Entwurf.bak')).toBe('ignored');
  expect(await ask('previewIgnore', { rootId, text: '*.bak\n' })).toMatchObject({ files: 2, newFiles: 0 });
  await ask('changeIgnoreRules', { rootId, text: 'build/\n' });
  await sync();
  expect(await state('Entwurf.bak')).toBe('synced');
  await ask('changeIgnoreRules', { rootId, text: '' });
  await sync();
  expect(Object.keys(user.tree())).not.toContain('.leitzignore');
  expect(Object.keys(cloudTree())).toEqual(expect.arrayContaining(['Entwurf.bak', 'build/out.bin', 'Text.txt']));
  const kept = await ask('trash', { side: 'local' });
  expect(kept.filter(({ why }) => why === 'rules-changed')).toHaveLength(2);
});

it('looks at a server before anybody signs in, and at whose certificate it shows', async () => {
  const { cloud, ask, refusal } = await desk();
  const trusted = await ask('checkServer', { server: cloud.url, ca: cloud.caPem });
  expect(trusted).toMatchObject({ server: cloud.url, reachable: true, trusted: true });
  expect(trusted.certificate?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/u);
  expect(Date.parse(trusted.certificate?.until ?? '')).toBeGreaterThan(Date.now());
  expect(await ask('checkServer', { server: cloud.url })).toMatchObject({
    reachable: false,
    trusted: false,
    error: 'certificate-refused',
    certificate: { fingerprint: trusted.certificate?.fingerprint },
  });
  expect(await ask('checkServer', { server: 'https://127.0.0.1:9' })).toMatchObject({
    reachable: false,
    error: 'offline',
    certificate: null,
  });
  expect(await refusal('checkServer', { server: 'http://cloud.example.org' })).toBe('insecure-transport');
});

it('lists the folders of this computer, marks what is linked, and makes one', async () => {
  const { folder, ask, refusal } = await desk();
  const above = path.dirname(folder);
  mkdirSync(path.join(above, '.versteckt'));
  writeFileSync(path.join(above, 'eine Datei.txt'), '');
  const listed = await ask('folders', { path: above });
  expect(listed).toMatchObject({ path: above, parent: path.dirname(above), more: false });
  expect(listed.folders.find(({ path: at }) => at === folder)).toMatchObject({ linked: true });
  expect(listed.folders.map(({ name }) => name)).not.toContain('.versteckt');
  expect(await ask('makeFolder', { parent: above, name: 'Neu' })).toEqual({ path: path.join(above, 'Neu') });
  expect(await refusal('makeFolder', { parent: above, name: 'Neu' })).toBe('wrong-usage');
  expect(await refusal('makeFolder', { parent: above, name: '../anderswo' })).toBe('wrong-usage');
  expect(await refusal('folders', { path: path.join(above, 'gibt es nicht') })).toBe('wrong-usage');
});

it('reads the activity back to its beginning, and finds in all of it', async () => {
  const { user, ask, sync, rootId } = await desk();
  for (let number = 1; number <= 30; number += 1) user.write(`Ordner/Datei ${number}.txt`, `${number}`);
  await sync();
  const pages: number[] = [];
  for (let before: number | undefined; ; ) {
    const page = await ask('activity', { rootId, limit: 7, ...(before === undefined ? {} : { before }) });
    pages.push(...page.map(({ id }) => id));
    before = page.at(-1)?.id;
    if (page.length < 7) break;
  }
  expect(pages).toEqual([...new Set(pages)].toSorted((one, other) => other - one));
  const uploads = await ask('activity', { actions: ['upload'], limit: 1000 });
  expect(uploads).toHaveLength(30);
  expect(await ask('activity', { text: 'datei 3', actions: ['upload'] })).toHaveLength(2);
  expect((await ask('activity', { actions: ['make-folder'] })).map(({ path: at }) => at)).toEqual(['/Ordner']);
  expect(await ask('activity', { actions: ['delete'] })).toEqual([]);
});

it('lists what can be taken back, and takes back one of it without those that came later', async () => {
  const { user, web, ask, sync } = await desk();
  user.write('eins.txt', '1');
  user.write('zwei.txt', '2');
  await sync();
  web.remove('/eins.txt');
  await sync();
  web.write('/zwei.txt', 'zwei');
  await sync();
  const able = await ask('undoable', {});
  expect(able.map(({ action, path: at, count }) => [action, at, count])).toEqual([
    ['download', '/zwei.txt', 1],
    ['delete', '/eins.txt', 1],
  ]);
  expect(await ask('undo', { id: able[1]?.id ?? '' })).toMatchObject({ action: 'delete', path: '/eins.txt' });
  await sync();
  expect(user.tree()).toEqual({ 'eins.txt': '1', 'zwei.txt': 'zwei' });
  expect(await ask('undoable', {})).toMatchObject([{ path: '/zwei.txt' }]);
});

it('tells what both sides came from, and opens a settled conflict again although much was done since', async () => {
  const { user, web, ask, sync } = await desk();
  user.write('a.txt', 'eins\nzwei\n');
  await sync();
  user.write('a.txt', 'EINS\nzwei\n');
  web.write('/a.txt', 'eins\nzwei\ndrei\n');
  await sync();
  const [conflict] = await ask('conflicts', {});
  const id = conflict?.id ?? '';
  expect(await ask('conflictBase', { id })).toEqual({ id, text: 'eins\nzwei\n' });
  await ask('resolve', { id, keep: 'merged' });
  await sync();
  web.write('/b.txt', 'später');
  await sync();
  web.write('/b.txt', 'noch später');
  await sync();
  expect(await ask('settledConflicts', {})).toMatchObject([{ id, path: '/a.txt', kept: 'merged', canReopen: true }]);
  await ask('reopen', { id });
  await sync();
  expect((await ask('conflicts', {})).map((one) => one.id)).toEqual([id]);
  expect(Object.values(user.tree()).toSorted()).toEqual(['EINS\nzwei\n', 'eins\nzwei\ndrei\n', 'noch später']);
  expect(await ask('settledConflicts', {})).toEqual([]);
});

it('brings a folder back that is taken back while a cycle is under way', async () => {
  const { web, user, ask, sync, rootId } = await desk();
  web.write('/Archiv/a.txt', 'a');
  for (let number = 0; number < 40; number += 1) web.write(`/Viele/${number}.txt`, `${number}`);
  await sync();
  await ask('exclude', { path: `${rootId}:/Archiv` });
  await sync();
  for (let number = 0; number < 40; number += 1) web.write(`/Viele/${number}.txt`, `anders ${number}`);
  // Everything is looked at anew, and what is left out is decided about with all the rest.
  await ask('changeIgnoreRules', { rootId, text: '*.bak\n' });
  const running = sync();
  for (let turn = 0; turn < 40; turn += 1) {
    await ask('include', { path: `${rootId}:/Archiv` });
    await new Promise((resolve) => setImmediate(resolve));
    if (turn < 39) await ask('exclude', { path: `${rootId}:/Archiv` });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await running;
  await sync();
  expect(user.tree()['Archiv/a.txt']).toBe('a');
});

it('tells what the person did in the cloud itself, by name and place', async () => {
  const { web, ask, sync, rootId, person } = await desk();
  web.write('/Pläne/a.txt', 'a');
  await sync();
  web.rename('/Pläne/a.txt', 'b.txt');
  const deeds = await ask('cloudActivity', { rootId });
  expect(deeds.find(({ what }) => what === 'renamed')).toMatchObject({ rootId, by: person.name });
  expect(deeds.map(({ what }) => what)).toContain('file_added');
  expect(await ask('cloudActivity', {})).toEqual(expect.arrayContaining([...deeds]));
});

it('goes without that where the cloud does not tell', async () => {
  const { ask } = await desk({ without: /\/activity$/u });
  expect(await ask('cloudActivity', {})).toEqual([]);
});

it('shows a folder page by page, and always as it is now', async () => {
  const { user, ask, sync, rootId } = await desk();
  for (const name of ['a', 'b', 'c']) user.write(`${name}.txt`, name);
  await sync();
  const first = await ask('browse', { rootId, limit: 2 });
  expect(first).toMatchObject({ next: 'b.txt' });
  expect((await ask('browse', { rootId, limit: 2, after: 'b.txt' })).entries.map(({ name }) => name)).toEqual([
    'c.txt',
  ]);
  user.write('bb.txt', 'bb');
  await sync();
  const second = await ask('browse', { rootId, limit: 2, after: 'b.txt' });
  expect(second.entries.map(({ name }) => name)).toEqual(['bb.txt', 'c.txt']);
});
