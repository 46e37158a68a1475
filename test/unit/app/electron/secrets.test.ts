import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BridgedSecrets } from '../../../../app/electron/bridged-secrets.ts';
import { protectionOf } from '../../../../app/electron/secret-protection.ts';
import { SecretStore } from '../../../../app/electron/secret-store.ts';
import type { Secrets } from '../../../../main/world.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

const flip = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
const cipher = {
  encryptString: (plain: string) => flip(Buffer.from(plain)),
  decryptString: (encrypted: Buffer) => {
    const plain = flip(encrypted).toString();
    if (!plain.startsWith('ok ')) throw new Error('another key');
    return plain;
  },
};

describe('the store', () => {
  test('keeps, changes and forgets; only the owner can read the file, and no value is in it as it is', async () => {
    const file = path.join(temporaryFolder(), 'secrets', 'desktop.json');
    const store = new SecretStore(file, cipher);
    await Promise.all([store.set('a', 'ok one'), store.set('b', 'ok two'), store.set('a', 'ok three')]);
    expect(await new SecretStore(file, cipher).get('a')).toBe('ok three');
    expect(readFileSync(file, 'utf8')).not.toContain('three');
    expect(statSync(file).mode & 0o077).toBe(0);
    await store.delete('a');
    expect(await store.get('a')).toBeUndefined();
    expect(await store.get('b')).toBe('ok two');
  });

  test('has nothing where the file is damaged or the keyring is another one', async () => {
    const file = path.join(temporaryFolder(), 'desktop.json');
    const store = new SecretStore(file, cipher);
    await store.set('a', 'written under another key');
    expect(await store.get('a')).toBeUndefined();
    writeFileSync(file, '{"version":1,"val');
    expect(await store.get('a')).toBeUndefined();
    await store.set('a', 'ok again');
    expect(await store.get('a')).toBe('ok again');
  });
});

function bridge(old: Record<string, string>, trouble?: string) {
  const file = new Map(Object.entries(old));
  const kept = new Map<string, string>();
  const asMap = (map: Map<string, string>): Secrets => ({
    protection: 'owner-only-file',
    get: async (name) => map.get(name),
    set: async (name, value) => void map.set(name, value),
    delete: async (name) => void map.delete(name),
  });
  const secrets: BridgedSecrets = new BridgedSecrets(({ id, op, name, value }) => {
    if (op === 'set') kept.set(name, value ?? '');
    if (op === 'delete') kept.delete(name);
    const found = kept.get(name);
    secrets.told({
      kind: 'secret',
      id,
      ...(found === undefined ? {} : { value: found }),
      ...(trouble === undefined ? {} : { trouble }),
    });
  }, asMap(file));
  return { secrets, kept, file };
}

describe('the bridge', () => {
  test('moves what the file had with the first question for it', async () => {
    const { secrets, kept, file } = bridge({ token: 'old' });
    expect(await secrets.get('token')).toBe('old');
    expect([...kept]).toEqual([['token', 'old']]);
    expect(file.size).toBe(0);
  });

  test('what is newer in the store counts, and forgetting forgets both', async () => {
    const { secrets, kept, file } = bridge({ token: 'old' });
    await secrets.set('token', 'new');
    expect(file.size).toBe(0);
    expect(await secrets.get('token')).toBe('new');
    await secrets.delete('token');
    expect(kept.size).toBe(0);
    expect(await secrets.get('token')).toBeUndefined();
  });

  test('a store that refuses is an error, and the file keeps what it has', async () => {
    const { secrets, file } = bridge({ token: 'old' }, 'the keyring is locked');
    await expect(secrets.get('token')).rejects.toThrow('the keyring is locked');
    expect(file.get('token')).toBe('old');
  });
});

test.each([
  ['darwin', true, undefined, 'credential-store'],
  ['win32', true, undefined, 'credential-store'],
  ['win32', false, undefined, 'owner-only-file'],
  ['linux', true, 'gnome_libsecret', 'credential-store'],
  ['linux', true, 'kwallet6', 'credential-store'],
  ['linux', true, 'basic_text', 'owner-only-file'],
  ['linux', true, 'unknown', 'owner-only-file'],
  ['linux', false, 'gnome_libsecret', 'owner-only-file'],
] as const)('%s, available %s, %s: %s', (platform, available, backend, protection) => {
  expect(protectionOf({ platform, available, backend })).toBe(protection);
});
