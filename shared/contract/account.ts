/** Signing in and out, and who is signed in. */
import * as z from 'zod';
import { command, query } from './method.ts';
import { bytes, nothing } from './primitives.ts';

const signInInput = z.strictObject({
  /** `https://cloud.example.org`, with a port where it is not 443. */
  server: z.string().min(1).max(2000),
  user: z.string().min(1).max(500),
  password: z.string().min(1).max(4096),
  /** Two-step code. */
  code: z.string().min(1).max(100).optional(),
  /** The certificate authority to trust for this server, as PEM text. */
  ca: z.string().max(1_000_000).optional(),
});

const account = z.object({
  signedIn: z.boolean(),
  server: z.string().nullable(),
  user: z.string().nullable(),
  displayName: z.string().nullable(),
  /** Bytes; null where the cloud does not say. */
  spaceQuota: bytes.nullable(),
  spaceUsed: bytes.nullable(),
});
export type AccountInfo = z.infer<typeof account>;

export const accountMethods = {
  signIn: command('signIn', signInInput, account),
  /** Revokes the tokens; files and links stay. `revoked` is false where the cloud could not be told. */
  signOut: command(
    'signOut',
    nothing,
    z.object({ server: z.string().nullable(), user: z.string().nullable(), revoked: z.boolean() }),
  ),
  /** As last known; asks the cloud for nothing. */
  account: query('account', nothing, account),
};
