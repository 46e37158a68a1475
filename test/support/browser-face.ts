/** The whole thing for one story: the stand-in cloud, the real engine over a real folder, its page, and a browser. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page as BrowserPage } from 'playwright-core';
import { startPage } from '../../app/headless/page.ts';
import { openEngine } from '../../main/index.ts';
import type { Call } from '../../shared/contract/contract.ts';
import { invoke } from '../../shared/contract/contract.ts';
import type { CloudPerson, RunningCloud } from '../cloud/cloud.ts';
import { startCloud } from '../cloud/cloud.ts';
import type { WebUser } from '../cloud/web-user.ts';
import { openWindow } from './browser.ts';
import { handsOn } from './temp-folder.ts';

export interface FaceWorld {
  readonly cloud: RunningCloud;
  readonly person: CloudPerson;
  /** The person at the cloud's own web page. */
  readonly user: WebUser;
  /** An empty folder to be linked. */
  readonly folder: string;
  readonly hands: ReturnType<typeof handsOn>;
  readonly call: Call;
  /** Where the page is; lets nobody in by itself. */
  readonly address: string;
  /** A new one-time address. */
  invite(): string;
  /** Another empty folder. */
  newFolder(name: string): string;
  /** Signs in and links the person's root without the face. */
  link(rootId?: number, folder?: string): Promise<void>;
  /** Opens the page in a new browser window; `complaints` must be empty in the end. */
  open(browser: Browser, options?: BrowserContextOptions): Promise<OpenFace>;
  /** Ends the page only, as a process that goes away would. */
  endPage(): Promise<void>;
  /** The process is there again, at the same address, and knows nobody who was let in before. */
  restartPage(): Promise<void>;
  end(): Promise<void>;
}

export interface OpenFace {
  readonly page: BrowserPage;
  readonly complaints: readonly string[];
  /** What was complained about so far was part of the story. */
  forgive(): void;
  close(): Promise<void>;
}

export interface FaceOptions {
  /** Folder with the built face; by default the one that `npm run build` makes. */
  readonly renderer?: string;
  /** Which person; 0 has a password only, the last one a two-step code as well. */
  readonly person?: number;
  /** Puts content into the cloud before anything looks at it. */
  readonly fill?: (user: WebUser, cloud: RunningCloud) => void;
}

function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what}.`);
  return value;
}

export async function openFaceWorld({ person: index = 0, fill, renderer }: FaceOptions = {}): Promise<FaceWorld> {
  const top = realpathSync(mkdtempSync(path.join(tmpdir(), 'leitz-face-')));
  const newFolder = (name: string): string => {
    const folder = path.join(top, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const cloud = await startCloud({ data: newFolder('cloud') });
  const person = must(cloud.people.at(index), `person ${index}`);
  const user = cloud.as(person.email);
  fill?.(user, cloud);
  const engine = await openEngine({ home: newFolder('home'), logLevel: 'error' });
  const pageOptions = { engine, version: '0.1.0', ...(renderer === undefined ? {} : { renderer }) };
  let page = await startPage(pageOptions);
  await engine.start();
  const call = ((name, input) => invoke(engine.handlers, name, input)) as Call;
  const folder = newFolder('Leitz Cloud');
  const windows = new Set<OpenFace>();
  let pageEnded = false;
  const endPage = async (): Promise<void> => {
    if (!pageEnded) await page.close();
    pageEnded = true;
  };
  const good = async <T>(answer: Promise<{ readonly ok: boolean } & T>): Promise<void> => {
    const result = await answer;
    if (!result.ok) throw new Error(JSON.stringify(result));
  };
  return {
    cloud,
    person,
    user,
    folder,
    hands: handsOn(folder),
    call,
    address: page.address,
    invite: () => page.invite(),
    newFolder,
    endPage,
    restartPage: async () => {
      await endPage();
      page = await startPage({ ...pageOptions, port: page.port });
      pageEnded = false;
    },
    link: async (rootId = person.rootId, to = folder) => {
      const { email, password, code } = person;
      const codes = code === undefined ? {} : { code };
      const account = await call('account', {});
      if (!account.ok || !account.value.signedIn)
        await good(call('signIn', { server: cloud.url, user: email, password, ca: cloud.caPem, ...codes }));
      await good(call('link', { rootId, folder: to }));
      await good(call('sync', {}));
    },
    open: async (browser, options) => {
      const { context, complaints, forgive } = await openWindow(browser, options);
      const shown = await context.newPage();
      await shown.goto(page.invite());
      const face = { page: shown, complaints, forgive, close: () => context.close() };
      windows.add(face);
      return face;
    },
    end: async () => {
      for (const window of windows) await window.close();
      await endPage();
      await engine.close();
      await cloud.close();
      rmSync(top, { recursive: true, force: true });
    },
  };
}

/** Sets the look and the language for all faces of the installation, and waits until this one has them. */
export async function prefer(world: FaceWorld, page: BrowserPage, theme: string, language: string): Promise<void> {
  await world.call('changeSetting', { key: 'face.theme', value: theme });
  await world.call('changeSetting', { key: 'face.language', value: language });
  await page.reload();
  await page.locator(`html[lang="${language}"][data-theme="${theme}"]`).waitFor();
  await page.locator('h1').first().waitFor();
}
