/** A real Chromium, driven by the tests: found where the system has it, with a fresh profile and nothing that calls home. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function findChromium(): string {
  const found = PLACES.find((place) => place !== undefined && existsSync(place));
  if (found === undefined)
    throw new Error('No Chromium was found. Install one, or name its path in the variable CHROMIUM.');
  return found;
}

/** `more`: further switches of Chromium. */
export function startBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  });
}

export interface Watched {
  readonly context: BrowserContext;
  /** What pages complained about: errors of scripts, refused resources, requests that went elsewhere. */
  readonly complaints: readonly string[];
  /** What was complained about so far was part of the story. */
  forgive(): void;
}

/** A browser window of its own, whose complaints are collected. */
export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  context.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  context.on('page', (page) => {
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(https?|wss?):\/\/(127\.0\.0\.1|localhost)[:/]|^(blob|data):/u.test(request.url()))
        complaints.push(`a request went to ${request.url()}`);
    });
  });
  return { context, complaints, forgive: () => void complaints.splice(0) };
}
