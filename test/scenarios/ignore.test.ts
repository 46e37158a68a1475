import { expect, it } from 'vitest';
import { until } from '../support/temp-folder.ts';
import { desk } from './everyday-support.ts';

it('leaves out what a .leitzignore file names, and syncs the file itself', async () => {
  const { user, sync, cloudTree, ask, at } = await desk();
  user.write('.leitzignore', '# ours\nbuild/\n*.log\n!keep.log\n');
  user.write('build/deep/out.bin', 'x');
  user.write('a.log', 'x');
  user.write('keep.log', 'k');
  user.write('src/b.log', 'x');
  user.write('src/main.c', 'c');
  expect(await sync()).toMatchObject({ held: 0, failed: 0 });
  expect(Object.keys(cloudTree())).toEqual(['.leitzignore', 'keep.log', 'src/', 'src/main.c']);
  expect(await ask('why', { path: at('src/b.log') })).toMatchObject({
    state: 'ignored',
    reason: 'ignored',
    detail: '*.log in /.leitzignore',
  });
  expect(await ask('why', { path: at('build/deep/out.bin') })).toMatchObject({
    state: 'ignored',
    detail: 'build/ in /.leitzignore',
  });
});

it('lets a deeper file have the last word, for its own folder', async () => {
  const { user, sync, cloudTree, ask, at } = await desk();
  user.write('.leitzignore', '*.log\n');
  user.write('logs/.leitzignore', '!*.log\n/secret.txt\n');
  user.write('logs/a.log', 'a');
  user.write('logs/secret.txt', 's');
  user.write('logs/in/secret.txt', 's');
  user.write('b.log', 'b');
  await sync();
  expect(Object.keys(cloudTree())).toEqual([
    '.leitzignore',
    'logs/',
    'logs/.leitzignore',
    'logs/a.log',
    'logs/in/',
    'logs/in/secret.txt',
  ]);
  expect((await ask('why', { path: at('logs/secret.txt') })).detail).toBe('/secret.txt in /logs/.leitzignore');
});

it.each(['subtree', 'level'] as const)(
  'deletes nothing on the other side when a rule begins to match (%s)',
  async (hash) => {
    const { user, sync, web, cloudTree, state, ask } = await desk({ hash });
    user.write('build/deep/out.bin', 'x');
    user.write('a.log', 'a');
    user.write('stays.txt', 's');
    await sync();
    user.write('.leitzignore', 'build/\n*.log\n');
    expect(await sync()).toMatchObject({ deletedCloud: 0, deletedLocal: 0, downloaded: 0, held: 0 });
    user.write('build/deep/out.bin', 'changed here');
    web.write('/a.log', 'changed there');
    web.write('/build/new.bin', 'new there');
    user.remove('build/deep');
    expect(await sync()).toMatchObject({ uploaded: 0, downloaded: 0, deletedCloud: 0, deletedLocal: 0, held: 0 });
    expect(user.tree()).toMatchObject({ 'a.log': 'a', 'build/': '' });
    expect(cloudTree()).toMatchObject({
      'a.log': 'changed there',
      'build/deep/out.bin': 'x',
      'build/new.bin': 'new there',
    });
    expect(await state('a.log')).toBe('ignored');
    expect(await ask('why', { path: `${web.rootId}:/build/new.bin` })).toMatchObject({
      state: 'ignored',
      detail: 'build/ in /.leitzignore',
    });
  },
);

it('keeps the copy in the cloud of what is deleted here together with the new rule', async () => {
  const { user, sync, cloudTree } = await desk();
  user.write('build/out.bin', 'x');
  user.write('stays.txt', 's');
  await sync();
  user.write('.leitzignore', 'build/\n');
  user.remove('build');
  expect(await sync()).toMatchObject({ deletedCloud: 0, downloaded: 0, held: 0 });
  expect(cloudTree()).toMatchObject({ 'build/out.bin': 'x' });
  expect(user.tree()).not.toHaveProperty('build/');
});

