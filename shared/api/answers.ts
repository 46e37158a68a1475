/** Shapes that are no objects of the cloud: lists, tokens, statuses and errors. */
import * as z from 'zod';
import { id, maybe, shortText, text } from './primitives.ts';

/** Lists come in pages of 100, the next one by `offset` [client]. */
export const PAGE_SIZE = 100;

/** `{results, total}` [client]. A `total` that is missing reads as "as many as there are". */
export function listOf<S extends z.ZodType>(item: S) {
  return z
    .object({ results: z.array(item).max(100_000), total: z.int().nonnegative().optional() })
    .transform((page) => ({ results: page.results, total: page.total ?? page.results.length }));
}

/** The answer of the token endpoint [oauth]. */
export const token = z.object({
  access_token: z.string().min(1).max(8192),
  token_type: shortText.optional(),
  expires_in: z.number().nonnegative().optional(),
  refresh_token: maybe(z.string().min(1).max(8192)),
  guid: maybe(shortText),
  scope: maybe(shortText),
});
export type CloudToken = z.infer<typeof token>;

export const version = z.object({ version: shortText });

/** `{"status":"ok"}` [seed]; answers of our own methods may carry the object instead, which is as good. */
export const status = z.object({ status: shortText.optional() });

/** For methods whose answer is lost: the object, or undefined where the cloud only says that it is done. */
export function orStatus<S extends z.ZodType>(object: S) {
  return z.union([object, status.transform((): undefined => undefined)]);
}

export const NOT_MODIFIED = { status: 'not_modified' } as const;

/** Every error's body [seed]. */
export const errorBody = z.object({ error: shortText, error_description: text.optional() });
export type CloudErrorBody = z.infer<typeof errorBody>;

/** A locked object's answer [ours]: the reference shows only "200". */
export const locked = z.object({ status: shortText.optional(), id: id.optional(), is_locked: z.boolean().optional() });
