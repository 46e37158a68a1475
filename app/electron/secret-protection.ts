/** How well the sign-in can be kept on this machine. */
export type Protection = 'credential-store' | 'owner-only-file';

export interface Offer {
  readonly platform: string;
  /** What the system's encryption says of itself. */
  readonly available: boolean;
  /** On Linux: which store is behind it. */
  readonly backend: string | undefined;
}

/**
 * On Linux without a keyring the system's encryption uses a key that is the same everywhere, which is plain text with
 * a disguise. Our own file, which only its owner can read, is not worse and is honest: it is used, and it is said.
 */
export function protectionOf({ platform, available, backend }: Offer): Protection {
  if (!available) return 'owner-only-file';
  if (platform !== 'linux') return 'credential-store';
  return backend === undefined || backend === 'basic_text' || backend === 'unknown'
    ? 'owner-only-file'
    : 'credential-store';
}
