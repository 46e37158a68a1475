/**
 * Every path, verb, field and answer of the API in one table; the client calls from it and the stand-in cloud is checked
 * against it. A correction to what we believe about the live service is one line here. See README.md beside this file.
 */
import * as z from 'zod';
import { listOf, locked, orStatus, status, token, version } from './answers.ts';
import { type Endpoint, type Feature, type Field, form, multipart, query, type Source, type Verb } from './endpoint.ts';
import { child, file, fileShare, folder, revision, root } from './file-system.ts';
import { activity, activityType, backup, machine, machineFolders, machineMapping, machineStatus } from './machines.ts';
import { authSource, group, guest, members, organization, person, policy, subscribers, usage } from './people.ts';

interface Extras {
  readonly feature?: Feature;
  readonly signIn?: boolean;
  readonly raw?: boolean;
}

function row<S extends z.ZodType>(
  verb: Verb,
  path: string,
  fields: readonly Field[],
  answer: S,
  source: Source,
  extras: Extras = {},
): Endpoint<S> {
  return { verb, path, fields, answer, source, signIn: true, raw: false, ...extras };
}

const none: readonly Field[] = [];
const page = query({ offset: 'integer' });
const listing = query({
  include_children: 'boolean',
  include_deleted: 'boolean',
  include_lock_info: 'boolean',
  include_permissions: 'boolean',
  hash: 'text',
});
const upload = multipart({ 'file!': 'file', modified: 'datetime', created: 'datetime' });
const rename = form({ 'name!': 'text' });
const move = form({ to_folder_id: 'integer' });
const lock = form({ duration: 'integer' });
const share = form({
  login_required: 'boolean',
  expires: 'date',
  subscribers: 'emails',
  notify_subscribers: 'boolean',
  download_limit: 'integer',
  download_notify: 'boolean',
});

const F = '/api/2/files/:root';
const D = '/api/2/files/:root/folder/:folder';
const FILE = '/api/2/files/:root/:file';
const ORG = '/api/2/organization/:organization';
const MACHINE = '/api/2/machine/:machine';
const raw = z.unknown();

const oauth = {
  token: row(
    'POST',
    '/oauth/token',
    form({
      'grant_type!': 'text',
      'client_id!': 'text',
      client_secret: 'secret',
      username: 'text',
      password: 'secret',
      auth_code: 'secret',
      refresh_token: 'secret',
      code: 'secret',
      redirect_uri: 'text',
      code_verifier: 'secret',
      guid: 'text',
      dns_name: 'text',
      os_type: 'text',
      os_version: 'text',
    }),
    token,
    'oauth',
    { signIn: false },
  ),
  revoke: row(
    'POST',
    '/oauth/revoke',
    form({ 'client_id!': 'text', 'token!': 'secret', token_type_hint: 'text' }),
    status,
    'client',
    { signIn: false },
  ),
  authorize: row(
    'GET',
    '/oauth/authorize',
    query({
      'response_type!': 'text',
      'client_id!': 'text',
      'redirect_uri!': 'text',
      state: 'text',
      code_challenge: 'text',
    }),
    raw,
    'oauth',
    { signIn: false, raw: true, feature: 'browser-sign-in' },
  ),
};

const files = {
  root: row('GET', F, listing, root, 'seed'),
  folder: row('GET', D, listing, folder, 'seed'),
  modifiedSince: row(
    'GET',
    `${F}/modified_since`,
    query({ 'since!': 'datetime', offset: 'integer' }),
    listOf(file),
    'client',
  ),
  search: row('GET', `${F}/search`, query({ 'q!': 'text', offset: 'integer' }), listOf(child), 'client'),
  file: row('GET', FILE, query({ include_permissions: 'boolean', include_lock_info: 'boolean' }), file, 'seed'),
  download: row('GET', `${FILE}/download`, query({ revision_id: 'integer' }), raw, 'seed', { raw: true }),
  revisions: row('GET', `${FILE}/revisions`, page, listOf(revision), 'ours', { feature: 'revisions' }),
  uploadToRoot: row('POST', `${F}/upload`, upload, file, 'ours', { feature: 'upload' }),
  uploadToFolder: row('POST', `${D}/upload`, upload, file, 'ours', { feature: 'upload' }),
  createInRoot: row('POST', `${F}/create`, rename, folder, 'ours', { feature: 'create-folder' }),
  createInFolder: row('POST', `${D}/create`, rename, folder, 'ours', { feature: 'create-folder' }),
  renameFile: row('POST', `${FILE}/rename`, rename, orStatus(file), 'seed'),
  renameFolder: row('POST', `${D}/rename`, rename, orStatus(folder), 'seed'),
  moveFile: row('POST', `${FILE}/move`, move, orStatus(file), 'seed'),
  moveFolder: row('POST', `${D}/move`, move, orStatus(folder), 'seed'),
  lockFile: row('POST', `${FILE}/lock`, lock, locked, 'seed'),
  unlockFile: row('POST', `${FILE}/unlock`, none, locked, 'ours', { feature: 'unlock' }),
  lockFolder: row('POST', `${D}/lock`, lock, locked, 'ours', { feature: 'unlock' }),
  unlockFolder: row('POST', `${D}/unlock`, none, locked, 'ours', { feature: 'unlock' }),
  deleteFile: row('POST', `${FILE}/delete`, none, status, 'ours', { feature: 'delete' }),
  deleteFolder: row('POST', `${D}/delete`, none, status, 'ours', { feature: 'delete' }),
  restoreFile: row('POST', `${FILE}/restore`, none, orStatus(file), 'ours', { feature: 'restore' }),
  restoreFolder: row('POST', `${D}/restore`, none, orStatus(folder), 'ours', { feature: 'restore' }),
  purgeFile: row('POST', `${FILE}/purge`, none, status, 'ours', { feature: 'purge' }),
  purgeFolder: row('POST', `${D}/purge`, none, status, 'ours', { feature: 'purge' }),
  rollbackFile: row('POST', `${FILE}/rollback`, form({ 'revision_id!': 'integer' }), orStatus(file), 'ours', {
    feature: 'roll-back',
  }),
  shareFile: row('POST', `${FILE}/share`, share, fileShare, 'seed'),
  shareFolder: row('POST', `${D}/share`, share, fileShare, 'seed'),
  changeShareLink: row('PUT', '/api/2/sharelinks/:share', share, fileShare, 'client'),
  removeShareLink: row('DELETE', '/api/2/sharelinks/:share', none, status, 'ours', { feature: 'share-links' }),
};

