/** What one installation knows beside its journals, as the engine sees it; `journal/home-store.ts` keeps it. */

export interface AccountRecord {
  /** An origin. */
  readonly server: string;
  readonly user: string;
  readonly displayName: string;
  /** PEM of the certificate authority to trust for this server. */
  readonly ca: string | undefined;
  readonly signedIn: boolean;
}

/** A root of the cloud, as one account sees it. */
export interface RootRef {
  readonly server: string;
  readonly user: string;
  readonly rootId: number;
}

export interface LinkRecord {
  readonly id: string;
  readonly server: string;
  readonly user: string;
  /** The cloud's own number. */
  readonly rootId: number;
  /** The root as this installation numbers it; the contract's `rootId`. */
  readonly number: number;
  readonly rootName: string;
  /** Absolute, without links in it. */
  readonly folder: string;
  readonly createdMs: number;
}

export interface HomeState {
  /** In the order in which they came. */
  accounts(): readonly AccountRecord[];
  putAccount(account: AccountRecord): void;
  removeAccount(account: Pick<AccountRecord, 'server' | 'user'>): void;
  /**
   * The number of an account's root in this installation, kept for good: the cloud's own, or a free one where a root of
   * another account bears that.
   */
  numberOf(root: RootRef): number;
  rootOfNumber(number: number): RootRef | undefined;
  links(): readonly LinkRecord[];
  addLink(link: LinkRecord): void;
  removeLink(id: string): void;
  setLinkFolder(id: string, folder: string): void;
  setting(key: string): string | undefined;
  setSetting(key: string, value: string | undefined): void;
  close(): void;
}
