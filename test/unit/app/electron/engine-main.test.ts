/** The process of the engine under the window: what an administrator decided holds there too. */
import { EventEmitter } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { FromEngine, ToEngine } from '../../../../app/electron/engine-messages.ts';
import type { Policy } from '../../../../app/headless/policy.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

const policy: Policy = {
  version: 1,
  server: 'https://cloud.test',
  roots: [],
  onlyTheseRoots: false,
  settings: { conflicts: 'ask' },
  off: ['sharing'],
};

vi.mock('../../../../app/headless/policy.ts', async (original) => ({
  ...(await original<object>()),
  readPolicy: () => policy,
}));

/** The shell's end of the wire: what the process says, and answers by the number of the call. */
function shell() {
  const port = new EventEmitter();
  const said: FromEngine[] = [];
  const heard = new EventEmitter();
  Object.assign(port, {
    postMessage: (message: FromEngine) => {
      said.push(message);
      heard.emit('message');
    },
  });
  const until = async <Kind extends FromEngine['kind']>(kind: Kind, id?: number) => {
    for (;;) {
      const found = said.find((one) => one.kind === kind && (id === undefined || ('id' in one && one.id === id)));
      if (found !== undefined) return found as Extract<FromEngine, { kind: Kind }>;
      await new Promise((resolve) => heard.once('message', resolve));
    }
  };
  const tell = (message: ToEngine): void => void port.emit('message', { data: message });
  let calls = 0;
  const call = async (method: string, input: unknown) => {
    calls += 1;
    tell({ kind: 'call', id: calls, method, input });
    return (await until('answer', calls)).result;
  };
  return { port, tell, until, call };
}

test("the administrator's policy is in force in the window's engine", async () => {
  const { port, tell, until, call } = shell();
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
  Object.assign(process, { parentPort: port });
  await import('../../../../app/electron/engine-main.ts');
  onTestFinished(async () => {
    tell({ kind: 'close' });
    await vi.waitFor(() => expect(exit).toHaveBeenCalled(), { timeout: 10_000 });
    exit.mockRestore();
    Reflect.deleteProperty(process, 'parentPort');
  });
  const home = temporaryFolder();
  tell({ kind: 'open', home, version: '1', secrets: 'file', takeOver: false });
  await until('ready');
  expect(await call('settings', { key: 'conflicts' })).toMatchObject({ value: [{ value: 'ask', fixed: true }] });
  const administrator = { detail: expect.stringContaining('administrator') };
  const elsewhere = { server: 'https://other.test', user: 'u', password: 'p' };
  expect(await call('signIn', elsewhere)).toMatchObject({ ok: false, error: administrator });
  expect(await call('share', { path: '/a' })).toMatchObject({ ok: false, error: administrator });
});
