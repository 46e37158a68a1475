/** Signing in and out, and who is signed in. */
import * as z from 'zod';
import { command, query } from './method.ts';
import { clientCertificate } from './network.ts';
import { accountId, bytes, count, errorCode, nothing, whichAccount } from './primitives.ts';

const signInInput = z.strictObject({
  /** `https://cloud.example.org`, with a port where it is not 443. */
  server: z.string().min(1).max(2000),
  user: z.string().min(1).max(500),
  password: z.string().min(1).max(4096),
  /** Two-step code. */
  code: z.string().min(1).max(100).optional(),
  /** The certificate authority to trust for this server, as PEM text. */
  ca: z.string().max(1_000_000).optional(),
  /** For servers that want a certificate of ours; kept for this account. */
  client: clientCertificate.optional(),
});

const account = z.object({
  /** Names it among several; null where nobody is signed in. */
  id: accountId.nullable().optional(),
  signedIn: z.boolean(),
  server: z.string().nullable(),
  user: z.string().nullable(),
  displayName: z.string().nullable(),
  /** Bytes; null where the cloud does not say. */
  spaceQuota: bytes.nullable(),
  spaceUsed: bytes.nullable(),
});
export type AccountInfo = z.infer<typeof account>;

const accountState = z.object({
  id: accountId,
  server: z.string(),
  user: z.string(),
  displayName: z.string(),
  signedIn: z.boolean(),
  /** Why it cannot be used although it is signed in, such as `offline` or `sign-in-needed`; as last seen. */
  trouble: errorCode.optional(),
  /** Bytes; null where the cloud does not say, or was not asked since the start. */
  spaceQuota: bytes.nullable(),
  spaceUsed: bytes.nullable(),
  /** Linked folders of it. */
  links: count,
});
export type AccountState = z.infer<typeof accountState>;

export const accountMethods = {
  /** Signs in beside the accounts that are signed in already; each has its own tokens, certificates and links. */
  signIn: command('signIn', signInInput, account),
  /**
   * Revokes the tokens; files and links stay, and rest until somebody signs in again. `forget` also unlinks its folders
   * (files stay) and takes the account off the list. `revoked` is false where the cloud could not be told.
   */
  signOut: command(
    'signOut',
    z.strictObject({ account: whichAccount, forget: z.boolean().optional() }),
    z.object({ server: z.string().nullable(), user: z.string().nullable(), revoked: z.boolean() }),
  ),
  /** As last known; asks the cloud for nothing. Of several the one that was named, or the first that is signed in. */
  account: query('account', z.strictObject({ account: whichAccount }), account),
  /** All of this installation, also those that are signed out, in the order in which they came; as last known. */
  accounts: query('accounts', nothing, z.array(accountState)),
};
