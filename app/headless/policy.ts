/**
 * What an administrator decides for everybody on a computer: one JSON file that only an administrator can write. Users
 * cannot override it; a file that is there and not understood stops the program rather than being passed over.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { MethodName } from '../../shared/contract/contract.ts';
import { Refused } from './refused.ts';

/** Features that can be turned off, and the methods that they are made of. */
export const FEATURES = {
  sharing: ['share', 'changeShare', 'unshare'],
  locking: ['lock', 'unlock'],
  excluding: ['exclude', 'include'],
  linking: ['link', 'unlink'],
  settings: ['changeSetting', 'setProxy', 'setCertificates'],
  undoing: ['undo'],
  versions: ['restore'],
  signingOut: ['signOut'],
} as const satisfies Record<string, readonly MethodName[]>;

const featureNames = Object.keys(FEATURES) as (keyof typeof FEATURES)[];

const policyShape = z.strictObject({
  version: z.literal(1),
  /** The only cloud that may be signed in to, such as `https://cloud.example.org`. */
  server: z.url({ protocol: /^https$/u }).optional(),
  /** Absolute path of its certificate authority (PEM). */
  ca: z.string().min(1).optional(),
  /** Roots that are linked for everybody, each in a folder (`~` is the user's own); users cannot unlink them. */
  roots: z
    .array(z.strictObject({ rootId: z.int().nonnegative(), folder: z.string().min(1) }))
    .max(100)
    .default([]),
  /** True: no other root may be linked. */
  onlyTheseRoots: z.boolean().default(false),
  /** Settings with fixed values, as `leitz-cloud settings` lists them. */
  settings: z.record(z.string().max(100), z.union([z.string(), z.number(), z.boolean()])).default({}),
  off: z.array(z.enum(featureNames)).default([]),
});
export type Policy = z.infer<typeof policyShape>;

/** Where an administrator puts it. */
export function policyFile(platform: NodeJS.Platform = process.platform, env = process.env): string {
  if (platform === 'win32')
    return path.win32.join(env['ProgramData'] ?? 'C:\\ProgramData', 'Leitz Cloud', 'policy.json');
  if (platform === 'darwin') return '/Library/Application Support/Leitz Cloud/policy.json';
  return '/etc/leitz-cloud/policy.json';
}

const WRITABLE_BY_OTHERS = 0o022;

/** Whoever can write the file decides, so nobody but an administrator (or who started us) may. */
function requireOwner(file: string): void {
  if (process.platform === 'win32') return;
  const { uid, mode } = statSync(file);
  const isOurs = uid === 0 || uid === process.getuid?.();
  if (isOurs && (mode & WRITABLE_BY_OTHERS) === 0) return;
  const detail = 'this policy could be changed by anybody: it has to belong to root, and be writable by nobody else';
  throw new Refused({ code: 'wrong-usage', path: file, detail });
}

/** The policy of a file; undefined where there is none. Throws `wrong-usage` where it is not understood. */
export function readPolicy(file: string = policyFile()): Policy | undefined {
  if (!existsSync(file)) return undefined;
  requireOwner(file);
  const refuse = (detail: string) =>
    new Refused({ code: 'wrong-usage', path: file, detail: `this policy is not understood: ${detail}` });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    throw refuse(thrown instanceof Error ? thrown.message : String(thrown));
  }
  const parsed = policyShape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** The folder of a policy's root for the user who runs this. */
export function policyFolder(folder: string, home = homedir()): string {
  return folder === '~' || folder.startsWith('~/') ? path.join(home, folder.slice(1)) : path.resolve(folder);
}
