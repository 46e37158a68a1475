/** Looking at a server before signing in, and choosing a folder of this computer. */
import * as z from 'zod';
import { command, query } from './method.ts';
import { at, errorCode, localPath } from './primitives.ts';

const certificate = z.object({
  /** Whom it names. */
  subject: z.string(),
  issuer: z.string(),
  until: at,
  /** SHA-256 of the certificate, as pairs of digits with colons. */
  fingerprint: z.string(),
});

const server = z.object({
  /** The origin that will be asked. */
  server: z.string(),
  /** Answered as a Leitz Cloud does. */
  reachable: z.boolean(),
  /** Why it cannot be used: such as `offline`, `certificate-refused`, `not-an-api-answer`. */
  error: errorCode.optional(),
  detail: z.string().optional(),
  /** As it was shown, trusted or not; null where none was seen. */
  certificate: certificate.nullable(),
  trusted: z.boolean(),
});
export type ServerSeen = z.infer<typeof server>;

const folders = z.object({
  path: z.string(),
  /** null at the top. */
  parent: z.string().nullable(),
  folders: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      /** A linked folder, or inside of one: it cannot be linked once more. */
      linked: z.boolean(),
    }),
  ),
  /** More folders are there than are listed. */
  more: z.boolean(),
});
export type FoldersHere = z.infer<typeof folders>;

export const placeMethods = {
  /** Whether this address is a Leitz Cloud, and whose certificate it shows. Sends nothing of the user's. */
  checkServer: query(
    'checkServer',
    z.strictObject({ server: z.string().min(1).max(2000), ca: z.string().max(1_000_000).optional() }),
    server,
  ),
  /** The folders inside a folder of this computer, without hidden ones; the user's own folder where none is given. */
  folders: query('folders', z.strictObject({ path: localPath.optional() }), folders),
  makeFolder: command(
    'makeFolder',
    z.strictObject({ parent: localPath, name: z.string().min(1).max(255) }),
    z.object({ path: z.string() }),
  ),
};
