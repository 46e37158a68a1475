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

const SERVER = 'stand-in-file-server';

/** The organization's file server, which was there before anybody signed in; it backs a folder up and shares another. */
export function settleFileServer(core: Core): void {
  const { database, people, clock } = core;
  if (database.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM machines').get()?.n !== 0) return;
  const [first] = people.all();
  database
    .prepare<[string, number, number]>(
      `INSERT INTO machines (guid, person_id, dns_name, os_type, os_version, last_login)
       VALUES (?, ?, 'SRV-DATEN', 'win', 'Windows Server 2022', ?)`,
    )
    .run(SERVER, first?.id ?? 1, clock.now());
}

const isServer = (row: MachineRow): boolean => row.guid === SERVER;

function machineObject(core: Core, row: MachineRow): object {
  return {
    type: 'machine',
    id: row.id,
    guid: row.guid,
    dns_name: row.dns_name,
    nickname: null,
    os_type: row.os_type,
    os_version: row.os_version,
    agent_version: '2.0.9',
    machine_type: isServer(row) ? 'server' : 'agent',
    manual_collisions: false,
    locked: false,
    bandwidth_throttle: null,
    throttled: false,
    throttle_exception_days: null,
    throttle_exception_dow: null,
    throttle_exception_start: null,
    throttle_exception_end: null,
    throttle_exception_throttle: null,
    created: formatDateTime(row.last_login),
    last_login: formatDateTime(row.last_login),
    last_disconnect: null,
    ...(isServer(row) ? {} : core.laidDown.machines),
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

/** The file server of the path, for what only file servers do: 409 for another machine, 403 where it is switched off. */
function fileServer(call: Call): MachineRow {
  const row = machine(call);
  if (call.core.people.policy.file_server_enabled === false) throw errors.forbidden('File servers are switched off.');
  if (!isServer(row)) throw errors.conflict('This machine is no file server.');
  return row;
}

function machines(call: Call): unknown {
  if (call.core.people.organization(call.id('organization')).id !== call.person.organization_id)
    throw errors.forbidden();
  const all = call.core.database.prepare<[], MachineRow>('SELECT * FROM machines ORDER BY id').all();
  const own = call.person.admin === 1 ? all : all.filter((row) => row.person_id === call.person.id);
  const page = pageOf(call, own);
  return { ...page, results: page.results.map((row) => machineObject(call.core, row)) };
}

function status(call: Call): object {
  const row = machine(call);
  return { machine_id: row.id, status: 'idle', files_remaining: 0, last_seen: formatDateTime(row.last_login) };
}

/** Each team share lies in a folder of the file server. */
function mappingObjects(call: Call, row: MachineRow): { readonly id: number }[] {
  return call.core.people.teamShares().map(({ id, name }) => ({
    type: 'mapping',
    id,
    machine_id: row.id,
    person_id: null,
    root_id: id,
    name,
    path: `D:\\Daten\\${name}`,
    share: true,
  }));
}

function mapping(call: Call): object {
  const found = mappingObjects(call, fileServer(call)).find(({ id }) => id === call.id('mapping'));
  if (found === undefined) throw errors.notFound();
  return found;
}

/** Drives, and under `D:\Daten` the folders of the team shares. */
function folders(call: Call): string[] {
  const row = fileServer(call);
  const path = call.fields.text('path') ?? '';
  if (path === '') return ['C:\\', 'D:\\'];
  if (/^D:\\?$/i.test(path)) return ['Daten', 'Sicherung'];
  if (/^D:\\Daten\\?$/i.test(path)) return mappingObjects(call, row).map(({ id }) => call.core.tree.root(id).name);
  return [];
}

function backupObjects(call: Call, row: MachineRow): { readonly id: number }[] {
  if (!isServer(row)) return [];
  const created = formatDateTime(row.last_login);
  return call.core.people.backupRoots().map(({ id, name }) => {
    const used = call.core.tree.root(id).tree_size;
    const more = { name, path: 'D:\\Sicherung', space_used: used, created, last_run: created };
    return { type: 'backup', id, machine_id: row.id, ...more };
  });
}

function backup(call: Call): object {
  const found = backupObjects(call, machine(call)).find(({ id }) => id === call.id('root'));
  if (found === undefined) throw errors.notFound();
  return found;
}

export const machineHandlers: Handlers<
  | 'machine'
  | 'machines'
  | 'machineStatus'
  | 'machineMappings'
  | 'machineMapping'
  | 'machineFolders'
  | 'machineBackups'
  | 'backup'
> = {
  machine: (call) => machineObject(call.core, machine(call)),
  machines,
  machineStatus: status,
  machineMappings: (call) => pageOf(call, mappingObjects(call, fileServer(call))),
  machineMapping: mapping,
  machineFolders: folders,
  machineBackups: (call) => pageOf(call, backupObjects(call, machine(call))),
  backup,
};
