/**
 * The bridge of the desktop window. Its preload script offers `window.leitz`; what comes over is checked by the
 * contract on the other side, so this only gives it the shape that the face knows.
 */
import type { Call } from '../../shared/contract/contract.ts';
import type { Listener } from '../../shared/contract/events.ts';
import type { About, Bridge, Shell } from './bridge.ts';

export interface WindowBridge extends Shell {
  call(name: string, input: unknown): Promise<unknown>;
  /** Gives the function that ends the listening. */
  on(listener: Listener): () => void;
  about(): Promise<About>;
}

declare global {
  var leitz: WindowBridge | undefined;
}

export function windowBridge(leitz: WindowBridge): Bridge {
  const { pickFolder, openPath, showInFolder } = leitz;
  return {
    // The window's host derives its answers from the same contract as this type.
    call: ((name, input) => leitz.call(name, input)) as Call,
    shell: {
      ...(pickFolder === undefined ? {} : { pickFolder }),
      ...(openPath === undefined ? {} : { openPath }),
      ...(showInFolder === undefined ? {} : { showInFolder }),
    },
    on: (listener) => leitz.on(listener),
    onConnection: (listener) => {
      listener('connecting');
      void leitz.about().then((about) => listener('open', about));
      return () => undefined;
    },
    retry: () => undefined,
  };
}
