/** What the engine is made of, as factories that `wiring.ts` fills in; so that `engine/` sees the sides by interface only. */
import type { HomeState, LinkRecord } from '../home-state.ts';
import type { Journal } from '../records.ts';
import type { CloudAccount, LocalSide } from '../sides.ts';
import type { WaysWorld } from '../ways.ts';
import type { ClientIdentity, Http, World } from '../world.ts';

export interface SignInRequest {
  readonly server: string;
  readonly user: string;
  readonly password: string;
  readonly code: string | undefined;
  readonly ca: string | undefined;
  readonly client: ClientIdentity | undefined;
  /** True where somebody else is signed in at this server. */
  readonly beside: boolean;
}

export interface Mark {
  readonly linkId: string;
  /** Whether this installation made it. */
  readonly isOurs: boolean;
  /** Whether it still lies in the folder, on the volume, that it was made in; a copy of that folder is another one. */
  readonly isSameFolder: boolean;
}

export interface Parts {
  readonly world: World;
  /** Absolute folder with the whole state of this installation. */
  readonly home: string;
  readonly state: HomeState;
  /** What `ways.ts` needs to say how a server is reached. */
  readonly ways: WaysWorld;
  /** An origin of what the user typed; throws `insecure-transport` or `wrong-usage`. */
  readonly originOf: (server: string) => string;
  readonly signIn: (request: SignInRequest) => Promise<void>;
  /** A client on the way that is set, for who looks at a server without signing in; its user closes it. */
  readonly httpFor: (account: { readonly server: string; readonly user: string }, ca: string | undefined) => Http;
  readonly account: (server: string, user: string, ca: string | undefined) => CloudAccount;
  readonly localSide: (folder: string) => LocalSide;
  /** Opens the link's journal; `setAside` names the damaged file that was replaced by an empty one. */
  readonly openJournal: (
    link: LinkRecord,
    folding: (name: string) => string,
  ) => { readonly journal: Journal; readonly setAside: string | undefined };
  readonly deleteJournal: (link: LinkRecord) => void;
  /** What this folder's volume takes for one name. */
  readonly foldingOf: (folder: string) => Promise<(name: string) => string>;
  /** The folder without links in its path; throws `folder-missing` and `not-a-folder` kinds of errors. */
  readonly realFolder: (folder: string) => Promise<string>;
  /** Throws where the folder must not be linked beside the others. */
  readonly requireLinkable: (folder: string, linked: readonly string[]) => Promise<void>;
  /** The same by names alone, for a folder that need not be there yet. */
  readonly requirePlace: (folder: string, linked: readonly string[]) => Promise<void>;
  /** What the marker in a folder says; undefined where there is none. */
  readonly markOf: (folder: string) => Promise<Mark | undefined>;
  readonly mark: (link: LinkRecord) => Promise<void>;
  readonly unmark: (link: LinkRecord) => Promise<void>;
  /** Throws `folder-missing`, `folder-replaced` or `folder-not-writable` where the folder is not the linked one. */
  readonly requireGround: (link: LinkRecord) => Promise<void>;
  /** Puts an interrupted replacement back. */
  readonly undoReplace: (local: LocalSide, path: string, trash: string) => Promise<void>;
}
