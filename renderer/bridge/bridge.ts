/** How the face reaches the engine, whatever lies between. */
import type { Call } from '../../shared/contract/contract.ts';
import type { Listener } from '../../shared/contract/events.ts';

/** `ended`: the engine lives, but this face is not let in any more; only a new address or a new window helps. */
export type Connection = 'connecting' | 'open' | 'lost' | 'ended';

/** What is known of the other side. */
export interface About {
  readonly version: string;
  /** The machine's name. */
  readonly host: string;
  /** As Node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** The contract's methods that this version has. */
  readonly methods: readonly string[];
}

/** What only a window on the same desktop can do. Each is left out where it cannot be done. */
export interface Shell {
  /** Lets the user choose a folder; undefined where the user changed their mind. */
  readonly pickFolder?: () => Promise<string | undefined>;
  /** Where something lies that was dragged into the window (an absolute local path); empty where that is not known. */
  readonly pathOfFile?: (file: File) => string;
  /** Opens a file or folder (an absolute local path) with the program that is meant for it. */
  readonly openPath?: (path: string) => Promise<void>;
  /** Shows it in the file manager. */
  readonly showInFolder?: (path: string) => Promise<void>;
}

export interface Bridge {
  readonly call: Call;
  readonly shell: Shell;
  /** Gives the function that ends the listening. */
  on(listener: Listener): () => void;
  /** Tells the state now, and whenever it changes. `about` comes with `open`. */
  onConnection(listener: (connection: Connection, about?: About) => void): () => void;
  /** Tries again now instead of at the next turn. */
  retry(): void;
}
