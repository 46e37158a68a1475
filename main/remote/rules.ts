/**
 * What the organization and this machine's entry in its list lay down [client]. The reference does not say in which unit
 * a throttle is, nor how its exception is written: taken for KiB a second, and for days, a beginning and an end; an
 * exception that is not understood is none, so that the general throttle holds.
 */
import type { CloudMachine } from '../../shared/api/machines.ts';
import type { CloudOrganization } from '../../shared/api/people.ts';
import { SyncError } from '../errors.ts';
import type { CloudRules, ThrottleException } from '../sides.ts';
import type { Caller } from './caller.ts';

/** Pages of machines that are looked through for our own; an administrator sees those of everybody. */
const MOST_PAGES = 20;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const KIB = 1024;

function limitOf({ throttled, bandwidth_throttle: limit }: CloudMachine | CloudOrganization): number | undefined {
  if (throttled === false || limit === undefined || limit === null || limit <= 0) return undefined;
  return limit * KIB;
}

/** `8`, `08:30` or `08:30:00` as minutes of the day. */
function minutesOf(value: string | number | null | undefined): number | undefined {
  const match = /^(\d{1,2})(?::(\d{2}))?(?::\d{2})?$/u.exec(String(value ?? '').trim());
  if (match === null) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0);
  return minutes <= 24 * 60 ? minutes : undefined;
}

/** `1,2,3`, `mon,tue`, `weekdays`; 0 is Sunday. */
function daysOf(value: string | number | null | undefined): readonly number[] | undefined {
  const text = String(value ?? '')
    .trim()
    .toLowerCase();
  if (text === 'weekdays') return [1, 2, 3, 4, 5];
  if (text === 'weekends') return [0, 6];
  const days = text.split(/[\s,]+/u).map((day) => (/^[0-6]$/u.test(day) ? Number(day) : DAYS.indexOf(day.slice(0, 3))));
  return text === '' || days.some((day) => day < 0) ? undefined : days;
}

function exceptionOf(machine: CloudMachine): ThrottleException | undefined {
  const days = daysOf(machine.throttle_exception_dow) ?? daysOf(machine.throttle_exception_days);
  const [from, until] = [minutesOf(machine.throttle_exception_start), minutesOf(machine.throttle_exception_end)];
  const limit = Number(machine.throttle_exception_throttle ?? Number.NaN);
  if (days === undefined || from === undefined || until === undefined || !(limit >= 0)) return undefined;
  return { days, from, until, bytesPerSecond: limit === 0 ? undefined : limit * KIB };
}

async function findMachine(caller: Caller, organization: number, guid: string): Promise<CloudMachine | undefined> {
  for (let page = 0, offset = 0; page < MOST_PAGES; page += 1) {
    const values = offset === 0 ? {} : { offset };
    const { results, total } = await caller.json('machines', { params: { organization }, values });
    const found = results.find((machine) => machine.guid === guid);
    offset += results.length;
    if (found !== undefined || results.length === 0 || offset >= total) return found;
  }
  return undefined;
}

/**
 * Asks for both. What the cloud does not have, or does not let us see, lays down nothing; what cannot be asked now throws.
 *
 * @param known the number of this machine in the cloud, where it was found before
 */
export async function readRules(
  caller: Caller,
  organization: number,
  guid: string | undefined,
  known: number | undefined,
): Promise<CloudRules> {
  const unseen = (error: unknown): undefined => {
    // A cloud without these methods may answer with a page of its own.
    const isMissing = error instanceof SyncError && (error.scope === 'item' || error.code === 'not-an-api-answer');
    if (!isMissing || error.code === 'cancelled') throw error;
    return undefined;
  };
  const ofMachine = async (): Promise<CloudMachine | undefined> => {
    if (known !== undefined) {
      const machine = await caller.json('machine', { params: { machine: known } }).catch(unseen);
      if (machine !== undefined) return machine;
    }
    return guid === undefined ? undefined : findMachine(caller, organization, guid).catch(unseen);
  };
  const [ours, machine] = await Promise.all([
    caller.json('organization', { params: { organization } }).catch(unseen),
    ofMachine(),
  ]);
  const machineLimit = machine && limitOf(machine);
  const exception = machine && exceptionOf(machine);
  const organizationLimit = ours && limitOf(ours);
  return {
    ...(organizationLimit === undefined ? {} : { organization: organizationLimit }),
    ...(machineLimit === undefined ? {} : { machine: machineLimit }),
    ...(exception === undefined ? {} : { exception }),
    ...(machine === undefined ? {} : { machineId: machine.id }),
    asksAboutConflicts: machine?.manual_collisions === true,
  };
}
