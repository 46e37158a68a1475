/**
 * Draws `build/icons` from `icons-source.ts`. The results are kept in the repository, because drawing needs a Chromium:
 * run `node build/icons.ts` after changing a drawing (CHROMIUM names the browser, /usr/bin/chromium otherwise).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { icns, ico, type Picture } from './icons-containers.ts';
import { appSvg, SHAPES, traySvg, VARIANTS } from './icons-source.ts';
import { ROOT } from './inputs.ts';

const FOLDER = path.join(ROOT, 'build', 'icons');
/** Points; macOS shows 18, Linux panels scale what they get. */
const TRAY_SIZE = { template: 18, light: 24, dark: 24 } as const;
const ICO_SIZES = [16, 20, 24, 32, 48] as const;
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

async function draw(page: Page, svg: string, size: number): Promise<Picture> {
  await page.setViewportSize({ width: size, height: size });
  const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" `);
  await page.setContent(`<body style="margin:0;background:transparent;overflow:hidden">${sized}</body>`);
  return { size, png: await page.screenshot({ omitBackground: true }) };
}

async function drawTray(page: Page): Promise<void> {
  for (const shape of SHAPES) {
    for (const variant of VARIANTS) {
      const svg = traySvg(shape, variant);
      const size = TRAY_SIZE[variant];
      const name = `tray-${shape}-${variant === 'template' ? 'Template' : variant}`;
      for (const [suffix, scale] of [
        ['', 1],
        ['@2x', 2],
      ] as const)
        writeFileSync(path.join(FOLDER, `${name}${suffix}.png`), (await draw(page, svg, size * scale)).png);
      if (variant === 'template') continue;
      const pictures: Picture[] = [];
      for (const one of ICO_SIZES) pictures.push(await draw(page, svg, one));
      writeFileSync(path.join(FOLDER, `${name}.ico`), ico(pictures));
    }
  }
}

async function drawApp(page: Page): Promise<void> {
  const pictures: Picture[] = [];
  for (const size of APP_SIZES) pictures.push(await draw(page, appSvg(), size));
  writeFileSync(path.join(FOLDER, 'icon.svg'), `${appSvg()}\n`);
  writeFileSync(path.join(FOLDER, 'icon.ico'), ico(pictures.filter(({ size }) => size <= 256)));
  writeFileSync(path.join(FOLDER, 'icon.icns'), icns(pictures));
  mkdirSync(path.join(FOLDER, 'linux'), { recursive: true });
  for (const { size, png } of pictures) {
    if (size <= 512) writeFileSync(path.join(FOLDER, 'linux', `${size}x${size}.png`), png);
    if (size === 256) writeFileSync(path.join(FOLDER, 'icon-256.png'), png);
  }
}

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  mkdirSync(FOLDER, { recursive: true });
  const page = await browser.newPage();
  await drawTray(page);
  await drawApp(page);
} finally {
  await browser.close();
}
