/** What the stories of the face begin with: a world, and windows of a browser that is started once for the file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { buildRenderer } from '../../build/renderer.ts';
import { startBrowser } from '../support/browser.ts';
import { type FaceOptions, type FaceWorld, openFaceWorld } from '../support/browser-face.ts';
import { openLivedInWorld } from '../support/browser-story.ts';

let browser: Browser | undefined;
let renderer: string | undefined;

// Each file of stories has a face of its own, so that they do not wait for, or take from, one another.
beforeAll(async () => {
  renderer = mkdtempSync(path.join(tmpdir(), 'leitz-renderer-'));
  await buildRenderer(renderer);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  if (renderer !== undefined) rmSync(renderer, { recursive: true, force: true });
});

export function theBrowser(): Browser {
  if (browser === undefined) throw new Error('The browser is started before the first story.');
  return browser;
}

/** A story over a world; in its end no page may have complained: of no script, no policy, no foreign request. */
async function storyIn(world: FaceWorld) {
  const complaints: (readonly string[])[] = [];
  onTestFinished(async () => {
    await world.end();
    expect(complaints.flat()).toEqual([]);
  });
  return {
    world,
    open: async (options?: BrowserContextOptions) => {
      const face = await world.open(theBrowser(), options);
      complaints.push(face.complaints);
      return face;
    },
  };
}

const built = (): FaceOptions => (renderer === undefined ? {} : { renderer });

/** An installation that is new. */
export const freshStory = async (options?: FaceOptions) => storyIn(await openFaceWorld({ ...options, ...built() }));

/** One that was worked with for a while. */
export const livedInStory = async () => storyIn(await openLivedInWorld(built()));
