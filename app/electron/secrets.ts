/** The system's credential store, as far as this machine has a sound one. */

import path from 'node:path';
import { safeStorage } from 'electron';
import { type Protection, protectionOf } from './secret-protection.ts';
import { SecretStore } from './secret-store.ts';

/** Must come after the program is ready. */
export function openSecrets(home: string): { readonly store: SecretStore; readonly protection: Protection } {
  const linux = process.platform === 'linux';
  const protection = protectionOf({
    platform: process.platform,
    available: safeStorage.isEncryptionAvailable(),
    backend: linux ? safeStorage.getSelectedStorageBackend() : undefined,
  });
  return { store: new SecretStore(path.join(home, 'secrets', 'desktop.json'), safeStorage), protection };
}