const PERSON = '/api/2/person/:person';
const ofOrganization = { feature: 'organization-pages' } as const;
const ofMachines = { feature: 'machine-pages' } as const;
const ofActivity = { feature: 'activity-pages' } as const;
const inGroups = query({ include_from_group: 'boolean' });

const people = {
  version: row('GET', '/api/2/version', none, version, 'seed', { signIn: false }),
  me: row('GET', '/api/2/person', none, person, 'client'),
  person: row('GET', PERSON, none, person, 'client', ofOrganization),
  personActivity: row('GET', `${PERSON}/activity`, page, listOf(activity), 'client'),
  personShareLinks: row('GET', `${PERSON}/sharelinks`, page, listOf(fileShare), 'client'),
  organization: row('GET', ORG, none, organization, 'client', ofOrganization),
  policy: row('GET', `${ORG}/policy`, none, policy, 'ours', ofOrganization),
  usage: row('GET', `${ORG}/metrics/usage`, none, usage, 'client', ofOrganization),
  organizations: row('GET', `${ORG}/organizations`, page, listOf(organization), 'client', ofOrganization),
  roots: row('GET', `${ORG}/roots`, page, listOf(root), 'client'),
  organizationRoot: row('GET', `${ORG}/root/:root`, none, root, 'client', ofOrganization),
  teamShares: row('GET', `${ORG}/shares`, page, listOf(root), 'client'),
  teamShare: row('GET', `${ORG}/share/:root`, none, root, 'client', ofOrganization),
  subscribers: row('GET', `${ORG}/share/:root/subscribers`, inGroups, subscribers, 'client'),
  persons: row('GET', `${ORG}/persons`, page, listOf(person), 'client', ofOrganization),
  machines: row('GET', `${ORG}/machines`, page, listOf(machine), 'client', ofMachines),
  guests: row('GET', `${ORG}/guests`, page, listOf(guest), 'client', ofOrganization),
  groups: row('GET', `${ORG}/groups`, page, listOf(group), 'client', ofOrganization),
  authSources: row('GET', `${ORG}/auth_sources`, page, listOf(authSource), 'client', ofOrganization),
  organizationActivity: row('GET', `${ORG}/activity`, page, listOf(activity), 'client', ofActivity),
  guest: row('GET', '/api/2/guest/:guest', none, guest, 'client', ofOrganization),
  group: row('GET', '/api/2/group/:group', none, group, 'client', ofOrganization),
  groupMembers: row('GET', '/api/2/group/:group/members', inGroups, members, 'client', ofOrganization),
  authSource: row('GET', '/api/2/auth_source/:source', none, authSource, 'ours', ofOrganization),
  activity: row('GET', '/api/2/activity/:activity', none, activity, 'client', ofActivity),
  activityTypes: row('GET', '/api/2/activity/types', page, listOf(activityType), 'client', ofActivity),
};

/** `mappings`, `mapping` and `ls` are the methods of "File Server Enablement": a server shares its own folders. */
const machines = {
  machine: row('GET', MACHINE, none, machine, 'client'),
  machineStatus: row('GET', `${MACHINE}/status`, none, machineStatus, 'client', ofMachines),
  machineMappings: row('GET', `${MACHINE}/mappings`, page, listOf(machineMapping), 'client', ofMachines),
  machineMapping: row('GET', `${MACHINE}/mapping/:mapping`, none, machineMapping, 'client', ofMachines),
  machineFolders: row(
    'POST',
    `${MACHINE}/ls`,
    form({ path: 'text', username: 'text', password: 'secret' }),
    machineFolders,
    'client',
    ofMachines,
  ),
  machineBackups: row('GET', `${MACHINE}/backups`, page, listOf(backup), 'client', ofMachines),
  /** A backup is known by its root. */
  backup: row('GET', `${MACHINE}/backup/:root`, none, backup, 'client', ofMachines),
};

export const endpoints = { ...oauth, ...files, ...people, ...machines };

export type EndpointKey = keyof typeof endpoints;

/** What a call of this row gives, after its schema. */
export type Answer<K extends EndpointKey> = z.output<(typeof endpoints)[K]['answer']>;

/** `GET /api/2/files/:root`: how a row is named in counts, logs and fault plans. */
export function endpointName(key: EndpointKey): string {
  const { verb, path } = endpoints[key];
  return `${verb} ${path}`;
}
