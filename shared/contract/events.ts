/** What the engine tells without being asked. A listener gets every event; nothing is repeated for late listeners. */
import * as z from 'zod';
import { activityEntry } from './history.ts';
import type { DeepReadonly } from './method.ts';
import { count, rootId } from './primitives.ts';
import { status, transfer } from './status.ts';
import { updateState } from './updates.ts';

export const event = z.discriminatedUnion('type', [
  /** The state of the whole changed. Told at most a few times a second. */
  z.object({ type: z.literal('status'), status }),
  z.object({ type: z.literal('activity'), entry: activityEntry }),
  z.object({ type: z.literal('transfer'), phase: z.enum(['started', 'moved', 'done', 'failed']), transfer }),
  /** How far a cycle is: `looking` counts what was seen, `doing` counts actions. `total` 0 means not known. */
  z.object({
    type: z.literal('progress'),
    rootId,
    phase: z.enum(['looking', 'planning', 'doing', 'quiet']),
    done: count,
    total: count,
  }),
  /** What is known of newer versions of the desktop program; only its shell tells this. */
  z.object({ type: z.literal('update'), update: updateState }),
]);
export type Event = DeepReadonly<z.infer<typeof event>>;
export type EventType = Event['type'];
export type Listener = (event: Event) => void;
