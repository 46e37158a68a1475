/** An ordinary day with the command line. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cloudForTest, eventually, installation, linked, newFolder } from './cli-support.ts';

describe('from the sign-in to the first sync', () => {
  it('tells at each step what to do next, and makes both sides the same', async () => {
    const cloud = await cloudForTest();
    const { email, rootId, name } = cloud.person(0);
    const user = cloud.cloud.as(email);
    user.write('/Plans/2027.txt', 'in the cloud');
    const files = newFolder();
    files.write('Notes/here.txt', 'on this computer');
    const here = installation(cloud);
    await here.signIn();

    const roots = await here.run('roots');
    expect(roots.out).toMatch(new RegExp(`^${rootId} +${name} +sync`, 'mu'));
    const made = await here.run('link', String(rootId), files.folder);
    expect(made.out).toContain('leitz-cloud sync');
    const plan = await here.ask(0, 'plan');
    expect(plan).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          action: 'upload',
          path: '/Notes/here.txt',
          side: 'cloud',
          bytes: 16,
          why: 'new-here',
        }),
        expect.objectContaining({ action: 'download', path: '/Plans/2027.txt', side: 'local', why: 'new-in-cloud' }),
      ]),
    );
    expect(user.exists('/Notes/here.txt')).toBe(false);

    const first = await here.ask(0, 'sync');
    expect(first).toMatchObject({ uploaded: 1, downloaded: 1, failed: 0, held: 0, conflicts: 0 });
    expect(files.tree()).toEqual({
      'Notes/': '',
      'Notes/here.txt': 'on this computer',
      'Plans/': '',
      'Plans/2027.txt': 'in the cloud',
    });
    expect(user.read('/Notes/here.txt').toString()).toBe('on this computer');
    const second = await here.ask(0, 'sync');
    expect(second).toMatchObject({ uploaded: 0, downloaded: 0, bytesUp: 0, bytesDown: 0 });

    expect(await here.ask(0, 'status')).toMatchObject({
      state: 'synced',
      watching: false,
      links: [
        { rootId, folder: files.folder, state: 'synced', pending: 0, lastSyncedAt: expect.stringMatching(/Z$/u) },
      ],
    });
    expect(await here.ask(0, 'roots')).toContainEqual(expect.objectContaining({ id: rootId, linkedTo: files.folder }));
    for (const place of [path.join(files.folder, 'Plans/2027.txt'), `${rootId}:/Plans/2027.txt`])
      expect(await here.ask(0, 'why', place)).toMatchObject({
        state: 'synced',
        history: [expect.objectContaining({ action: 'download', why: 'new-in-cloud' })],
      });
    expect(await here.ask(0, 'activity')).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'upload', path: '/Notes/here.txt', outcome: 'done' })]),
    );
  });

  it('ends with unlink and sign-out, and all files stay', async () => {
    const { cloud, here, rootId, files, user } = await linked();
    files.write('a.txt', 'stays');
    await here.ask(0, 'sync');
    await here.ask(0, 'unlink', String(rootId));
    expect(files.tree()).toEqual({ 'a.txt': 'stays' });
    expect(await here.ask(0, 'sign-out')).toMatchObject({ revoked: true, user: cloud.person(0).email });
    expect((await here.run('roots')).status).toBe(4);
    expect(user.exists('/a.txt')).toBe(true);
    // Nothing of the old link is in the way of a new one, by whomever.
    const other = installation(cloud);
    await other.signIn();
    await other.ask(0, 'link', String(rootId), files.folder);
    expect(await other.ask(0, 'sync')).toMatchObject({ uploaded: 0, downloaded: 0, conflicts: 0 });
  });

  it('a folder left out at the linking is never fetched', async () => {
    const cloud = await cloudForTest();
    const { email, rootId } = cloud.person(0);
    const user = cloud.cloud.as(email);
    user.write('/Archive/old.txt', 'old');
    user.write('/New/new.txt', 'new');
    const files = newFolder();
    const here = installation(cloud);
    await here.signIn();
    await here.ask(0, 'link', String(rootId), files.folder, '--exclude', '/Archive');
    await here.ask(0, 'sync');
    expect(files.tree()).toEqual({ 'New/': '', 'New/new.txt': 'new' });
    expect(await here.ask(0, 'why', `${rootId}:/Archive`)).toMatchObject({ state: 'excluded' });
    expect(user.exists('/Archive/old.txt')).toBe(true);
  });
});

describe('the running process', () => {
  it('carries changes both ways as they happen, answers meanwhile, and ends by stop', async () => {
    const { here, files, user } = await linked();
    const daemon = here.start('start');
    await eventually('it watches', () => daemon.said().includes('Watching'));
    files.write('from here.txt', 'one');
    await eventually('the change is in the cloud', () => user.exists('/from here.txt'));
    expect(await here.ask(0, 'status')).toMatchObject({ watching: true });
    await here.ask(0, 'pause', '--minutes', '5');
    expect(await here.ask(0, 'status')).toMatchObject({ state: 'paused', pausedUntil: expect.stringMatching(/Z$/u) });
    user.write('/from the cloud.txt', 'two');
    await here.ask(0, 'resume');
    await here.ask(0, 'sync-now');
    await eventually('the change is here', () => 'from the cloud.txt' in files.tree());
    await eventually('it was told', () => daemon.said().includes('/from the cloud.txt'));
    expect(await here.ask(0, 'stop')).toMatchObject({ stopped: true });
    const ended = await daemon.ended;
    expect([ended.status, ended.err]).toEqual([0, expect.stringContaining('Stopped.')]);
    expect(ended.out).toMatch(/uploaded {2}\/from here\.txt \(3 B\)\. It is new on this computer\./u);
  });

  it('with --json, each line of standard output is one event', async () => {
    const { here, files } = await linked();
    const daemon = here.start('start', '--json');
    await eventually('it watches', () => daemon.said().includes('Watching'));
    files.write('a.txt', 'one');
    await eventually('something was told', () => daemon.said().includes('{"type":'));
    daemon.child.kill('SIGTERM');
    const { status, out } = await daemon.ended;
    expect(status).toBe(0);
    for (const line of out.trimEnd().split('\n')) expect(JSON.parse(line)).toHaveProperty('type');
  });

  it('after a kill, the next start goes on at once', async () => {
    const { here, files, user } = await linked();
    const first = here.start('start');
    await eventually('it watches', () => first.said().includes('Watching'));
    first.child.kill('SIGKILL');
    await first.ended;
    files.write('meanwhile.txt', 'made while nobody looked');
    const second = here.start('start');
    await eventually('the change is in the cloud', () => user.exists('/meanwhile.txt'));
    second.child.kill('SIGINT');
    expect((await second.ended).status).toBe(130);
  });

  it('writes no secret anywhere', async () => {
    const { cloud, here, files } = await linked();
    const daemon = here.start('start', '--verbose');
    await eventually('it watches', () => daemon.said().includes('Watching'));
    files.write('a.txt', 'one');
    await eventually('something was done', () => daemon.said().includes('/a.txt'));
    await here.run('stop');
    const { out, err } = await daemon.ended;
    const written = readdirSync(here.home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)).toString('latin1'));
    for (const text of [out, err, ...written]) expect(text.includes(cloud.person(0).password)).toBe(false);
    expect(written.length).toBeGreaterThan(2);
  });
});
