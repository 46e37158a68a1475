/** Settings of one installation. */
import * as z from 'zod';
import { command, query } from './method.ts';

const value = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]);

const setting = z.object({
  key: z.string(),
  value,
  default: value,
  /** Allowed values, where they are a list. */
  choices: z.array(z.string()).optional(),
  /** True where an administrator's file fixes it. */
  fixed: z.boolean().optional(),
});
export type Setting = z.infer<typeof setting>;

export const settingMethods = {
  settings: query('settings', z.strictObject({ key: z.string().max(100).optional() }), z.array(setting)),
  /** null puts the default back. */
  changeSetting: command('changeSetting', z.strictObject({ key: z.string().min(1).max(100), value }), setting),
};
