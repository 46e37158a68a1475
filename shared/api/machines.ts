/** Shapes of machines, their mappings and backups, and of activity records. */
import * as z from 'zod';
import { bytes, dateTime, id, maybe, shortText, text } from './primitives.ts';

/** One installation of a client in the organization's list [client]. */
export const machine = z.object({
  id,
  guid: maybe(shortText),
  dns_name: maybe(shortText),
  os_type: maybe(shortText),
  os_version: maybe(shortText),
  agent_version: maybe(shortText),
  machine_type: maybe(shortText),
  manual_collisions: maybe(z.boolean()),
  locked: maybe(z.boolean()),
  bandwidth_throttle: maybe(z.number().nonnegative()),
  throttled: maybe(z.boolean()),
  throttle_exception_days: maybe(z.union([shortText, z.number()])),
  throttle_exception_dow: maybe(z.union([shortText, z.number()])),
  throttle_exception_start: maybe(z.union([shortText, z.number()])),
  throttle_exception_end: maybe(z.union([shortText, z.number()])),
  throttle_exception_throttle: maybe(z.union([shortText, z.number()])),
  last_login: maybe(dateTime),
  last_disconnect: maybe(dateTime),
});
export type CloudMachine = z.infer<typeof machine>;

/** Which local folder of a machine is bound to which root [ours]. */
export const machineMapping = z.object({
  id,
  machine_id: maybe(id),
  root_id: maybe(id),
  path: maybe(text),
  mapping_type: maybe(shortText),
});
export type CloudMachineMapping = z.infer<typeof machineMapping>;

/** A backup job of a machine [ours]. */
export const backup = z.object({
  id,
  machine_id: maybe(id),
  root_id: maybe(id),
  name: maybe(shortText),
  path: maybe(text),
  space_used: maybe(bytes),
  created: maybe(dateTime),
  last_run: maybe(dateTime),
});
export type CloudBackup = z.infer<typeof backup>;

/** One line of what happened in the cloud [client]. */
export const activity = z.object({
  id,
  activity: maybe(shortText),
  activity_type_id: maybe(id),
  actor_id: maybe(id),
  actor_type: maybe(shortText),
  actor_display_name: maybe(shortText),
  acted_on_id: maybe(id),
  acted_on_type: maybe(shortText),
  acted_on_display_name: maybe(text),
  acted_on_root_id: maybe(id),
  data_text: maybe(text),
  created: maybe(dateTime),
});
export type CloudActivity = z.infer<typeof activity>;

export const activityType = z.object({
  id,
  name: maybe(shortText),
  activity: maybe(shortText),
  description: maybe(text),
});
export type CloudActivityType = z.infer<typeof activityType>;
