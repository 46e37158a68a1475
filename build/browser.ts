/** The browser that the end-to-end tests drive: found where it usually is, or installed where that can be done here. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Chromium and its kin are installed; `CHROMIUM` names another place. */
const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of a browser that is there, or undefined. */
export const findBrowser = (): string | undefined => PLACES.find((place) => place !== undefined && existsSync(place));

/**
 * Makes sure that there is a browser: on Debian, as root, it is installed from Debian's packages. Gives true if there is
 * one; else says what is missing and how to get it.
 */
export function ensureBrowser(): boolean {
  if (findBrowser() !== undefined) return true;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    process.stdout.write('Installing Debian\u2019s chromium for the browser tests...\n');
    const run = (...words: string[]): void => {
      spawnSync('apt-get', words, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    };
    run('update', '-qq');
    run('install', '-qq', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  }
  if (findBrowser() !== undefined) return true;
  process.stdout.write(
    'The browser tests need Chromium or Chrome and found neither.\n' +
      'What to do: install it (Debian: `sudo apt-get install chromium`), or name one in the variable CHROMIUM.\n',
  );
  return false;
}
