/** How an AppImage, which is one file that its user put somewhere, is replaced by a newer one. */
import { accessSync, chmodSync, constants, copyFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * The newer one takes the name of the older one in one step: whoever starts it meanwhile, and the entry that starts it
 * at login, find the one or the other, and a disk that is full costs nothing but the update.
 */
export function replaceAppImage(newer: string, appImage: string): void {
  const staged = `${appImage}.newer`;
  try {
    copyFileSync(newer, staged);
    chmodSync(staged, 0o755);
    renameSync(staged, appImage);
  } catch (thrown) {
    rmSync(staged, { force: true });
    throw thrown;
  }
  rmSync(newer, { force: true });
}

/** Whether this user may put another file in its place. */
export function mayReplace(appImage: string): boolean {
  try {
    accessSync(appImage, constants.W_OK);
    accessSync(path.dirname(appImage), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
