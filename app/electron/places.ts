/** Where this program's own files are, in the bundle and in the home. */
import path from 'node:path';

export interface Places {
  readonly preload: string;
  readonly engine: string;
  readonly face: string;
  readonly icons: string;
  /** Where newer versions come from; written when a package is built. */
  readonly feed: string;
  /** Electron's own files: caches, storage of the window, the lock of the single instance. */
  readonly userData: string;
  readonly crashes: string;
  readonly shellFile: string;
}

/** @param bundle the folder of the bundled main file; @param home of this installation */
export const placesOf = (bundle: string, home: string): Places => ({
  preload: path.join(bundle, 'preload.cjs'),
  engine: path.join(bundle, 'engine', 'engine.mjs'),
  face: path.join(bundle, '..', 'renderer'),
  icons: path.join(bundle, 'icons'),
  feed: path.join(bundle, 'updates.json'),
  userData: path.join(home, 'desktop'),
  crashes: path.join(home, 'crashes'),
  shellFile: path.join(home, 'desktop.json'),
});
