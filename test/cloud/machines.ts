/** The installations that have signed in, each known by its `guid`. */
import { randomUUID } from 'node:crypto';
import { formatDateTime } from '../../shared/api/times.ts';
import type { Call, Handlers } from './call.ts';
import type { Core } from './core.ts';
import { errors } from './errors.ts';
import { pageOf } from './listing.ts';

interface MachineRow {
  readonly id: number;
  readonly guid: string;
  readonly person_id: number;
  readonly dns_name: string;
  readonly os_type: string;
  readonly os_version: string;
  readonly last_login: number;
}

export interface MachineAsTold {
  readonly guid: string | undefined;
  readonly dnsName: string | undefined;
  readonly osType: string | undefined;
  readonly osVersion: string | undefined;
}

/** Records a sign-in; gives the machine's guid, a new one where the client had none yet. */
export function machineSignedIn(core: Core, personId: number, told: MachineAsTold): string {
  const guid = told.guid === undefined || told.guid === '' ? randomUUID() : told.guid;
  core.database
    .prepare<[string, number, string, string, string, number]>(
      `INSERT INTO machines (guid, person_id, dns_name, os_type, os_version, last_login) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (guid) DO UPDATE SET person_id = excluded.person_id, dns_name = excluded.dns_name, os_type = excluded.os_type,
         os_version = excluded.os_version, last_login = excluded.last_login`,
    )
    .run(guid, personId, told.dnsName ?? '', told.osType ?? '', told.osVersion ?? '', core.clock.now());
  return guid;
}

function machineObject(row: MachineRow): object {
  return {
    id: row.id,
    guid: row.guid,
    dns_name: row.dns_name,
    os_type: row.os_type,
    os_version: row.os_version,
    agent_version: '2.0.9',
    machine_type: 'agent',
    manual_collisions: false,
    locked: false,
    bandwidth_throttle: 0,
    throttled: false,
    throttle_exception_days: '',
    throttle_exception_dow: '',
    throttle_exception_start: null,
    throttle_exception_end: null,
    throttle_exception_throttle: 0,
    last_login: formatDateTime(row.last_login),
    last_disconnect: null,
  };
}

/** The caller's own machine, or anybody's for an administrator. */
function machine(call: Call): MachineRow {
  const row = call.core.database
    .prepare<[number], MachineRow>('SELECT * FROM machines WHERE id = ?')
    .get(call.id('machine'));
  if (row === undefined) throw errors.notFound();
  if (row.person_id !== call.person.id && call.person.admin === 0) throw errors.forbidden();
  return row;
}

function machines(call: Call): unknown {
  if (call.core.people.organization(call.id('organization')).id !== call.person.organization_id)
    throw errors.forbidden();
  const all = call.core.database.prepare<[], MachineRow>('SELECT * FROM machines ORDER BY id').all();
  const own = call.person.admin === 1 ? all : all.filter((row) => row.person_id === call.person.id);
  const page = pageOf(call, own);
  return { ...page, results: page.results.map(machineObject) };
}

function mappings(call: Call): unknown {
  const row = machine(call);
  const person = call.core.people.byId(row.person_id);
  const mapping = {
    id: row.id,
    machine_id: row.id,
    root_id: person?.root_id ?? null,
    path: null,
    mapping_type: 'sync',
  };
  return pageOf(call, [mapping]);
}

function backupObjects(row: MachineRow): object[] {
  const created = formatDateTime(row.last_login);
  const name = `Sicherung ${row.dns_name}`.trim();
  return [{ id: 1, machine_id: row.id, root_id: null, name, path: null, space_used: 0, created, last_run: null }];
}

function backup(call: Call): unknown {
  const found = backupObjects(machine(call))[call.id('backup') - 1];
  if (found === undefined) throw errors.notFound();
  return found;
}

export const machineHandlers: Handlers<'machine' | 'machines' | 'machineMappings' | 'machineBackups' | 'backup'> = {
  machine: (call) => machineObject(machine(call)),
  machines,
  machineMappings: mappings,
  machineBackups: (call) => pageOf(call, backupObjects(machine(call))),
  backup,
};
