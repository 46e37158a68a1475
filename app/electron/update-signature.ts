/**
 * Whether an announcement of a newer version is the makers' own. The server that holds it is a plain web folder; who
 * breaks into it must not be able to bring a program onto everybody's computer. Windows and macOS check the programs'
 * own signatures besides; on Linux this is the only check.
 */
import { type KeyObject, sign, verify } from 'node:crypto';
import * as z from 'zod';

const announcement = z.object({
  version: z.string().max(100),
  files: z
    .array(z.object({ url: z.string().max(1000), sha512: z.string().max(200), size: z.number() }))
    .min(1)
    .max(100),
  signature: z.string().max(200).optional(),
  // A second file that an installer would fetch by itself; none of our packages has one, and nothing would check it.
  packages: z.undefined().optional(),
});

/**
 * What is signed: the version and the hash of each file. How much of the installations gets it (`stagingPercentage`) is
 * left out, because it grows from day to day; an older announcement is no danger, because nobody goes back to one.
 */
const textOf = ({ version, files }: z.infer<typeof announcement>): Buffer =>
  Buffer.from(
    [
      'leitz-cloud update 1',
      version,
      ...files.map(({ url, sha512, size }) => JSON.stringify([url, sha512, size])).sort(),
    ].join('\n'),
  );

/** @param info what was announced, parsed from YAML */
export function isSigned(info: unknown, key: KeyObject): boolean {
  const { data } = announcement.safeParse(info);
  if (data?.signature === undefined) return false;
  return verify(null, textOf(data), key, Buffer.from(data.signature, 'base64'));
}

/** The signature for an announcement, base64. Throws where it is none. */
export const signatureOf = (info: unknown, privateKey: KeyObject): string =>
  sign(null, textOf(announcement.parse(info)), privateKey).toString('base64');
