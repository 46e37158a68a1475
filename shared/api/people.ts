/** Shapes of persons, organizations, policies, guests, subscribers and authentication sources. */
import * as z from 'zod';
import { root } from './file-system.ts';
import { bytes, dateTime, id, maybe, shortText, text } from './primitives.ts';

/** What the organization allows [client]. Sizes in MB, extensions as a comma list such as `.tmp,.pst`. */
export const policy = z.object({
  excluded_extensions: maybe(text),
  locked_extensions: maybe(text),
  max_file_size: maybe(z.number().nonnegative()),
  user_lock_files: maybe(z.boolean()),
  user_create_shares: maybe(z.boolean()),
  user_overwrite_collisions: maybe(z.boolean()),
  user_rollback: maybe(z.boolean()),
  secure_shares: maybe(z.boolean()),
  require_two_step_auth: maybe(z.boolean()),
  file_server_enabled: maybe(z.boolean()),
  backups_enabled: maybe(z.boolean()),
  user_create_backups: maybe(z.boolean()),
  user_purge_deleted: maybe(z.boolean()),
  purge_deleted: maybe(z.boolean()),
  /** Days. */
  purge_deleted_frequency: maybe(z.number().nonnegative()),
  space_quota: maybe(bytes),
  webdav_enabled: maybe(z.boolean()),
  web_preview_enabled: maybe(z.boolean()),
  api_ratelimit: maybe(z.number().nonnegative()),
  api_ratelimit_enabled: maybe(z.boolean()),
});
export type CloudPolicy = z.infer<typeof policy>;

/** The extensions of a policy's comma list, lower case, each with its dot; blanks are dropped. */
export function parseExtensions(value: string | null | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((extension) => extension.trim().toLowerCase())
    .filter((extension) => extension.length > 0)
    .map((extension) => (extension.startsWith('.') ? extension : `.${extension}`));
}

/** `roots` may hold ids or root objects [client]. */
const rootOrId = z.union([id, root]);

export const person = z.object({
  type: maybe(shortText),
  id,
  email: shortText,
  username: maybe(shortText),
  first_name: maybe(shortText),
  last_name: maybe(shortText),
  display_name: maybe(shortText),
  company_id: maybe(id),
  root_id: maybe(id),
  roots: maybe(z.array(rootOrId).max(10_000)),
  space_quota: maybe(bytes),
  space_usage: maybe(bytes),
  can_share: maybe(z.boolean()),
  company_policy: maybe(policy),
  locale: maybe(shortText),
  timezone: maybe(shortText),
  site_admin: maybe(z.boolean()),
  system_admin: maybe(z.boolean()),
});
export type CloudPerson = z.infer<typeof person>;

export const organization = z.object({
  type: maybe(shortText),
  id,
  parent_id: maybe(id),
  name: shortText,
  slug: maybe(shortText),
  email: maybe(shortText),
  hostname: maybe(shortText),
  locale: maybe(shortText),
  timezone: maybe(shortText),
  privacy_mode: maybe(z.boolean()),
  bandwidth_throttle: maybe(z.number().nonnegative()),
  throttled: maybe(z.boolean()),
  policy: maybe(policy),
  space_quota: maybe(bytes),
  space_usage: maybe(bytes),
  active: maybe(z.boolean()),
  created: maybe(dateTime),
});
export type CloudOrganization = z.infer<typeof organization>;

/** What an organization uses [client names the method, the fields are ours]. */
export const usage = z.object({
  space_used: maybe(bytes),
  space_quota: maybe(bytes),
  persons: maybe(id),
  machines: maybe(id),
});
export type CloudUsage = z.infer<typeof usage>;

const rights = z.object({
  read_access: z.boolean().optional(),
  write_access: z.boolean().optional(),
  delete_access: z.boolean().optional(),
});

/**
 * One who takes part in a team share. The live service sends three values without names: the id, how it is subscribed
 * (a word, or the id of a machine), and the permissions [client]; an object is read as well.
 */
const subscriber = z.union([
  z
    .tuple([id, z.union([id, shortText]).nullable(), z.unknown()])
    .transform(([person, by, permissions]) => ({ id: person, by, ...rights.safeParse(permissions).data })),
  z.object({ id: maybe(id), by: maybe(z.union([id, shortText])), ...rights.shape }),
]);
const subscriberList = z.array(subscriber).max(10_000).optional().default([]);

/** Who takes part in a team share [client]. Guests who were invited are named by address, with what they answered. */
export const subscribers = z.object({
  subscribers: subscriberList,
  group_subscribers: subscriberList,
  from_group: subscriberList,
  external_subscribers: z
    .union([z.record(shortText, z.unknown()), z.array(z.unknown()).max(10_000)])
    .optional()
    .default({}),
});
export type CloudSubscribers = z.infer<typeof subscribers>;

/** A group of persons [client]. */
export const group = z.object({
  type: maybe(shortText),
  id,
  name: shortText,
  company_id: maybe(id),
  creator_id: maybe(id),
  created: maybe(dateTime),
});
export type CloudGroup = z.infer<typeof group>;

/** Ids of the persons and groups in a group; how they are nested is not published [client]. */
export const members = z.record(shortText, z.unknown());

export const guest = z.object({
  type: maybe(shortText),
  id,
  creator_id: maybe(id),
  email: shortText,
  first_name: maybe(shortText),
  last_name: maybe(shortText),
  display_name: maybe(shortText),
  company_id: maybe(id),
  created: maybe(dateTime),
});
export type CloudGuest = z.infer<typeof guest>;

export const authSource = z.object({
  id,
  name: shortText,
  source_type: maybe(shortText),
  company_id: maybe(id),
  enabled: maybe(z.boolean()),
});
export type CloudAuthSource = z.infer<typeof authSource>;
