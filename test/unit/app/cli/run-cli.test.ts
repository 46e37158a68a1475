import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { VERBS } from '../../../../app/cli/verbs.ts';
import { SyncError } from '../../../../main/errors.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';
import { runWords } from './run-words.ts';
import { samples } from './samples.ts';

const home = () => temporaryFolder();

describe('wrong usage', () => {
  it.each([
    [''],
    ['nonsense'],
    ['status --nonsense'],
    ['sign-in --server https://a'],
    ['link 7'],
    ['link seven folder'],
    ['link 7 a b'],
    ['resolve 9'],
    ['resolve 9 --keep nothing'],
    ['pause --minutes soon'],
    ['activity --limit 0'],
    ['restore a --revision 1.5'],
  ])('"%s" ends with 2, says what is wrong, and touches nothing', async (line) => {
    const nobody = async () => {
      throw new Error('The engine has to stay closed.');
    };
    const words = line === '' ? [] : line.split(' ');
    const ran = await runWords(words, { home: home(), openEngine: nobody });
    expect([ran.status, ran.out]).toEqual([2, '']);
    expect(ran.err).not.toBe('');
    const script = await runWords([...words, '--json'], { home: home(), openEngine: nobody });
    expect(script.json()).toMatchObject([{ error: { code: 'wrong-usage' } }]);
  });

  it('a password is asked for on a terminal only, and never taken from argv', async () => {
    const ran = await runWords(['sign-in', '--server', 'https://a', '--user', 'b'], {
      home: home(),
      handlers: samples,
    });
    expect(ran.status).toBe(2);
    expect(ran.err).toContain('--password-stdin');
    const help = (await runWords(['sign-in', '--help'], { home: home() })).out;
    expect(help).not.toMatch(/--password[ =]/u);
  });

  it('an empty password is no password', async () => {
    const words = ['sign-in', '--server', 'https://a', '--user', 'b', '--password-stdin'];
    const ran = await runWords(words, { home: home(), handlers: samples, input: '\n' });
    expect([ran.status, ran.err]).toEqual([2, expect.stringContaining('the password is empty')]);
  });

  it('a certificate file has to be there and hold a certificate', async () => {
    const words = ['sign-in', '--server', 'https://a', '--user', 'b', '--password-stdin', '--ca'];
    const missing = await runWords([...words, '/nowhere.pem'], { home: home(), handlers: samples, input: 'x\n' });
    expect([missing.status, missing.err]).toEqual([2, expect.stringContaining('/nowhere.pem cannot be read (ENOENT)')]);
    const other = await runWords([...words, '/etc/hostname'], { home: home(), handlers: samples, input: 'x\n' });
    expect([other.status, other.err]).toEqual([2, expect.stringContaining('no certificate in PEM form')]);
  });
});

describe('failures', () => {
  const refuse = (code: 'offline' | 'wrong-credentials' | 'internal' | 'cancelled') => ({
    roots: async () => {
      throw new SyncError(code, { path: 'https://a', detail: 'why' });
    },
  });

  it.each([
    ['offline', 5],
    ['wrong-credentials', 4],
    ['internal', 1],
    ['cancelled', 130],
  ] as const)('%s ends with %i, in words on standard error', async (code, status) => {
    const ran = await runWords(['roots'], { home: home(), handlers: refuse(code) });
    expect([ran.status, ran.out]).toEqual([status, '']);
    expect(ran.err.split('\n')).toHaveLength(3);
  });

  it('with --json the one document says it too', async () => {
    const ran = await runWords(['roots', '--json'], { home: home(), handlers: refuse('offline') });
    expect(ran.json()).toEqual([
      { error: { code: 'offline', message: expect.stringContaining('cannot be reached'), path: 'https://a' } },
    ]);
  });

  it('--quiet keeps everything back but errors', async () => {
    const quiet = await runWords(['roots', '--quiet'], { home: home(), handlers: samples });
    expect([quiet.status, quiet.out, quiet.err]).toEqual([0, '', '']);
    const ran = await runWords(['roots', '--quiet'], { home: home(), handlers: refuse('offline') });
    expect(ran.err).toContain('cannot be reached');
  });
});

describe('sync', () => {
  const ending = async (change: Partial<Awaited<ReturnType<typeof samples.sync>>>) => {
    const summary = { ...(await samples.sync({})), ...change };
    return runWords(['sync'], { home: home(), handlers: { sync: async () => summary } });
  };

  it('ends with 3 where something is held or in conflict, and says how to go on', async () => {
    const held = await ending({ held: 2 });
    expect([held.status, held.out]).toEqual([3, expect.stringContaining('2 items held: see `leitz-cloud held`')]);
    expect((await ending({ conflicts: 1 })).status).toBe(3);
  });

  it('ends with 1 where something failed', async () => {
    expect((await ending({ failed: 1, held: 1 })).status).toBe(1);
  });
});

describe('without a linked folder', () => {
  it('sync says so instead of claiming that all is the same', async () => {
    const summary = { ...(await samples.sync({})), cycles: 0 };
    const ran = await runWords(['sync'], { home: home(), handlers: { sync: async () => summary } });
    expect([ran.status, ran.out]).toEqual([0, expect.stringContaining('No folder is linked yet')]);
  });
});

describe('where it works', () => {
  it('takes --home before LEITZ_CLOUD_HOME, from the folder the caller is in', async () => {
    const base = temporaryFolder();
    const homes: string[] = [];
    const openEngine = async (options: { readonly home: string }) => {
      homes.push(options.home);
      throw new SyncError('internal');
    };
    await runWords(['roots'], { home: `${base}/by-environment`, openEngine });
    await runWords(['roots', '--home', 'by-option'], { home: `${base}/by-environment`, openEngine, cwd: base });
    await runWords(['--home', `${base}/before`, 'roots'], { home: `${base}/by-environment`, openEngine });
    expect(homes).toEqual([`${base}/by-environment`, `${base}/by-option`, `${base}/before`]);
  });

  it('gives paths to the engine from the folder the caller is in', async () => {
    const paths: string[] = [];
    const why: typeof samples.why = async (input) => {
      paths.push(input.path);
      return samples.why(input);
    };
    for (const word of ['a/../b', '/abs', '7:/in/the/cloud', '7:x'])
      await runWords(['why', word], { home: home(), handlers: { why }, cwd: '/work' });
    expect(paths).toEqual(['/work/b', '/abs', '7:/in/the/cloud', '/work/7:x']);
  });
});

describe('schema', () => {
  it('describes the --json answer of every verb, and of a failure', async () => {
    const ran = await runWords(['schema', '--json'], { home: home() });
    const [all] = z.array(z.record(z.string(), z.record(z.string(), z.unknown()))).parse(ran.json());
    expect(Object.keys(all ?? {})).toEqual([...VERBS.map((verb) => verb.name), 'error']);
    expect(all?.['roots']).toMatchObject({ type: 'array' });
    // Fields may be added, so no answer may be closed.
    expect(JSON.stringify(all)).not.toContain('"additionalProperties":false');
  });
});
