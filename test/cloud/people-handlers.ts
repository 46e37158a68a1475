/** Read methods about people, the organization, machines and activity. */
import { PAGE_SIZE } from '../../shared/api/answers.ts';
import { formatDateTime } from '../../shared/api/times.ts';
import { ACTIVITY_TYPES, type ActivityRow } from './activity.ts';
import type { Call, Handlers } from './call.ts';
import type { Core } from './core.ts';
import { errors } from './errors.ts';
import { pageOf } from './listing.ts';
import { permissionsOf, rootObject } from './objects.ts';
import { displayName, type PersonRow } from './people.ts';

function personObject(core: Core, person: PersonRow, roots: 'ids' | 'objects'): object {
  const rootIds = core.people.rootsOf(person.id);
  return {
    type: 'person',
    id: person.id,
    email: person.email,
    username: person.email,
    first_name: person.first_name,
    last_name: person.last_name,
    display_name: displayName(person),
    company_id: person.organization_id,
    root_id: person.root_id,
    roots: roots === 'ids' ? rootIds : rootIds.map((id) => rootOf(core, id, person)),
    space_quota: person.quota,
    space_usage: core.tree.root(person.root_id).tree_size,
    can_share: person.can_share === 1,
    company_policy: core.people.policy,
    locale: 'de_DE',
    timezone: 'Europe/Berlin',
    site_admin: person.admin === 1,
    system_admin: false,
  };
}

function rootOf(core: Core, rootId: number, person: PersonRow): object {
  return rootObject(core, core.tree.root(rootId), core.people.access(rootId, person.id));
}

/** Oneself, or anybody for an administrator; an address is as good as an id [client]. */
function person(call: Call): PersonRow {
  const { people } = call.core;
  const told = call.place('person');
  const found = told.includes('@') ? people.byEmail(told) : people.byId(call.id('person'));
  if (found === undefined) throw errors.notFound();
  if (found.id !== call.person.id && call.person.admin === 0) throw errors.forbidden();
  return found;
}

/** The organization of the path: 404 for none, 403 for somebody else's. */
function organization(call: Call) {
  const row = call.core.people.organization(call.id('organization'));
  if (row.id !== call.person.organization_id) throw errors.forbidden();
  return row;
}

function administrator(call: Call): void {
  organization(call);
  if (call.person.admin === 0) throw errors.forbidden();
}

/** What the caller can open: the own root and the team shares; administrators see no more, as they could not open it. */
function roots(call: Call, only?: 'share'): unknown {
  organization(call);
  const ids = call.core.people.rootsOf(call.person.id);
  const rows = ids.map((id) => call.core.tree.root(id)).filter((row) => only === undefined || row.root_type === only);
  const page = pageOf(call, rows);
  return { ...page, results: page.results.map((row) => rootOf(call.core, row.id, call.person)) };
}

/** A root the caller can open; `only` a team share. */
function rootOfOrganization(call: Call, only?: 'share'): object {
  organization(call);
  const rootId = call.root('read');
  if (only !== undefined && call.core.tree.root(rootId).root_type !== only) throw errors.notFound();
  return rootOf(call.core, rootId, call.person);
}

/** Three values without names for each, as the live service sends them [client]. */
function subscribers(call: Call): unknown {
  rootOfOrganization(call, 'share');
  const list = call.core.people
    .accessOfRoot(call.id('root'))
    .map((access) => [access.person_id, 'person', permissionsOf(access)]);
  const fromGroup = call.fields.flag('include_from_group') ? { from_group: [] } : {};
  return { subscribers: list, group_subscribers: [], ...fromGroup, external_subscribers: {} };
}

function organizationObject(call: Call) {
  const row = organization(call);
  const used = call.core.database.prepare<[number], { n: number }>(
    'SELECT COALESCE(SUM(tree_size), 0) AS n FROM roots WHERE organization_id = ?',
  );
  return {
    type: 'organization',
    id: row.id,
    parent_id: null,
    name: row.name,
    slug: 'musterfirma',
    email: 'verwaltung@musterfirma.example',
    hostname: new URL(call.services.baseUrl()).host,
    locale: 'de_DE',
    timezone: 'Europe/Berlin',
    privacy_mode: false,
    bandwidth_throttle: null,
    throttled: false,
    active: true,
    policy: call.core.people.policy,
    space_quota: row.quota,
    space_usage: used.get(row.id)?.n ?? 0,
    created: formatDateTime(row.created),
    ...call.core.laidDown.organization,
  };
}

function activityObject(core: Core, row: ActivityRow): object {
  const actor = row.actor_id === null ? undefined : core.people.byId(row.actor_id);
  const type = ACTIVITY_TYPES.find((known) => known.id === row.type_id);
  return {
    type: 'activity',
    id: row.id,
    activity: type?.name ?? 'unknown',
    activity_type_id: row.type_id,
    actor_type: row.actor_id === null ? null : 'person',
    actor_text: actor === undefined ? null : displayName(actor),
    actor_company_id: actor?.organization_id ?? null,
    actor_machine_id: null,
    actor_person_id: row.actor_id,
    actor_guest_id: null,
    action_text: type?.description ?? null,
    acted_on_type: row.object_type,
    acted_on_text: row.path === '' ? null : row.path,
    acted_on_company_id: null,
    acted_on_machine_id: null,
    acted_on_person_id: row.object_type === 'person' ? row.object_id : null,
    acted_on_guest_id: null,
    acted_on_root_id: row.root_id,
    acted_on_group_id: null,
    data_text: row.path,
    created: formatDateTime(row.created),
  };
}

