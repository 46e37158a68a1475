/** Shows files, folders and addresses outside of the program; the only place that asks the system to. */
import { shell } from 'electron';
import { checkedAddress } from './external.ts';
import { isInLinks, isRunnable, shownPath } from './local-path.ts';
import type { Status } from './snapshot.ts';

export class Opener {
  readonly #status: () => Status | undefined;
  readonly #platform: string;

  constructor(platform: string, status: () => Status | undefined) {
    this.#platform = platform;
    this.#status = status;
  }

  /** A linked folder or what lies in one; a file that the system would run is only shown. */
  async openPath(path: string): Promise<void> {
    if (!this.#isOurs(path)) return;
    const shown = shownPath(path, this.#platform);
    if (isRunnable(path) || shown !== path) shell.showItemInFolder(shown);
    else await shell.openPath(path);
  }

  showInFolder(path: string): void {
    if (this.#isOurs(path)) shell.showItemInFolder(shownPath(path, this.#platform));
  }

  openExternal(address: string): void {
    const checked = checkedAddress(address);
    // A machine without a browser answers with an error; there is nothing to add to it.
    if (checked !== undefined) shell.openExternal(checked).catch(() => undefined);
  }

  #isOurs(path: string): boolean {
    const status = this.#status();
    return status !== undefined && isInLinks(status, path, this.#platform);
  }
}
