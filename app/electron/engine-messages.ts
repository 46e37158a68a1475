/**
 * What goes between the shell and the process that runs the engine. Both sides are ours and of one version, but a
 * message is still parsed where it comes in: whatever else reaches the port is let go.
 */
import * as z from 'zod';
import type { Event } from '../../shared/contract/events.ts';
import { failure, type Result } from '../../shared/contract/result.ts';

export const toEngine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    home: z.string(),
    version: z.string(),
    /** Where secrets are kept: asked of the shell, or in the file of our own. */
    secrets: z.enum(['shell', 'file']),
    /** Asks a process that holds the home to end first. */
    takeOver: z.boolean(),
  }),
  z.object({ kind: z.literal('call'), id: z.int(), method: z.string(), input: z.unknown() }),
  z.object({ kind: z.literal('secret'), id: z.int(), value: z.string().optional(), trouble: z.string().optional() }),
  z.object({ kind: z.literal('close') }),
]);
export type ToEngine = z.infer<typeof toEngine>;

const result = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: failure }),
]);

/** Events are the engine's own objects; every face that needs to checks them, so they are not parsed again here. */
const events = z.custom<readonly Event[]>((value) => Array.isArray(value));

export const fromEngine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), methods: z.array(z.string()) }),
  /** The home could not be opened; the process ends. */
  z.object({ kind: z.literal('refused'), failure }),
  z.object({ kind: z.literal('answer'), id: z.int(), result }),
  z.object({ kind: z.literal('events'), events }),
  z.object({
    kind: z.literal('ask-secret'),
    id: z.int(),
    op: z.enum(['get', 'set', 'delete']),
    name: z.string(),
    value: z.string().optional(),
  }),
  /** Somebody outside asked the program to end. */
  z.object({ kind: z.literal('stop-asked') }),
]);
export type FromEngine =
  | z.infer<typeof fromEngine>
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> };
