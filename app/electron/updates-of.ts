/** Newer versions for the program that runs: how it was installed, and where they come from. */
import { app } from 'electron';
import { mayReplace } from './app-image.ts';
import { readFeed } from './update-feed.ts';
import { updateWay } from './update-way.ts';
import { Updates, type UpdatesOptions } from './updates.ts';

/** @param feedFile absolute path of `updates.json` */
export function updatesOf(feedFile: string, from: Pick<UpdatesOptions, 'isWanted' | 'onState'>): Updates {
  const { env, platform } = process;
  const appImage = env['APPIMAGE'];
  return new Updates({
    ...from,
    way: updateWay({ platform, packaged: app.isPackaged, env, executable: app.getPath('exe') }),
    feed: readFeed(feedFile),
    open: async ({ url }) => (await import('./updater.ts')).openUpdater(url),
    obstacle: () => (appImage === undefined || mayReplace(appImage) ? undefined : appImage),
    now: () => new Date(),
  });
}

/**
 * Starts the newer version in the place of this one, which has finished everything; or this one again, where that does
 * not succeed.
 */
export async function becomeNewer(updates: Updates, home: string): Promise<void> {
  // The newer one gets no words; it must come to the same home, and must not take this one for a second start.
  process.env['LEITZ_CLOUD_HOME'] = home;
  app.releaseSingleInstanceLock();
  if (await updates.install()) return;
  const execPath = process.env['APPIMAGE'];
  app.relaunch(execPath === undefined ? {} : { execPath });
  app.quit();
}
