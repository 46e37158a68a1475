/** Who installs a newer version, for each way that this one was installed. */

export interface Installed {
  readonly platform: string;
  readonly packaged: boolean;
  /** `APPIMAGE` and `PORTABLE_EXECUTABLE_FILE` name the file that the user started. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The program that runs. */
  readonly executable: string;
}

/** `self`: this program does. Otherwise the code that says why it does not, and who does. */
export type UpdateWay = 'self' | 'update-not-packaged' | 'update-by-packages' | 'update-portable' | 'update-moved';

/** macOS runs a program that came from the web and was never moved from a place of its own, read-only. */
const TRANSLOCATED = '/AppTranslocation/';

export function updateWay({ platform, packaged, env, executable }: Installed): UpdateWay {
  if (!packaged) return 'update-not-packaged';
  if (platform === 'darwin') return executable.includes(TRANSLOCATED) ? 'update-moved' : 'self';
  if (platform === 'win32') return env['PORTABLE_EXECUTABLE_FILE'] === undefined ? 'self' : 'update-portable';
  // A deb or rpm belongs to the system's packages: whoever looks after the computer decides when it changes.
  return env['APPIMAGE'] === undefined ? 'update-by-packages' : 'self';
}
