/** What administrators laid down in the cloud, as last known: kept, because it also holds where the cloud cannot be asked. */
import * as z from 'zod';
import type { HomeState } from '../home-state.ts';
import type { CloudRules } from '../sides.ts';
import type { AccountKey } from './accounts.ts';

const shape = z.object({
  atMs: z.number(),
  rules: z.object({
    organization: z.number().positive().optional(),
    machine: z.number().positive().optional(),
    exception: z
      .object({
        days: z.array(z.number()),
        from: z.number(),
        until: z.number(),
        bytesPerSecond: z
          .number()
          .positive()
          .optional()
          .transform((value) => value),
      })
      .optional(),
    machineId: z.number().optional(),
    asksAboutConflicts: z.boolean(),
  }),
});

/** Administrators change them rarely; each start would ask otherwise. */
export const RULES_GOOD_FOR_MS = 60 * 60_000;

export interface KnownRules {
  readonly atMs: number;
  readonly rules: CloudRules;
}

const key = ({ server, user }: AccountKey): string => `rules ${server} ${user}`;

export function knownRules(state: HomeState, account: AccountKey): KnownRules | undefined {
  const text = state.setting(key(account));
  if (text === undefined) return undefined;
  const parsed = shape.safeParse(JSON.parse(text)).data;
  if (parsed === undefined) return undefined;
  const { organization, machine, exception, machineId, asksAboutConflicts } = parsed.rules;
  return {
    atMs: parsed.atMs,
    rules: {
      asksAboutConflicts,
      ...(organization === undefined ? {} : { organization }),
      ...(machine === undefined ? {} : { machine }),
      ...(machineId === undefined ? {} : { machineId }),
      ...(exception === undefined ? {} : { exception: { ...exception, bytesPerSecond: exception.bytesPerSecond } }),
    },
  };
}

export function keepRules(state: HomeState, account: AccountKey, known: KnownRules | undefined): void {
  state.setSetting(key(account), known === undefined ? undefined : JSON.stringify(known));
}

export type LimitName = 'setting' | 'schedule' | 'machine' | 'organization';

export interface Limit {
  /** Undefined: as much as there is. */
  readonly bytesPerSecond: number | undefined;
  readonly by: LimitName | undefined;
}

export const NO_LIMIT: Limit = { bytesPerSecond: undefined, by: undefined };

/** The lower one; no limit is the highest. */
export function lower(one: Limit, other: Limit): Limit {
  if (other.bytesPerSecond === undefined) return one;
  return one.bytesPerSecond === undefined || other.bytesPerSecond < one.bytesPerSecond ? other : one;
}

function machineLimit({ machine, exception }: CloudRules, at: Date): number | undefined {
  if (exception === undefined) return machine;
  const { days, from, until, bytesPerSecond } = exception;
  const [day, minute] = [at.getDay(), at.getHours() * 60 + at.getMinutes()];
  const inside =
    from < until
      ? days.includes(day) && minute >= from && minute < until
      : (days.includes(day) && minute >= from) || (days.includes((day + 6) % 7) && minute < until);
  return inside ? bytesPerSecond : machine;
}

/** What the administrators allow an account at that local time, in each direction. */
export function ruledLimit(rules: CloudRules | undefined, at: Date): Limit {
  if (rules === undefined) return NO_LIMIT;
  const { organization } = rules;
  return lower(
    { bytesPerSecond: machineLimit(rules, at), by: 'machine' },
    { bytesPerSecond: organization, by: 'organization' },
  );
}
