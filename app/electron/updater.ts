/**
 * The `Updater` over electron-updater. Loaded only when somebody looks for a newer version: a start needs none of it.
 * Electron's own network stack asks, so the system's proxies and certificates count.
 */
import { AppImageUpdater, type AppUpdater, DebUpdater, MacUpdater, NsisUpdater } from 'electron-updater';
import { replaceAppImage } from './app-image.ts';
import type { Updater } from './updates.ts';

/** Where it differs: the library deletes the running file first, renames it to the new version, and spoils names with spaces. */
class AppImage extends AppImageUpdater {
  protected override doInstall({ isForceRunAfter }: { readonly isForceRunAfter: boolean }): boolean {
    const appImage = process.env['APPIMAGE'];
    const newer = this.downloadedUpdateHelper?.file;
    if (appImage === undefined || newer === undefined || newer === null) return false;
    replaceAppImage(newer, appImage);
    if (isForceRunAfter) void this.spawnLog(appImage, [], process.env);
    return true;
  }
}

function updaterFor(platform: string): AppUpdater {
  if (platform === 'darwin') return new MacUpdater();
  if (platform === 'win32') return new NsisUpdater();
  // Only the AppImage replaces itself; the other one only looks.
  return process.env['APPIMAGE'] === undefined ? new DebUpdater() : new AppImage();
}

/** @param url a plain web folder with `latest*.yml` and the packages */
export function openUpdater(url: string): Updater {
  const updater = updaterFor(process.platform);
  updater.logger = null;
  // First the announcement is checked, then its files are brought.
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  updater.setFeedURL({ provider: 'generic', url });
  return {
    check: async () => {
      const found = await updater.checkForUpdates();
      return found === null ? null : { isNewer: found.isUpdateAvailable, info: found.updateInfo };
    },
    download: async (onPercent) => {
      let last = 0;
      const listener = ({ percent }: { readonly percent: number }): void => {
        const whole = Math.min(100, Math.floor(percent));
        if (whole === last) return;
        last = whole;
        onPercent(whole);
      };
      updater.on('download-progress', listener);
      try {
        await updater.downloadUpdate();
      } finally {
        updater.removeListener('download-progress', listener);
      }
    },
    install: () => {
      let failed = false;
      updater.once('error', () => {
        failed = true;
      });
      updater.quitAndInstall(true, true);
      return !failed;
    },
  };
}
