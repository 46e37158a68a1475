/** What an administrator decided about the desktop program itself; the rest of the policy is in force in the engine. */
import { readPolicy } from '../headless/policy.ts';
import { fixedBy, type ShellSettings } from './shell-settings.ts';

/** A policy that is not understood stops the engine, which says so; here it decides nothing. */
export function fixedSettings(file?: string): Partial<ShellSettings> {
  try {
    return fixedBy(readPolicy(file)?.settings ?? {});
  } catch {
    return {};
  }
}