function activityPage(call: Call, actorId: number | undefined): unknown {
  const { rows, total } = call.core.activity.page(actorId, PAGE_SIZE, call.fields.integer('offset') ?? 0);
  return { results: rows.map((row) => activityObject(call.core, row)), total };
}

function oneActivity(call: Call): unknown {
  const row = call.core.activity.one(call.id('activity'));
  if (row === undefined) throw errors.notFound();
  if (row.actor_id !== call.person.id && call.person.admin === 0) throw errors.forbidden();
  return activityObject(call.core, row);
}

const GUESTS = [
  { id: 1, email: 'kanzlei@steuer-berger.example', first_name: 'Ilse', last_name: 'Berger' },
  { id: 2, email: 'druck@papierwerk.example', first_name: 'Jonas', last_name: 'Färber' },
];

function guestObject(call: Call, row: (typeof GUESTS)[number]): object {
  const { id, created } = call.core.people.organization(call.person.organization_id);
  return {
    type: 'guest',
    ...row,
    display_name: `${row.first_name} ${row.last_name}`,
    company_id: id,
    creator_id: 1,
    created: formatDateTime(created),
  };
}

function guest(call: Call): unknown {
  const found = GUESTS.find((row) => row.id === call.id('guest'));
  if (found === undefined) throw errors.notFound();
  return guestObject(call, found);
}

const GROUPS = [
  { id: 1, name: 'Vertrieb', has: (person: PersonRow) => person.admin === 0 },
  { id: 2, name: 'Geschäftsführung', has: (person: PersonRow) => person.admin === 1 },
];

function groupObject(call: Call, { id, name }: (typeof GROUPS)[number]): object {
  const { id: company, created } = call.core.people.organization(call.person.organization_id);
  return { type: 'group', id, name, company_id: company, creator_id: 1, created: formatDateTime(created) };
}

function group(call: Call): (typeof GROUPS)[number] {
  const found = GROUPS.find((row) => row.id === call.id('group'));
  if (found === undefined) throw errors.notFound();
  if (call.person.admin === 0 && !found.has(call.person)) throw errors.forbidden();
  return found;
}

function usage(call: Call): unknown {
  administrator(call);
  const count = (table: 'people' | 'machines'): number =>
    call.core.database.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).get()?.n ?? 0;
  const { space_usage: used, space_quota: quota } = organizationObject(call);
  return { space_used: used, space_quota: quota, persons: count('people'), machines: count('machines') };
}

const AUTH_SOURCES = [{ id: 1, name: 'Leitz Cloud', source_type: 'internal', company_id: 1, enabled: true }];

function authSource(call: Call): unknown {
  const found = AUTH_SOURCES.find((row) => row.id === call.id('source'));
  if (found === undefined) throw errors.notFound();
  return found;
}

export const peopleHandlers: Handlers<
  | 'version'
  | 'me'
  | 'person'
  | 'personActivity'
  | 'organization'
  | 'policy'
  | 'roots'
  | 'teamShares'
  | 'subscribers'
  | 'persons'
  | 'guests'
  | 'authSources'
  | 'organizationActivity'
  | 'organizations'
  | 'organizationRoot'
  | 'teamShare'
  | 'usage'
  | 'groups'
  | 'group'
  | 'groupMembers'
  | 'guest'
  | 'authSource'
  | 'activity'
  | 'activityTypes'
> = {
  version: () => ({ version: '2.0.9' }),
  me: (call) => personObject(call.core, call.person, 'ids'),
  person: (call) => personObject(call.core, person(call), 'objects'),
  personActivity: (call) => activityPage(call, person(call).id),
  organization: organizationObject,
  policy: (call) => {
    organization(call);
    return call.core.people.policy;
  },
  roots: (call) => roots(call),
  teamShares: (call) => roots(call, 'share'),
  subscribers,
  persons: (call) => {
    administrator(call);
    const page = pageOf(call, call.core.people.all());
    return { ...page, results: page.results.map((row) => personObject(call.core, row, 'ids')) };
  },
  guests: (call) => {
    administrator(call);
    const page = pageOf(call, GUESTS);
    return { ...page, results: page.results.map((row) => guestObject(call, row)) };
  },
  authSources: (call) => {
    administrator(call);
    return pageOf(call, AUTH_SOURCES);
  },
  organizationActivity: (call) => {
    administrator(call);
    return activityPage(call, undefined);
  },
  usage,
  organizations: (call) => {
    administrator(call);
    return pageOf(call, []);
  },
  organizationRoot: (call) => rootOfOrganization(call),
  teamShare: (call) => rootOfOrganization(call, 'share'),
  groups: (call) => {
    administrator(call);
    const page = pageOf(call, GROUPS);
    return { ...page, results: page.results.map((row) => groupObject(call, row)) };
  },
  group: (call) => groupObject(call, group(call)),
  groupMembers: (call) => {
    const { has } = group(call);
    return {
      members: call.core.people
        .all()
        .filter(has)
        .map(({ id }) => id),
      member_groups: [],
    };
  },
  guest,
  authSource,
  activity: oneActivity,
  activityTypes: (call) => pageOf(call, ACTIVITY_TYPES),
};
