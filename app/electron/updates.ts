/**
 * Newer versions. The packed program asks a server of the organization's own (see `publish` in electron-builder.yml);
 * whatever does the asking comes in as an `UpdateSource`.
 */

export interface UpdateSource {
  /** Begins to look, now and then. `onReady` gets the version that is downloaded, checked and waits for a restart. */
  start(onReady: (version: string) => void, onTrouble: (detail: string) => void): void;
  /** Ends the program and starts the new version. */
  restart(): void;
}

/** A program that was not installed from a package, or by a package manager, does not update itself. */
export const noUpdates: UpdateSource = { start: () => undefined, restart: () => undefined };
