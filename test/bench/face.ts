/**
 * How fast the face is on a large account: opens its page in a real Chromium on 100,000 files and 50,000 activity rows,
 * and scrolls. Prints one line for each measurement.
 *
 *   node test/bench/face.ts [--files N] [--rows N] [--transfers N]
 *
 * `first content`: milliseconds from opening the address until the screen shows what it is for. `work a frame`:
 * milliseconds in which the page's main thread was busy, over the frames while scrolling; a frame has 16.7. `dropped`:
 * frames that came more than half a frame late; the empty page beside it says what this machine drops by itself.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { startPage } from '../../app/headless/page.ts';
import { buildRenderer } from '../../build/renderer.ts';
import { openEngine } from '../../main/index.ts';
import { openJournal } from '../../main/journal/journal.ts';
import { callOf } from '../../shared/contract/contract.ts';
import { startCloud } from '../cloud/cloud.ts';
import { startBrowser } from '../support/browser.ts';
import { openFaceWorld } from '../support/browser-face.ts';
import { fillJournal } from '../support/large-journal.ts';

const number = { type: 'string' } as const;
const { values } = parseArgs({ options: { files: number, rows: number, transfers: number } });
const FILES = Number(values.files ?? 100_000);
const ROWS = Number(values.rows ?? 50_000);
const TRANSFERS = Number(values.transfers ?? 10_000);
const SCROLL_MS = 3_000;
const PARTS = ['TaskDuration', 'ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'] as const;

const top = mkdtempSync(path.join(tmpdir(), 'leitz-face-speed-'));
const folderOf = (name: string): string => {
  const folder = path.join(top, name);
  mkdirSync(folder);
  return folder;
};

async function main(): Promise<void> {
  const cloud = await startCloud({ data: folderOf('cloud') });
  const [person] = cloud.people;
  if (person === undefined) throw new Error('the stand-in cloud has nobody');
  const home = folderOf('home');
  const files = folderOf('files');
  const first = await openEngine({ home, logLevel: 'error' });
  const call = callOf(first.handlers);
  await call('signIn', { server: cloud.url, user: person.email, password: person.password, ca: cloud.caPem });
  const linked = await call('link', { rootId: person.rootId, folder: files });
  if (!linked.ok) throw new Error(JSON.stringify(linked.error));
  await first.close();
  await fillJournal(home, { files: FILES, activity: ROWS, open: openJournal });

  const engine = await openEngine({ home, logLevel: 'error' });
  // What is told about was never on this disk; nothing may look there.
  await callOf(engine.handlers)('pause', {});
  const renderer = path.join(top, 'renderer');
  await buildRenderer(renderer);
  const page = await startPage({ engine, version: '0.1.0', renderer });
  await engine.start();
  const browser = await startBrowser();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    bypassCSP: true,
  });
  const shown = await context.newPage();
  await measure(shown, page.invite, person.rootId);
  await context.close();
  await page.close();
  await engine.close();
  await cloud.close();
  await duringTransfers(browser, renderer);
  await browser.close();
}

/** Every frame on three screens while a first sync brings as many small files. */
async function duringTransfers(browser: Browser, renderer: string): Promise<void> {
  const world = await openFaceWorld({
    renderer,
    fill: (user) => {
      for (let at = 0; at < TRANSFERS; at += 1) user.write(`/Ordner ${at % 100}/Datei ${at}.txt`, 'x'.repeat(2_000));
    },
  });
  const { url, caPem } = world.cloud;
  const { email, password, rootId } = world.person;
  await world.call('signIn', { server: url, user: email, password, ca: caPem });
  await world.call('pause', {});
  await world.call('link', { rootId, folder: world.folder });
  const { page } = await world.open(browser);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await world.call('resume', {});
  for (const screen of ['overview', `files/${rootId}/Ordner 1/Datei 1.txt`, 'activity']) {
    await page.evaluate(`location.hash = '#/${screen}'`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await scroll(page, `${screen.split('/')[0]} while ${TRANSFERS} transfers run`, 'main');
  }
  const status = await world.call('status', {});
  if (status.ok) console.log(`(${status.value.links[0]?.pending} of them were still to come)`);
  await world.end();
}

async function measure(page: Page, invite: () => string, rootId: number): Promise<void> {
  await page.goto('about:blank');
  await page.setContent('<main style="height:600px;overflow:auto"><div style="height:400000px">empty</div></main>');
  await scroll(page, 'an empty page', 'main');

  let began = performance.now();
  await page.goto(invite());
  await page.getByRole('heading', { level: 1 }).waitFor();
  say('overview, first content', performance.now() - began);

  const screens = [
    ['files', `#/files/${rootId}/Ordner 7/Unterordner 7/Datei 1.txt`, '.tree', '.tree-rows .tree-row', undefined],
    ['activity', '#/activity', '.act', '.act-row .act-path', undefined],
    ['a folder of 10,000', `#/files/${rootId}/Viele`, '.tree', '.tree-rows .tree-row', 'Viele'],
  ] as const;
  for (const [name, hash, list, row, open] of screens) {
    began = performance.now();
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await page.locator(row).first().waitFor();
    say(`${name}, first content`, performance.now() - began);
    if (open !== undefined) {
      began = performance.now();
      await page.getByText(open, { exact: true }).first().dblclick();
      await page.getByText('Datei 1.txt', { exact: true }).first().waitFor();
      say(`${name}, opened`, performance.now() - began);
    }
    await page.waitForLoadState('networkidle');
    await scroll(page, name, list);
  }
  await search(page, rootId);
}

async function search(page: Page, rootId: number): Promise<void> {
  await page.evaluate(`location.hash = '#/files/${rootId}'`);
  await page.locator('.tree-rows .tree-row').first().waitFor();
  let began = performance.now();
  await page.getByRole('searchbox').fill('Datei 99');
  await page.locator('.found a').first().waitFor();
  say('files, search while typing settles (200 ms)', performance.now() - began);
  await page.evaluate(`location.hash = '#/activity'`);
  await page.locator('.act-row .act-path').first().waitFor();
  began = performance.now();
  await page.getByRole('searchbox').fill('Datei 77.txt');
  await page.waitForFunction(
    `[...document.querySelectorAll('.act-path')].length > 0 && [...document.querySelectorAll('.act-path')].every((row) => row.textContent.includes('Datei 77.txt'))`,
  );
  say('activity, search while typing settles (200 ms)', performance.now() - began);
}

/** Turns the wheel for a while, and looks at every frame. */
async function scroll(page: Page, name: string, list: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async (): Promise<readonly number[]> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return PARTS.map((part) => (metrics.find(({ name }) => name === part)?.value ?? 0) * 1000);
  };
  await page.locator(list).first().hover();
  const before = await busy();
  await page.evaluate(`window.frames_ = []; window.going = true; (function look(last) {
    requestAnimationFrame((now) => { if (last > 0) window.frames_.push(now - last); if (window.going) look(now); });
  })(0)`);
  const end = performance.now() + SCROLL_MS;
  while (performance.now() < end) {
    await page.mouse.wheel(0, 240);
    await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
  }
  const frames = (await page.evaluate('window.going = false, window.frames_')) as readonly number[];
  const after = await busy();
  const work = PARTS.map((_, index) => (((after[index] ?? 0) - (before[index] ?? 0)) / frames.length).toFixed(1));
  const sorted = frames.toSorted((one, other) => one - other);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  const dropped = frames.filter((ms) => ms > 25).length;
  console.log(
    `${name}, scrolling: ${frames.length} frames, ${dropped} dropped, median ${at(0.5)} ms, 99 % ${at(0.99)} ms, worst ${at(1)} ms, work a frame ${work[0]} ms (script ${work[1]}, style ${work[2]}, layout ${work[3]})`,
  );
  await session.detach();
}

const say = (what: string, ms: number): void => console.log(`${what}: ${Math.round(ms)} ms`);

try {
  await main();
} finally {
  rmSync(top, { recursive: true, force: true });
}
