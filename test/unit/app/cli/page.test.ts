import { expect, onTestFinished, test } from 'vitest';
import { openHost } from '../../../../app/headless/host.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';
import { stubEngine } from '../headless/stub-engine.ts';
import { runWords } from './run-words.ts';

async function running() {
  const home = temporaryFolder();
  const host = await openHost({
    home,
    command: 'start',
    version: '1',
    serve: true,
    openEngine: async () => stubEngine({}),
  });
  onTestFinished(() => host.close());
  return { home, host };
}

test('a fresh address comes from the process that has the page, another one each time', async () => {
  const { home, host } = await running();
  let given = 0;
  host.offerPage(() => {
    given += 1;
    return `http://127.0.0.1:1/open/${given}`;
  });
  expect(await runWords(['page'], { home })).toMatchObject({ status: 0, out: 'http://127.0.0.1:1/open/1\n' });
  expect((await runWords(['page', '--json'], { home })).json()).toEqual([{ address: 'http://127.0.0.1:1/open/2' }]);
});

test('without a page, or without a process, it says so', async () => {
  const { home } = await running();
  const without = await runWords(['page'], { home });
  expect(without.status).toBe(1);
  expect(without.err).toContain('started without --page');
  const nobody = await runWords(['page'], { home: temporaryFolder() });
  expect(nobody.err).toContain('Nothing is running');
});
