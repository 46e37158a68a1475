/** The small shapes of which all inputs and outputs are made. Inputs are strict and bounded, outputs may grow. */
import * as z from 'zod';

/** Longest path we take in, in UTF-16 units. */
export const PATH_LIMIT = 32_767;
/** Most rows one answer of a paged query holds. */
export const PAGE_LIMIT = 1000;

/**
 * A root as this installation numbers it: the cloud's own number, unless a root of another account bears it here already;
 * then it is one that is free. It stays the same for good, and names one root of one account.
 */
export const rootId = z.int().nonnegative();
/** An account of this installation, as `accounts` gives it: `anna@example.org https://cloud.example.org`. */
export const accountId = z.string().min(1).max(2600);
/** One account: its id, or the user or the server of it where that tells which; needed only where there are several. */
export const whichAccount = z.string().min(1).max(2600).optional();
export const bytes = z.int().nonnegative();
export const count = z.int().nonnegative();
/** A moment, UTC, as `2026-11-24T08:15:30.123Z`. */
export const at = z.iso.datetime();
/** Names a row of one list (a conflict, a hold, a share, an item of the trash); opaque, given back as it came. */
export const rowId = z.string().min(1).max(200);
/** A code of `main/errors.ts`; its words are in `shared/text`. */
export const errorCode = z.string();
/** A code that says why; its words are in `shared/text`. */
export const reasonCode = z.string();

/** An absolute local path. */
export const localPath = z.string().min(1).max(PATH_LIMIT);
/** An absolute local path inside a linked folder, or `ROOT_ID:/path/in/the/cloud`. */
export const place = z.string().min(1).max(PATH_LIMIT);

export const nothing = z.strictObject({});
export const ofRoot = z.strictObject({ rootId });
/** One root, or all linked ones. */
export const maybeRoot = z.strictObject({ rootId: rootId.optional() });
export const ofPlace = z.strictObject({ path: place });
export const ofRow = z.strictObject({ id: rowId });

/** Reads `12:/Plans/a.txt`; undefined where the text is a local path. */
export function cloudPlace(text: string): { readonly rootId: number; readonly path: string } | undefined {
  const match = /^(\d{1,15}):(\/.*)$/su.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { rootId: Number(match[1]), path: match[2] };
}
