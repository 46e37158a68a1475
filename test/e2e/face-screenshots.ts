/**
 * Makes a picture of every screen, in both looks and both languages, wide and narrow, filled and empty:
 *
 *   node test/e2e/face-screenshots.ts [FOLDER]
 *
 * FOLDER is `test/e2e/artifacts/face` by default. The few that the README shows are in `docs/screenshots`; `--docs`
 * writes those.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { buildRenderer } from '../../build/renderer.ts';
import { startBrowser } from '../support/browser.ts';
import { type FaceWorld, openFaceWorld, prefer } from '../support/browser-face.ts';
import { makeMassDeletion, openLivedInWorld } from '../support/browser-story.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const forDocs = process.argv.includes('--docs');
const folder = forDocs
  ? path.join(ROOT, 'docs', 'screenshots')
  : path.resolve(process.argv[2] ?? path.join(import.meta.dirname, 'artifacts', 'face'));
mkdirSync(folder, { recursive: true });

interface Look {
  readonly name: string;
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'de';
  readonly width: number;
  readonly height: number;
}

const LOOKS: readonly Look[] = forDocs
  ? [
      { name: 'light', theme: 'light', language: 'en', width: 1280, height: 800 },
      { name: 'dark', theme: 'dark', language: 'de', width: 1280, height: 800 },
    ]
  : [
      { name: 'light-en', theme: 'light', language: 'en', width: 1280, height: 800 },
      { name: 'dark-de', theme: 'dark', language: 'de', width: 1280, height: 800 },
      { name: 'light-de-narrow', theme: 'light', language: 'de', width: 360, height: 740 },
      { name: 'dark-en-wide', theme: 'dark', language: 'en', width: 2560, height: 1440 },
    ];

const DOCS = new Set(['overview-light', 'files-light', 'merge-light', 'held-dark', 'activity-dark', 'settings-dark']);

async function shoot(page: Page, name: string): Promise<void> {
  if (forDocs && !DOCS.has(name)) return;
  // What moves is taken as it stands.
  const picture = await page.screenshot({ animations: 'disabled' });
  writeFileSync(path.join(folder, `${name}.png`), picture);
  console.log(`${name}.png ${Math.round(picture.length / 1024)} kB`);
}

async function show(
  world: FaceWorld,
  page: Page,
  hash: string,
  theme: Look['theme'],
  language: Look['language'],
): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await prefer(world, page, theme, language);
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(400);
}

// What is shown is what the sources say now, not what was built some time ago.
const renderer = mkdtempSync(path.join(tmpdir(), 'leitz-renderer-'));
await buildRenderer(renderer);
const browser = await startBrowser();

/** The notes are a text that both sides have changed: they are merged place by place. */
async function openMerge(page: Page): Promise<void> {
  await page.getByRole('link', { name: /Protokoll/u }).click();
  await page.locator('.compare .keep-both .button').last().click();
  await page.locator('.merge-bar').evaluate((bar) => bar.scrollIntoView({ block: 'start' }));
  await page.waitForTimeout(200);
}

async function each(world: FaceWorld, screens: readonly (readonly [string, string])[]): Promise<void> {
  for (const { name, theme, language, width, height } of LOOKS) {
    const face = await world.open(browser, { viewport: { width, height } });
    for (const [screen, hash] of screens) {
      await show(world, face.page, hash, theme, language);
      if (screen === 'merge') await openMerge(face.page);
      await shoot(face.page, `${screen}-${name}`);
    }
    for (const complaint of face.complaints) console.log(`complaint: ${complaint}`);
    await face.close();
  }
}

const fresh = await openFaceWorld({ renderer });
await each(fresh, [['welcome', '#/welcome']]);
await fresh.end();

const world = await openLivedInWorld({ renderer });
const root = world.person.rootId;
await world.call('share', { path: `${root}:/Angebote`, expires: '2027-03-31', loginRequired: true });
await world.call('share', { path: `${root}:/Projekte/Website/index.html`, downloadLimit: 20 });
await each(world, [
  ['overview', '#/overview'],
  ['conflicts', '#/conflicts'],
  ['merge', '#/conflicts'],
  ['files', `#/files/${root}/Projekte/Website/index.html`],
  ['activity', '#/activity'],
  ['shares', '#/shares'],
  ['settings', '#/settings'],
]);
await makeMassDeletion(world);
await each(world, [
  ['held', '#/held'],
  ['overview-held', '#/overview'],
]);
await world.end();
await browser.close();
rmSync(renderer, { recursive: true, force: true });
