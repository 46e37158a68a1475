/**
 * The small shapes everything else is made of, bounded so that a broken or hostile answer cannot flood memory or steer a path.
 * What the cloud sends that we do not know is dropped, never refused.
 */
import * as z from 'zod';

/** Longest name we believe. The cloud's own limit is 255 [ours]; a longer one is an answer we can read but not a name we can use. */
export const NAME_LIMIT = 1024;
/** Longest path we believe, in UTF-16 units: the longest that Windows can hold. */
export const PATH_LIMIT = 32_767;
const TEXT_LIMIT = 65_536;

/** An id is an integer [ours: not negative, and exact in a double]. */
export const id = z.int().nonnegative();
export const bytes = z.int().nonnegative();
export const text = z.string().max(TEXT_LIMIT);
export const shortText = z.string().max(NAME_LIMIT);

/** True for an absolute path inside a root that cannot climb out of it: no empty, `.` or `..` segment and no NUL. */
export function isRootPath(value: string): boolean {
  if (value.length > PATH_LIMIT || value.charCodeAt(0) !== 47 || value.includes('\0')) return false;
  if (value === '/') return true;
  if (value.endsWith('/') || value.includes('//')) return false;
  return !(value.endsWith('/.') || value.endsWith('/..') || value.includes('/./') || value.includes('/../'));
}

export const rootPath = z.string().refine(isRootPath, 'must be an absolute path without empty, "." or ".." segments');

/** A UTC time as the API writes it [seed]. Kept as text: `times.ts` turns it into milliseconds where somebody needs them. */
export const dateTime = z.string().max(40);

/** A field the live service may leave out or send as null. */
export function maybe<S extends z.ZodType>(schema: S): z.ZodOptional<z.ZodNullable<S>> {
  return schema.nullable().optional();
}
