import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { MISSING } from '../../../../app/cli/missing.ts';
import { VERBS } from '../../../../app/cli/verbs.ts';
import { openHost } from '../../../../app/headless/host.ts';
import { openEngine } from '../../../../main/index.ts';
import { contract, type SomeHandlers } from '../../../../shared/contract/contract.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';
import { stubEngine } from '../headless/stub-engine.ts';
import { runWords } from './run-words.ts';
import { samples } from './samples.ts';

/** Every verb with words that it takes, and something that its lines for people must say. */
const STORIES: readonly (readonly [string, number, RegExp])[] = [
  ['sign-in --server https://a --user b --password-stdin', 0, /Signed in to .* as Anna/u],
  ['sign-out', 0, /Signed out anna.*Files and links stay.*could not be told/su],
  ['sign-out --account anna@example.org --forget', 0, /Its folders are unlinked; all files stay/u],
  [
    'accounts',
    0,
    /anna@example\.org at https:\/\/cloud\.example\.org: signed in, 1 link, 12 B used\nben.*signed out, 2 links/u,
  ],
  ['roots', 0, /7 {3}Büro .*1\.2 MB {2}\/home\/anna\/Büro\n8 {3}Archive\\u\{1b\}\[2J/u],
  ['link 7 here --exclude /Archive --exclude /Old', 0, /Linked root 7 \(Büro\) to \/work\/here/u],
  ['link move 7 there', 0, /Root 7 is linked to \/work\/there now.*was renamed/su],
  ['unlink 7', 0, /The files stay/u],
  ['plan', 0, /upload .*1\.2 kB .*\/a\.txt .*new on this computer.*\/b -> \/c.*2 actions/su],
  ['plan 7', 0, /2 actions/u],
  ['sync', 0, /1 uploaded \(12 B\), 1,200 downloaded \(3\.4 MB\), 1 folder made\.\n1\.2 s, 9 requests, 2 cycles/u],
  [
    'status',
    0,
    /attention .*nothing is running.*2 items to do, 1 conflict, 3 held; last synced: never.*\/home\/anna\/Büro is not there.*downloading \/big\.iso: 40 B of 100 B/su,
  ],
  ['why a.txt', 0, /\/work\/a\.txt: held.*A\.txt.*Rename one.*failed: The disk is full.*\/a\.txt -> \/b\.txt/su],
  ['conflicts', 0, /9 {2}\/a\.txt.*mine: {3}\/a\.txt.*theirs: gone/su],
  ['resolve 9 --keep both', 0, /kept both/u],
  ['held', 0, /\/Projects.*and 1,202 more.*to a_\.txt\..*2 items held/su],
  ['release x', 0, /released \(1,204 items\)/u],
  ['decline x', 0, /declined \(1,204 items\)/u],
  ['exclude a', 0, /\/a: excluded/u],
  ['include a', 0, /\/a: waiting/u],
  ['lock a --minutes 5', 0, /is locked until 2026/u],
  ['unlock a', 0, /not locked/u],
  ['share a --expires 2026-12-31 --login-required --download-limit 3 --subscriber x@y', 0, /https:\/\/cloud/u],
  ['shares', 0, /3 {3}\/a\.txt {2}2026-12-31/u],
  ['fix 7-local-3', 0, /is now called a_\.txt/u],
  ['surroundings --metered yes --battery no', 0, /rests, because this network costs by volume/u],
  [
    'bandwidth',
    0,
    /up: 205 kB a second, by what your administrator set for the organization\ndown: no limit.*7 +small +2 +4 +12/su,
  ],
  ['alias 7 on', 0, /get another one in \/home\/anna\/Büro/u],
  ['alias', 0, /7:\/Plans\/a:b\.txt is a_b\.txt here\. Its name is not possible on this computer\./u],
  ['change-share 3 --no-login-required', 0, /is changed/u],
  ['unshare 3', 0, /removed/u],
  ['versions a', 0, /12 .*current/u],
  ['restore a --revision 12', 0, /revision 12/u],
  ['trash', 0, /1 .*local .*\/a/u],
  ['untrash 1', 0, /\/a is back/u],
  ['undo', 0, /delete of \/a/u],
  ['activity --limit 2', 0, /uploaded.*moved in the cloud/su],
  ['settings', 0, /guard\.files {2}50/u],
  ['settings guard.files', 0, /guard\.files = 50/u],
  ['settings guard.files 70', 0, /guard\.files = 70/u],
  [
    'proxy',
    0,
    /Proxy: http:\/\/proxy\.example\.org:3128 as anna, with a password\nNot for: \.local\n.*is reached through/u,
  ],
  ['proxy socks5://127.0.0.1:1080 --user anna --password-stdin --bypass a,b', 0, /Proxy: /u],
  ['proxy none', 0, /Proxy: /u],
  ['certificates', 0, /also trusted: anna, issued by Example CA.*shown to the server: anna/su],
  ['certificates --client none --ca none', 0, /anna@example\.org at/u],
  ['doctor', 1, /BAD {6}clock: it is 2 h off\n {9}Set the clock/u],
  ['doctor --bundle out.zip', 1, /Written: \/work\/out\.zip/u],
  ['stop', 0, /Nothing was running/u],
];

const answerOf = (name: string) => VERBS.find((verb) => verb.name === name)?.answer ?? z.never();

describe('every verb', () => {
  it.each(STORIES)('%s', async (line, status, lines) => {
    const options = { home: temporaryFolder(), handlers: samples, input: 'geheim\n', cwd: '/work' };
    const people = await runWords(line.split(' '), options);
    expect(people.out).toMatch(lines);
    expect([people.status, people.err]).toEqual([status, '']);

    const script = await runWords([...line.split(' '), '--json'], options);
    expect([script.status, script.err]).toEqual([status, '']);
    const documents = script.json();
    expect(documents).toHaveLength(1);
    expect(answerOf(line.split(' ')[0] ?? '').safeParse(documents[0]).error).toBeUndefined();
  });

  it('has a story here, or is told below', () => {
    const told = new Set([
      ...STORIES.map(([line]) => line.split(' ')[0]),
      'start',
      // In test/unit/app/headless/unattended.test.ts and test/e2e/deb.test.ts.
      'set-up',
      // In test/unit/app/cli/page.test.ts.
      'page',
      'pause',
      'resume',
      'sync-now',
      'schema',
    ]);
    expect(VERBS.map((verb) => verb.name).filter((name) => !told.has(name))).toEqual([]);
  });
});

describe('verbs for the running process', () => {
  const running = async (handlers: SomeHandlers = samples) => {
    const home = temporaryFolder();
    const openStub = async () => stubEngine(handlers);
    const host = await openHost({ home, command: 'start', version: '1', openEngine: openStub, serve: true });
    onTestFinished(() => host.close());
    const nobody = async () => {
      throw new Error('It has to ask the running process.');
    };
    return { host, ask: (...words: string[]) => runWords(words, { home, openEngine: nobody }) };
  };

  it.each([
    ['pause --minutes 30', /Paused until 2026/u],
    ['resume', /Going on/u],
    ['sync-now', /Looking at 1 linked folder now/u],
    ['status', /attention/u],
    ['sync', /1 uploaded/u],
  ])('%s', async (line, lines) => {
    const { ask } = await running();
    const ran = await ask(...line.split(' '));
    expect([ran.status, ran.err]).toEqual([0, '']);
    expect(ran.out).toMatch(lines);
  });

  it.each(['pause', 'resume', 'sync-now', 'status --watch', 'activity --follow'])('%s needs one', async (line) => {
    const home = temporaryFolder();
    const ran = await runWords(line.split(' '), { home, handlers: samples });
    expect(ran.status).toBe(1);
    expect(ran.err).toContain(`Nothing is running for the home ${home}`);
    expect(ran.err).toContain('leitz-cloud start');
  });

  it('stop ends it', async () => {
    const { host, ask } = await running();
    const ran = ask('stop', '--json');
    await host.stopAsked;
    await host.close();
    expect((await ran).json()).toEqual([{ stopped: true, pid: process.pid }]);
  });

  it('start says who holds the home', async () => {
    const { ask } = await running();
    const ran = await ask('start');
    expect(ran.status).toBe(1);
    expect(ran.err).toMatch(new RegExp(`already: pid ${process.pid} since .* leitz-cloud start`, 'u'));
  });

  it('status --watch shows what changes until the process ends', async () => {
    const home = temporaryFolder();
    const engine = stubEngine(samples);
    const host = await openHost({ home, command: 'start', version: '1', openEngine: async () => engine, serve: true });
    const status = await samples.status({});
    const seen = Promise.withResolvers<void>();
    const onOut = (text: string) => text.includes('"synced"') && seen.resolve();
    const ran = runWords(['status', '--watch', '--json'], { home, onOut });
    // Told again and again, because nobody can see from outside when the watcher has begun to listen.
    const timer = setInterval(() => engine.emit({ type: 'status', status: { ...status, state: 'synced' } }), 10);
    await seen.promise;
    clearInterval(timer);
    await host.close();
    const documents = (await ran).json();
    expect(documents[0]).toMatchObject({ state: 'attention' });
    expect(documents.at(-1)).toMatchObject({ state: 'synced' });
  });
});

describe('what this version lacks', () => {
  it('is exactly what the engine has no handler for', async () => {
    const engine = await openEngine({ home: temporaryFolder() });
    onTestFinished(() => engine.close());
    const lacking = Object.keys(contract).filter((name) => !Object.hasOwn(engine.handlers, name));
    expect([...MISSING].sort()).toEqual(lacking.sort());
  });

  it('is left out of the help, and says so when it is asked for', async () => {
    const home = temporaryFolder();
    const help = (await runWords(['--help'], { home })).out;
    for (const verb of VERBS) {
      const there = verb.needs.every((method) => !MISSING.includes(method));
      expect(new RegExp(`^ {2}${verb.name}( |$)`, 'mu').test(help), verb.name).toBe(there);
    }
    const ran = await runWords(['undo'], { home });
    expect([ran.status, ran.err]).toEqual([1, 'This is not available in this version (undo).\n']);
  });
});
