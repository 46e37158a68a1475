/**
 * What goes over the socket: one JSON object a line, both ways.
 *
 *   -> {"id":1,"method":"status","input":{}}        <- {"id":1,"result":{"ok":true,"value":{...}}}
 *   -> {"id":2,"method":"$subscribe"}               <- {"id":2,"result":{...}}, then {"event":{...}} as they come
 *
 * Methods are the contract's, and four of the process itself, which begin with `$`.
 */
import * as z from 'zod';
import type { Event } from '../../shared/contract/events.ts';
import type { Result } from '../../shared/contract/result.ts';

/** Raised when an old client could misunderstand a new process; both sides compare it. */
export const PROTOCOL = 1;
/** Longest line taken in from a client, in bytes. */
export const LINE_LIMIT = 16 * 1024 * 1024;
/** Bytes that may wait for a client that does not read its events; beyond, it is cut off. */
export const BACKLOG_LIMIT = 32 * 1024 * 1024;
export const CONNECTION_LIMIT = 64;

export const HELLO = '$hello';
export const SUBSCRIBE = '$subscribe';
export const STOP = '$stop';
/** A fresh one-time address of the page, where the process has one. */
export const INVITE = '$invite';

export const request = z.strictObject({
  id: z.int().nonnegative(),
  method: z.string().max(100),
  input: z.unknown().optional(),
});

export type Answer = { readonly id: number | null; readonly result: Result<unknown> } | { readonly event: Event };

export const hello = z.object({
  protocol: z.int(),
  version: z.string(),
  pid: z.int(),
  since: z.string(),
  command: z.string(),
});
export type Hello = z.infer<typeof hello>;
