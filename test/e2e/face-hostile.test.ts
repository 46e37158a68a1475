import { createServer } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { livedInStory } from './face-story.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A page of somebody else on this machine: the same site as ours for cookies, another origin. */
async function hostilePage(html: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(html);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
}

/** Tries everything a page can, and writes down what it got. */
const attack = (address: string): string => `<!doctype html><title>Win a prize</title><body><script>
const got = [];
const attempt = async (name, work) => { try { got.push(name + ': ' + await work()); } catch (error) { got.push(name + ': refused'); } };
const at = ${JSON.stringify(address)};
const text = (response) => response.type === 'opaque' ? 'opaque' : response.text();
(async () => {
  await attempt('read', () => fetch(at, { credentials: 'include' }).then(text));
  await attempt('call', () => fetch(at + 'api/call/pause', { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json', 'x-leitz-face': '1' }, body: '{}' }).then(text));
  await attempt('simple call', () => fetch(at + 'api/call/pause', { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' }).then(text));
  await attempt('events', () => new Promise((resolve, reject) => {
    const socket = new WebSocket(at.replace('http', 'ws') + 'api/events');
    socket.onmessage = (event) => resolve(event.data);
    socket.onerror = () => reject(new Error());
  }));
  await attempt('frame', () => new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.onload = () => { try { resolve(frame.contentDocument.body.innerText); } catch { resolve('closed'); } };
    frame.src = at;
    document.body.append(frame);
  }));
  await attempt('form', () => new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.name = 'answer';
    frame.onload = () => resolve('sent');
    document.body.append(frame);
    const form = document.createElement('form');
    form.method = 'post'; form.target = 'answer'; form.enctype = 'text/plain'; form.action = at + 'api/call/pause';
    document.body.append(form);
    form.submit();
  }));
  document.title = 'done';
  window.got = got;
})();
</script>`;

it('gives nothing to a hostile page in the same browser, and does nothing for it', async () => {
  const { world, open } = await livedInStory();
  const { page, forgive } = await open();
  await page.getByRole('heading', { name: /need you/u }).waitFor();
  const hostile = await page.context().newPage();
  await hostile.goto(await hostilePage(attack(world.address)));
  await hostile.waitForFunction('document.title === "done"');
  const got = (await hostile.evaluate('window.got')) as readonly string[];
  expect(got.slice(0, 4)).toEqual(['read: refused', 'call: refused', 'simple call: refused', 'events: refused']);
  expect(got[4]).toBe('frame: closed');
  const status = await world.call('status', {});
  expect(status.ok && status.value.state).toBe('attention');
  // The face itself goes on.
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('menuitem', { name: 'Until I resume it' }).click();
  await page.getByRole('heading', { name: 'Syncing is paused' }).waitFor();
  forgive();
});

it('is not fooled by a name that is made to lead to this machine', async () => {
  const browser = await startBrowser(['--host-resolver-rules=MAP rebind.example 127.0.0.1']);
  closing.push(() => browser.close());
  const { world } = await livedInStory();
  const page = await (await browser.newContext()).newPage();
  const stolen = world.invite().replace('127.0.0.1', 'rebind.example');
  expect((await page.goto(stolen))?.status()).toBe(421);
  expect(await page.textContent('body')).toContain('127.0.0.1 and localhost only');
  expect(await page.context().cookies()).toEqual([]);
});

it('lets a one-time address in once, and says what to do the second time', async () => {
  const { world, open } = await livedInStory();
  const { page, forgive } = await open();
  expect(new URL(page.url()).pathname).toBe('/');
  const address = world.invite();
  await page.goto(address);
  await page.getByRole('heading', { name: /need you/u }).waitFor();
  const other = await open();
  await other.page.context().clearCookies();
  await other.page.goto(address);
  await other.page.getByText('This address was used before').waitFor();
  await other.page.goto(world.address);
  await other.page.getByText('This browser is not let in yet').waitFor();
  other.forgive();
  forgive();
});

it('has a cookie that other programs on this computer get from the browser, and that is worth nothing to them', async () => {
  const { world, open } = await livedInStory();
  const { page, forgive } = await open();
  await page.getByRole('heading', { name: /need you/u }).waitFor();
  const stolen: string[] = [];
  const thief = createServer((request, response) => {
    stolen.push(request.headers.cookie ?? '');
    response.end('Hello');
  });
  await new Promise<void>((resolve) => {
    thief.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => void thief.close());
  const address = thief.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await (await page.context().newPage()).goto(`http://127.0.0.1:${port}/`);
  const [cookie = ''] = stolen;
  // Were this to change, browsers would have learned to tell ports apart, and the key were one lock more.
  expect(cookie).toContain(`leitz-face-${new URL(world.address).port}=`);
  for (const face of ['1', 'none', cookie.split('=')[1] ?? '']) {
    const answer = await fetch(`${world.address}api/call/pause`, {
      method: 'POST',
      headers: {
        cookie,
        origin: new URL(world.address).origin,
        'content-type': 'application/json',
        'x-leitz-face': face,
      },
      body: '{}',
    });
    expect(answer.status).toBe(403);
  }
  const status = await world.call('status', {});
  expect(status.ok && status.value.state).toBe('attention');
  forgive();
});

it('keeps its key over a reload, and lets no second tab in without an address of its own', async () => {
  const { world, open } = await livedInStory();
  const { page, forgive } = await open();
  await page.getByRole('heading', { name: /need you/u }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: /need you/u }).waitFor();
  expect(await page.evaluate('history.length')).toBeLessThan(4);
  const second = await page.context().newPage();
  await second.goto(world.address);
  await second.getByText('leitz-cloud page').waitFor();
  await second.goto(world.invite());
  await second.getByRole('heading', { name: /need you/u }).waitFor();
  forgive();
});
