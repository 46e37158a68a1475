/** Walks every wall around the window: what its page may do is what the contract says, and nothing else. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../build/inputs.ts';
import { waitUntil } from '../electron/desktop.ts';
import { ensureBuilt, freshDesktop, linkedDesktop } from './desktop-support.ts';

beforeAll(ensureBuilt);

test('the window is sandboxed and isolated, and only the bridge is in it', async () => {
  const running = await freshDesktop();
  const { sandbox, windows, crashReports } = await running.look();
  expect(sandbox).toBe(true);
  expect(crashReports).toEqual({ uploadToServer: false });
  expect(windows[0]?.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
  const seen = await running.do(
    'evaluate',
    '[typeof require, typeof process, typeof module, Object.keys(window.leitz).sort().join()]',
  );
  expect(seen).toEqual([
    'undefined',
    'undefined',
    'undefined',
    'about,call,on,openPath,pathOfFile,pickFolder,showInFolder',
  ]);
  expect(await running.do('evaluate', 'Object.isFrozen(window.leitz)')).toBe(true);
});

test('every answer is a result: unknown names, wrong inputs and foreign shapes are refused, not thrown', async () => {
  const running = await freshDesktop();
  const call = (name: unknown, input: unknown) =>
    running.do('evaluate', `window.leitz.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`);
  expect(await call('rm', {})).toMatchObject({ ok: false, error: { code: 'not-available' } });
  expect(await call('__proto__', {})).toMatchObject({ ok: false, error: { code: 'not-available' } });
  expect(await call(['status'], {})).toMatchObject({ ok: false, error: { code: 'not-available' } });
  expect(await call('pause', { minutes: -1 })).toMatchObject({ ok: false, error: { code: 'wrong-usage' } });
  expect(await call('pause', { minutes: 1, more: true })).toMatchObject({ ok: false, error: { code: 'wrong-usage' } });
  expect(await call('link', { rootId: 1, folder: 'x'.repeat(40_000) })).toMatchObject({ ok: false });
  expect(await call('status', {})).toMatchObject({ ok: true });
});

test('nothing is loaded from elsewhere, by any way', async () => {
  const running = await freshDesktop();
  const attempts = [
    "fetch('https://example.org/').then(() => 'loaded', () => 'refused')",
    "fetch('http://127.0.0.1:1/').then(() => 'loaded', () => 'refused')",
    "new Promise((done) => { const image = new Image(); image.onload = () => done('loaded'); image.onerror = () => done('refused'); image.src = 'https://example.org/a.png'; })",
    "new Promise((done) => { try { const socket = new WebSocket('wss://example.org/'); socket.onopen = () => done('loaded'); socket.onerror = () => done('refused'); } catch { done('refused'); } })",
    "new Promise((done) => { const frame = document.createElement('iframe'); frame.src = 'https://example.org/'; document.addEventListener('securitypolicyviolation', () => done('refused'), { once: true }); document.body.append(frame); })",
  ];
  for (const attempt of attempts) expect(await running.do('evaluate', attempt), attempt).toBe('refused');
});

test('nothing inline runs, and no text becomes code', async () => {
  const running = await freshDesktop();
  // Later, as the page's own code: what a debugger evaluates at once is not held to the page's rules.
  const later = (body: string): string =>
    `new Promise((done) => setTimeout(() => { try { ${body} } catch { done('refused'); } }))`;
  const attempts = [
    "done(new Function('return 1')());",
    "done(eval('1'));",
    "document.createElement('b').innerHTML = '<i>x</i>'; done('done');",
    "const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script); done(window.ran === true ? 'ran' : 'refused');",
    "document.body.setAttribute('onclick', 'window.ran = true'); document.body.click(); done(window.ran === true ? 'ran' : 'refused');",
  ];
  for (const attempt of attempts) expect(await running.do('evaluate', later(attempt)), attempt).toBe('refused');
});

test('the page cannot be led away, and opens no window; a checked address goes to the browser', async () => {
  const running = await freshDesktop();
  const home = await running.do('address');
  await running.do('evaluate', "void (location.href = 'https://example.org/away')");
  await running.until('the way was refused', ({ refusedLoads }) => refusedLoads.includes('https://example.org/away'));

  await running.do('evaluate', "void window.open('https://example.org/help')");
  await running.do('evaluate', "void window.open('http://example.org/plain')");
  await running.until('the good one was opened outside', ({ opened }) => opened.length > 0);
  await running.until('the bad one was refused', ({ refusedLoads }) =>
    refusedLoads.includes('http://example.org/plain'),
  );
  expect((await running.look()).opened).toEqual([{ kind: 'address', target: 'https://example.org/help' }]);
  expect(home).toContain('index.html');
});

test('no permission is granted, whatever it is', async () => {
  const running = await freshDesktop();
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'hid', 'openExternal'])
    expect(await running.do('permissions', permission), permission).toEqual([false, false, false]);
});

test('only linked folders are opened, and programs are shown, not run', async () => {
  const { running, folder } = await linkedDesktop();
  const ask = (what: string, file: string) => running.do('evaluate', `window.leitz.${what}(${JSON.stringify(file)})`);
  await ask('openPath', '/etc/passwd');
  await ask('openPath', path.join(folder, '..', 'x'));
  await ask('showInFolder', '/etc/passwd');
  await ask('openPath', 'relative');
  await ask('openPath', path.join(folder, 'tool.sh'));
  await ask('openPath', path.join(folder, 'plan.pdf'));
  expect((await running.look()).opened).toEqual([
    { kind: 'folder-of', target: path.join(folder, 'tool.sh') },
    { kind: 'path', target: path.join(folder, 'plan.pdf') },
  ]);
});

test('a link from outside shows a file, and changes and runs nothing', async () => {
  const { running, rootId, folder, files } = await linkedDesktop({ env: { STAND_IN_PACKAGED: '1' } });
  files.write('tool.sh', 'echo');
  await running.do('openUrl', `leitzcloud://open?root=${rootId}&path=/tool.sh`);
  await running.do('openUrl', `leitzcloud://open?root=${rootId}&path=/../../../etc/passwd`);
  await running.do('openUrl', 'leitzcloud://nonsense');
  await waitUntil(
    'the file was shown',
    async () => (await running.look()).opened,
    (opened) => opened.length === 1 && opened[0]?.target === path.join(folder, 'tool.sh'),
  );
  expect((await running.look()).linkSchemes).toEqual(['leitzcloud']);
});

test('the preload knows channels and nothing else, and is one file', () => {
  const preload = readFileSync(path.join(ROOT, 'dist', 'electron', 'preload.cjs'), 'utf8');
  expect([...preload.matchAll(/require\("([^"]+)"\)/gu)].map(([, name]) => name)).toEqual(['electron']);
  expect(preload).not.toMatch(/\bimport\b\s*[({"']/u);
  expect(preload.length).toBeLessThan(10_000);
});

test('nothing of a password or token is in what the program writes', async () => {
  const { cloud, running, home } = await linkedDesktop();
  await running.quit();
  const { globSync } = await import('node:fs');
  const { password } = cloud.person(0);
  for (const entry of globSync('**/*', { cwd: home, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(path.join(entry.parentPath, entry.name));
    expect(bytes.includes(password), entry.name).toBe(false);
  }
  expect(running.output).not.toContain(password);
});
