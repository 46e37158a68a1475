import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { prefer } from '../support/browser-face.ts';
import { makeMassDeletion } from '../support/browser-story.ts';
import { until } from '../support/temp-folder.ts';
import { freshStory, livedInStory } from './face-story.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Fault {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Serious and critical faults of what is shown now, in words. */
async function faults(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: AXE });
  const found = (await page.evaluate(
    'window.axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations)',
  )) as readonly Fault[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n${failureSummary}`),
    );
}

const SCREENS = ['overview', 'files', 'activity', 'conflicts', 'held', 'shares', 'settings', 'welcome'] as const;

async function go(page: Page, screen: string): Promise<void> {
  await page.evaluate(`location.hash = '#/${screen}'`);
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** How far the page is wider than its window, in pixels. */
const tooWide = (page: Page): Promise<unknown> =>
  page.evaluate(`Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ...[...document.querySelectorAll('main')].map((main) => main.scrollWidth - main.clientWidth))`);

/** Notes what moves without anybody having done anything; less than a hundredth of what is seen is let pass. */
const SHIFTS = `globalThis.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries())
    if (!hadRecentInput && value > 0.01) globalThis.shifts.push(value + ' ' + sources.map(({ node }) => node?.className));
}).observe({ type: 'layout-shift', buffered: true });`;

it('has no serious fault on any screen in either look, and its language is told to readers', async () => {
  const { world, open } = await livedInStory();
  await makeMassDeletion(world);
  for (const [theme, language] of [
    ['light', 'en'],
    ['dark', 'de'],
  ] as const) {
    const { page, close } = await open({ bypassCSP: true });
    await prefer(world, page, theme, language);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    for (const screen of SCREENS) {
      await go(page, screen);
      expect(await faults(page), `${screen}, ${theme}`).toEqual([]);
    }
    const root = world.person.rootId;
    await go(page, `files/${root}/Telefonliste.csv`);
    await page.locator('.details-why').waitFor();
    expect(await faults(page), `details, ${theme}`).toEqual([]);
    await go(page, 'held');
    await page.locator('.deletion .button-danger-plain').click();
    await page.getByRole('alertdialog').waitFor();
    expect(await faults(page), `dialog, ${theme}`).toEqual([]);
    await page.keyboard.press('Escape');
    await go(page, 'conflicts');
    await page.getByRole('link', { name: /Protokoll/u }).click();
    await page.locator('.compare .keep-both .button').last().click();
    await page.locator('.merge-place').first().waitFor();
    expect(await faults(page), `merging, ${theme}`).toEqual([]);
    await go(page, 'activity');
    await page.locator('.view-head .button').click();
    await page.locator('.undo-dialog p').last().waitFor();
    expect(await faults(page), `taking back, ${theme}`).toEqual([]);
    await page.keyboard.press('Escape');
    await close();
  }
});

it('has no serious fault while nobody is signed in', async () => {
  const { world, open } = await freshStory();
  for (const theme of ['light', 'dark']) {
    const { page, close } = await open({ bypassCSP: true });
    await prefer(world, page, theme, 'en');
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await faults(page), theme).toEqual([]);
    await close();
  }
});

it('fits from 360 pixels to 4K in both languages, and nothing moves while it fills', async () => {
  const { world, open } = await livedInStory();
  await makeMassDeletion(world);
  for (const [width, height, language] of [
    [360, 640, 'de'],
    [768, 1024, 'en'],
    [1366, 768, 'de'],
    [3840, 2160, 'en'],
  ] as const) {
    const { page, close } = await open({ viewport: { width, height } });
    await page.addInitScript(SHIFTS);
    await prefer(world, page, 'light', language);
    for (const screen of SCREENS) {
      await go(page, screen);
      expect(await tooWide(page), `${screen} at ${width}`).toBeLessThanOrEqual(0);
      expect(await page.evaluate('globalThis.shifts'), `what moved by itself, ${screen} at ${width}`).toEqual([]);
    }
    await close();
  }
});

it('changes the language and the look at once, for every face of this installation', async () => {
  const { world, open } = await livedInStory();
  const { page } = await open({ colorScheme: 'light', bypassCSP: true });
  await go(page, 'settings');
  await page.getByRole('radio', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { name: 'Einstellungen', exact: true }).waitFor();
  await page.getByRole('radio', { name: 'Dunkel' }).click();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.reload();
  await page.locator('html[lang="de"][data-theme="dark"]').waitFor();
  // Another browser has nothing of this in its memory.
  const other = await open({ colorScheme: 'light' });
  await other.page.locator('html[lang="de"][data-theme="dark"]').waitFor();
  await other.close();

  await go(page, 'settings');
  const folder = page.getByRole('region', { name: world.person.name, exact: true });
  await folder.getByText('Regeln, was nicht abgeglichen wird').click();
  const rules = page.getByRole('textbox', { name: `Regeln für ${world.person.name}` });
  await rules.fill('*.csv\nPersonal/\n');
  await folder.getByText(/^Davon werden jetzt noch abgeglichen/u).waitFor();
  await folder.getByText('Telefonliste.csv').first().waitFor();
  await folder.getByText('bisher abgeglichen').first().waitFor();
  expect(await faults(page)).toEqual([]);
  await rules.fill('*.csv\n');
  await folder.getByRole('button', { name: 'Regeln speichern' }).click();
  await page.getByText('Die Regeln sind gespeichert.').waitFor();
  expect(world.hands.read('.leitzignore')).toBe('*.csv\n');

  await page.getByRole('button', { name: `Weitere Aktionen für ${world.person.email}` }).click();
  await page.getByRole('menuitem', { name: 'Eigenes Zertifikat …' }).click();
  const mine = page.getByRole('dialog');
  await mine.locator('input[type=file]').setInputFiles({
    name: 'anna.p12',
    mimeType: 'application/x-pkcs12',
    buffer: Buffer.from('this is no certificate'),
  });
  await mine.getByLabel('Kennwort der Datei', { exact: true }).fill('geheim');
  expect(await faults(page)).toEqual([]);
  await mine.getByRole('button', { name: 'Verwenden' }).click();
  // It is looked at before it is kept.
  await page.locator('.notice').filter({ hasText: 'Zertifikat' }).waitFor();
  await page.keyboard.press('Escape');

  await folder.getByRole('button', { name: 'Zurückholen: Messe 2026' }).click();
  await folder.getByText('Alles wird hier gebraucht.').waitFor();

  await until('the folder is here again', () => existsSync(path.join(world.folder, 'Marketing', 'Messe 2026')));
});