it.each(['subtree', 'level'] as const)('picks files up again when a rule ends, on both sides (%s)', async (hash) => {
  const { user, web, sync, cloudTree } = await desk({ hash });
  user.write('.leitzignore', 'build/\n*.log\n');
  user.write('build/deep/here.bin', 'h');
  user.write('a.log', 'a');
  await sync();
  web.write('/build/there.bin', 't');
  web.write('/b.log', 'b');
  await sync();
  user.write('.leitzignore', '# nothing\n');
  expect(await sync()).toMatchObject({ held: 0, conflicts: 0 });
  const all = {
    '.leitzignore': '# nothing\n',
    'a.log': 'a',
    'b.log': 'b',
    'build/deep/here.bin': 'h',
    'build/there.bin': 't',
  };
  expect(user.tree()).toMatchObject(all);
  expect(cloudTree()).toMatchObject(all);
});

it('keeps both versions of what went its own ways while it was ignored', async () => {
  const { user, web, sync } = await desk();
  user.write('a.log', 'both');
  await sync();
  user.write('.leitzignore', '*.log\n');
  await sync();
  user.write('a.log', 'mine');
  web.write('/a.log', 'theirs');
  await sync();
  user.remove('.leitzignore');
  expect(await sync()).toMatchObject({ conflicts: 1 });
  expect(Object.values(user.tree()).toSorted()).toEqual(['mine', 'theirs']);
});

it('obeys rules that come from the cloud, and those that were changed while nothing ran', async () => {
  const { user, web, sync, cloudTree, restart } = await desk();
  user.write('x.log', 'x');
  await sync();
  web.write('/.leitzignore', '*.log\n');
  await sync();
  user.write('y.log', 'y');
  await sync();
  expect(cloudTree()).not.toHaveProperty('y.log');
  await restart();
  user.write('.leitzignore', '*.tmpx\n');
  user.write('z.tmpx', 'z');
  await sync();
  expect(cloudTree()).toMatchObject({ 'x.log': 'x', 'y.log': 'y', '.leitzignore': '*.tmpx\n' });
  expect(cloudTree()).not.toHaveProperty('z.tmpx');
});

it('follows a change of the rules while both sides are watched', async () => {
  const { user, watch, cloudTree } = await desk();
  user.write('.leitzignore', 'build/\n');
  user.write('build/deep/out.bin', 'x');
  user.write('a.txt', 'a');
  await watch();
  await until('the first files are there', () => 'a.txt' in cloudTree());
  expect(cloudTree()).not.toHaveProperty('build/');
  user.write('.leitzignore', '');
  await until('the folder is there', () => 'build/deep/out.bin' in cloudTree());
});

it('obeys the built-in list and the extensions of the organization', async () => {
  const { cloud, user, sync, cloudTree, ask, at } = await desk();
  cloud.setPolicy({ excluded_extensions: '.pst,iso' });
  for (const name of ['.DS_Store', '~$a.docx', '.~lock.b.odt#', 'c.part', 'Thumbs.db', 'mail.PST', 'disk.iso'])
    user.write(`d/${name}`, 'x');
  user.write('d/normal.txt', 'n');
  await sync();
  expect(Object.keys(cloudTree())).toEqual(['d/', 'd/normal.txt']);
  expect((await ask('why', { path: at('d/mail.PST') })).detail).toBe('organization: *.pst');
  expect((await ask('why', { path: at('d/~$a.docx') })).detail).toBe('~$*');
});

it('takes part at once when it loses its ignored name, as downloads do at their end', async () => {
  const { user, sync, cloudTree } = await desk();
  user.write('film.mkv.part', 'whole');
  await sync();
  user.move('film.mkv.part', 'film.mkv');
  expect(await sync()).toMatchObject({ uploaded: 1 });
  expect(await sync()).toMatchObject({ cycles: 1, uploaded: 0 });
  expect(cloudTree()).toEqual({ 'film.mkv': 'whole' });
});
