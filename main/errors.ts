/**
 * The one closed catalogue of errors. Whatever goes wrong outside (disk, cloud, journal) is turned into a `SyncError`
 * once, at the edge where it happened; everything above reads the code and never a message. Three tables read it:
 * `CATALOGUE` here (how far it reaches, whether trying again helps), `execute/retry.ts` (when) and `shared/text` (words).
 */

/** How far an error reaches: one item, all of one link, or the whole account. */
export type ErrorScope = 'item' | 'link' | 'account';

/**
 * What trying again is worth: `changed` = the world moved, look again at once; `later` = it may pass by itself;
 * `wait` = it passes when somebody does something (unlock, free space, sign in); `never` = only a changed input helps.
 */
export type RetryKind = 'changed' | 'later' | 'wait' | 'never';

interface Entry {
  readonly scope: ErrorScope;
  readonly retry: RetryKind;
}

const item = (retry: RetryKind): Entry => ({ scope: 'item', retry });
const link = (retry: RetryKind): Entry => ({ scope: 'link', retry });
const account = (retry: RetryKind): Entry => ({ scope: 'account', retry });

export const CATALOGUE = {
  // The world moved between the look and the touch: not a failure, the node is looked at again.
  changed: item('changed'),

  // This disk.
  unreadable: item('later'),
  'not-writable': item('later'),
  'file-busy': item('later'),
  'disk-error': item('later'),
  'disk-full': link('later'),
  'path-too-long': item('never'),
  'folder-missing': link('wait'),
  'folder-replaced': link('wait'),
  'folder-not-writable': link('wait'),

  // The cloud, one item.
  'not-found': item('changed'),
  gone: item('changed'),
  'name-conflict': item('changed'),
  'invalid-name': item('never'),
  locked: item('wait'),
  'quota-exceeded': item('wait'),
  'file-too-large': item('never'),
  'excluded-extension': item('never'),
  forbidden: item('wait'),
  'cut-off': item('later'),
  'wrong-size': item('later'),

  // The cloud, all of it.
  offline: account('later'),
  'server-error': account('later'),
  'rate-limited': account('later'),
  'not-an-api-answer': account('later'),
  // A web page of somebody in between: a network that wants a sign-in of its own.
  'captive-portal': account('later'),
  'proxy-refused': account('wait'),
  'certificate-refused': account('wait'),
  'client-certificate-refused': account('wait'),
  'insecure-transport': account('never'),
  'sign-in-needed': account('wait'),
  'wrong-credentials': account('never'),
  'code-needed': account('never'),
  'account-locked': account('later'),
  'root-forbidden': link('wait'),
  'root-gone': link('wait'),
  'not-supported': item('never'),
  'bad-request': item('never'),

  // Ourselves.
  'journal-damaged': link('never'),
  'journal-newer': link('never'),
  'home-in-use': account('never'),
  'wrong-usage': account('never'),
  cancelled: item('later'),
  internal: item('later'),
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof CATALOGUE;

export interface ErrorDetails {
  /** The file, folder or address it happened to, as the user knows it. */
  readonly path?: string;
  /** What the other side said, for the log and the bundle; never a token. */
  readonly detail?: string;
  /** Milliseconds the server asked us to wait (Retry-After). */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

export class SyncError extends Error {
  override readonly name = 'SyncError';
  readonly code: ErrorCode;
  readonly path: string | undefined;
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const parts = [code, details.path, details.detail].filter((part) => part !== undefined);
    super(parts.join(': '), details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.path = details.path;
    this.detail = details.detail;
    this.retryAfterMs = details.retryAfterMs;
  }

  get scope(): ErrorScope {
    return CATALOGUE[this.code].scope;
  }

  get retry(): RetryKind {
    return CATALOGUE[this.code].retry;
  }
}

/** Turns whatever was thrown into a `SyncError`; what nobody classified is `internal` and keeps its cause. */
export function toSyncError(thrown: unknown, path?: string): SyncError {
  if (thrown instanceof SyncError) return thrown;
  // What SQLite says when there is no room for the journal; `path` is not where that lies.
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'SQLITE_FULL')
    return new SyncError('disk-full', { cause: thrown });
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new SyncError('internal', { detail, cause: thrown, ...(path === undefined ? {} : { path }) });
}
