/** The desktop program's start, as a list of steps. What must come before Electron is ready comes first. */
import { mkdirSync } from 'node:fs';
import { app, dialog } from 'electron';
import { defaultHome } from '../headless/home.ts';
import { parseCommandLine } from './command-line.ts';
import { keepCrashReports } from './crash-reports.ts';
import { type Goal, goalOf, parseDeepLink } from './deep-link.ts';
import { hardenApp } from './hardening.ts';
import { APP_ID, APP_NAME, LINK_SCHEME } from './identity.ts';
import { Opener } from './opener.ts';
import { placesOf } from './places.ts';
import { fixedSettings } from './policy.ts';
import { declareScheme } from './scheme.ts';
import { Shell } from './shell.ts';
import { becomeOnlyInstance } from './single-instance.ts';
import { updatesOf } from './updates-of.ts';

const started = parseCommandLine(process.argv, process.env, process.cwd(), import.meta.filename);
const home = started.home ?? defaultHome();
const places = placesOf(import.meta.dirname, home);
let shell: Shell | undefined;
/** One that came before there was a shell to follow it: macOS hands links and files over early. */
let earlyGoal: Goal | undefined;

function openHome(): boolean {
  try {
    mkdirSync(places.userData, { recursive: true, mode: 0o700 });
    return true;
  } catch (thrown) {
    dialog.showErrorBox(
      APP_NAME,
      `The folder ${home} cannot be made: ${String(thrown)}\nStart with --home DIR to use another one.`,
    );
    return false;
  }
}

function openAgain(argv: readonly string[], cwd: string): void {
  lead(goalOf(parseCommandLine(argv, {}, cwd, import.meta.filename)));
}

/** Without a goal the window is shown. */
function lead(goal: Goal | undefined): void {
  if (shell === undefined) earlyGoal = goal;
  else if (goal === undefined) shell.showWindow();
  else shell.follow(goal);
}

function run(): void {
  const opener = new Opener(process.platform, () => undefined);
  app.setName(APP_NAME);
  app.setAppUserModelId(APP_ID);
  app.setPath('userData', places.userData);
  if (!becomeOnlyInstance(openAgain)) return app.quit();
  keepCrashReports(places.crashes);
  declareScheme();
  hardenApp((address) => opener.openExternal(address));
  // A program that runs from its sources must not take the links of one that is installed.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const goal = parseDeepLink(url);
    // A link that is none of ours shows nothing.
    if (goal !== undefined) lead(goal);
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    lead({ kind: 'file', file });
  });
  app.on('activate', () => shell?.showWindow());
  // The program lives in the tray: without a window it goes on.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', (event) => {
    if (shell === undefined || shell.hasEnded) return;
    event.preventDefault();
    void shell.quit();
  });
  void app.whenReady().then(() => {
    shell = new Shell({
      home,
      loginWords: started.home === undefined ? [] : ['--home', home],
      hidden: started.hidden,
      goal: goalOf(started) ?? earlyGoal,
      places,
      fixed: fixedSettings(),
      updates: (from) => updatesOf(places.feed, from),
      opener: (status) => new Opener(process.platform, status),
    });
    shell.start();
  });
}

if (openHome()) run();
else app.quit();
