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

export interface LinkRecord {
  readonly id: string;
  readonly server: string;
  readonly user: string;
  readonly rootId: number;
  readonly rootName: string;
  /** Absolute, without links in it. */
  readonly folder: string;
  readonly createdMs: number;
}

export interface HomeState {
  accounts(): readonly AccountRecord[];
  putAccount(account: AccountRecord): void;
  links(): readonly LinkRecord[];
  addLink(link: LinkRecord): void;
  removeLink(id: string): void;
  setting(key: string): string | undefined;
  setSetting(key: string, value: string | undefined): void;
  close(): void;
}
