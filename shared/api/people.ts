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
  id,
  name: shortText,
  policy: maybe(policy),
  space_quota: maybe(bytes),
  space_usage: maybe(bytes),
  active: maybe(z.boolean()),
  created: maybe(dateTime),
});
export type CloudOrganization = z.infer<typeof organization>;

const subscriber = z.object({
  id: maybe(id),
  email: maybe(shortText),
  display_name: maybe(shortText),
  name: maybe(shortText),
  read_access: z.boolean().optional(),
  write_access: z.boolean().optional(),
  delete_access: z.boolean().optional(),
});

/** Who takes part in a team share [client]. */
export const subscribers = z.object({
  subscribers: z.array(subscriber).max(10_000).optional().default([]),
  group_subscribers: z.array(subscriber).max(10_000).optional().default([]),
  external_subscribers: z.array(subscriber).max(10_000).optional().default([]),
});
export type CloudSubscribers = z.infer<typeof subscribers>;

export const guest = z.object({
  id,
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
