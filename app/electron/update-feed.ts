/**
 * Where newer versions come from, as it was decided when the package was built: `updates.json` beside the program holds
 * the address of a plain web folder and the key that announcements in it are signed with.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod';

export interface Feed {
  readonly url: string;
  /** Ed25519. */
  readonly key: KeyObject;
}

export interface NoFeed {
  readonly code: 'update-no-server' | 'update-no-key' | 'update-address-refused';
  readonly detail?: string;
}

const built = z.object({ url: z.string(), key: z.string().optional() });

/** Names that are promised never to exist stand where nobody has filled in a real one. */
const isPlaceholder = ({ hostname }: URL): boolean => /(?:^|\.)(?:invalid|example|test)$/u.test(hostname);

/** What stays on this computer needs no https: nobody is in between. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && (hostname === '127.0.0.1' || hostname === '[::1]'));

function keyOf(base64: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** @param text what `updates.json` says; undefined where there is none */
export function feedOf(text: string | undefined): Feed | NoFeed {
  const { success, data } = built.safeParse(jsonOf(text));
  if (!success) return { code: 'update-no-server' };
  const { url, key = '' } = data;
  if (!URL.canParse(url)) return { code: 'update-address-refused', detail: url };
  const address = new URL(url);
  if (isPlaceholder(address)) return { code: 'update-no-server' };
  if (!isSafe(address)) return { code: 'update-address-refused', detail: url };
  const found = keyOf(key);
  return found === undefined ? { code: 'update-no-key' } : { url, key: found };
}

export function readFeed(file: string): Feed | NoFeed {
  try {
    return feedOf(readFileSync(file, 'utf8'));
  } catch {
    return feedOf(undefined);
  }
}

function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
