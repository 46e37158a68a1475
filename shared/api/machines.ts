/** Shapes of machines, their mappings and backups, and of activity records. */
import * as z from 'zod';
import { bytes, dateTime, id, maybe, shortText, text } from './primitives.ts';

/** One installation of a client in the organization's list [client]. */
export const machine = z.object({
  type: z.literal('machine').optional(),
  id,
  guid: maybe(shortText),
  dns_name: maybe(shortText),
  os_type: maybe(shortText),
  os_version: maybe(shortText),
  agent_version: maybe(shortText),
  /** `agent` for a desktop client, `server` for a file server. */
  machine_type: maybe(shortText),
  nickname: maybe(shortText),
  created: maybe(dateTime),
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

/** What a machine told of itself lately; its fields are not published [client names the method]. */
export const machineStatus = z.object({
  machine_id: maybe(id),
  status: maybe(shortText),
  files_remaining: maybe(z.number().nonnegative()),
  last_seen: maybe(dateTime),
});
export type CloudMachineStatus = z.infer<typeof machineStatus>;

/** Which local folder of a file server is bound to which root or person [client]. */
export const machineMapping = z.object({
  type: maybe(shortText),
  id,
  machine_id: maybe(id),
  person_id: maybe(id),
  root_id: maybe(id),
  name: maybe(shortText),
  path: maybe(text),
  share: maybe(z.boolean()),
});
export type CloudMachineMapping = z.infer<typeof machineMapping>;

/** Names of the folders on a file server, or of its drives; a list as it is, or as results [client]. */
export const machineFolders = z
  .union([z.array(text).max(10_000), z.object({ results: z.array(text).max(10_000) })])
  .transform((value) => (Array.isArray(value) ? value : value.results));

/** A folder that a machine backs up; `id` is the root that holds it [client]. */
export const backup = z.object({
  type: maybe(shortText),
  id,
  machine_id: maybe(id),
  path: maybe(text),
  name: maybe(shortText),
  space_used: maybe(bytes),
  created: maybe(dateTime),
  last_run: maybe(dateTime),
});
export type CloudBackup = z.infer<typeof backup>;

/** One line of what happened in the cloud [client]. */
export const activity = z.object({
  type: maybe(shortText),
  id,
  activity: maybe(shortText),
  activity_type_id: maybe(id),
  actor_type: maybe(shortText),
  actor_text: maybe(text),
  actor_company_id: maybe(id),
  actor_machine_id: maybe(id),
  actor_person_id: maybe(id),
  actor_guest_id: maybe(id),
  action_text: maybe(text),
  acted_on_type: maybe(shortText),
  acted_on_text: maybe(text),
  acted_on_company_id: maybe(id),
  acted_on_machine_id: maybe(id),
  acted_on_person_id: maybe(id),
  acted_on_guest_id: maybe(id),
  acted_on_root_id: maybe(id),
  acted_on_group_id: maybe(id),
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
