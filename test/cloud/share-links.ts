/** Share links: made, changed and removed by their creator, and followed by anybody who has the address. */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatDateTime } from '../../shared/api/times.ts';
import { type Call, type Handlers, OK, type Services } from './call.ts';
import type { Core } from './core.ts';
import { sendBytes } from './download.ts';
import { errors } from './errors.ts';
import type { Fields } from './fields.ts';
import { pageOf } from './listing.ts';
import type { Node } from './tree.ts';

interface ShareRow {
  readonly id: number;
  readonly hash: string;
  readonly creator_id: number;
  readonly root_id: number;
  readonly file_id: number | null;
  readonly folder_id: number | null;
  readonly login_required: number;
  readonly expires: number | null;
  readonly subscribers: string;
  readonly notify_subscribers: number;
  readonly download_limit: number | null;
  readonly download_count: number;
  readonly download_notify: number;
  readonly removed: number;
}

const DAY_MS = 86_400_000;

function byId(core: Core, id: number): ShareRow {
  const row = core.database.prepare<[number], ShareRow>('SELECT * FROM share_links WHERE id = ?').get(id);
  if (row === undefined) throw errors.notFound();
  if (row.removed === 1) throw errors.gone();
  return row;
}

function nodeOf(core: Core, row: ShareRow): Node {
  return row.file_id === null
    ? core.tree.folder(row.root_id, row.folder_id ?? 0)
    : core.tree.file(row.root_id, row.file_id);
}

function shareObject(call: Call, row: ShareRow): object {
  const access = call.core.people.access(row.root_id, call.person.id);
  return {
    type: 'file_share',
    id: row.id,
    creator_id: row.creator_id,
    file_id: row.file_id,
    folder_id: row.folder_id,
    root_id: row.root_id,
    hash: row.hash,
    expires: row.expires === null ? null : formatDateTime(row.expires),
    read_access: access?.can_read === 1,
    write_access: access?.can_write === 1,
    delete_access: access?.can_delete === 1,
    login_required: row.login_required === 1,
    url: `${call.services.baseUrl()}/share/${row.hash}`,
    download_limit: row.download_limit,
    download_count: row.download_count,
    path: pathOrNull(call.core, row),
  };
}

function pathOrNull(core: Core, row: ShareRow): string | null {
  try {
    return core.tree.pathOf(nodeOf(core, row));
  } catch {
    return null;
  }
}

/** A date is the last day on which the link works, so it runs out when that day ends (UTC). */
function endOf(fields: Fields): number | null {
  const day = fields.time('expires');
  return day === undefined ? null : day + DAY_MS - 1000;
}

function share(call: Call, node: Node): unknown {
  const { core, fields, person } = call;
  const { policy } = core.people;
  if (person.can_share === 0 || policy.user_create_shares === false) throw errors.forbidden('Sharing is switched off.');
  const hash = randomBytes(12).toString('hex');
  const flag = (on: boolean) => (on ? 1 : 0);
  core.database
    .prepare<(string | number | null)[]>(
      `INSERT INTO share_links (hash, creator_id, root_id, file_id, folder_id, login_required, expires, subscribers, notify_subscribers, download_limit, download_notify)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      hash,
      person.id,
      node.root_id,
      node.kind === 'file' ? node.id : null,
      node.kind === 'folder' ? node.id : null,
      flag(fields.flag('login_required') || policy.secure_shares === true),
      endOf(fields),
      fields.text('subscribers') ?? '',
      flag(fields.flag('notify_subscribers')),
      fields.integer('download_limit') ?? null,
      flag(fields.flag('download_notify')),
    );
  core.activity.record('shared', {
    actorId: person.id,
    rootId: node.root_id,
    objectType: node.kind,
    objectId: node.id,
    path: core.tree.pathOf(node),
  });
  if (fields.flag('notify_subscribers')) tellSubscribers(core, byHash(core, hash), '');
  return shareObject(call, byHash(core, hash));
}

/** Those who were not among the subscribers `before` get a letter. */
function tellSubscribers(core: Core, row: ShareRow, before: string): void {
  const known = before.split(',');
  for (const to of row.subscribers.split(',').map((email) => email.trim()))
    if (to !== '' && !known.includes(to))
      core.mails.send({ to, about: 'shared', path: pathOrNull(core, row) ?? '', hash: row.hash });
}

function byHash(core: Core, hash: string): ShareRow {
  const row = core.database.prepare<[string], ShareRow>('SELECT * FROM share_links WHERE hash = ?').get(hash);
  if (row === undefined) throw errors.notFound();
  return row;
}

/** The caller's own link, or anybody's for an administrator. */
function ownShare(call: Call): ShareRow {
  const row = byId(call.core, call.id('share'));
  if (row.creator_id !== call.person.id && call.person.admin === 0) throw errors.forbidden();
  return row;
}

function change(call: Call): unknown {
  const row = ownShare(call);
  const { fields, core } = call;
  const flag = (name: string, old: number) => (fields.has(name) ? (fields.flag(name) ? 1 : 0) : old);
  core.database
    .prepare<(string | number | null)[]>(
      'UPDATE share_links SET login_required = ?, expires = ?, subscribers = ?, notify_subscribers = ?, download_limit = ?, download_notify = ? WHERE id = ?',
    )
    .run(
      core.people.policy.secure_shares === true ? 1 : flag('login_required', row.login_required),
      fields.has('expires') ? endOf(fields) : row.expires,
      fields.text('subscribers') ?? row.subscribers,
      flag('notify_subscribers', row.notify_subscribers),
      fields.integer('download_limit') ?? row.download_limit,
      flag('download_notify', row.download_notify),
      row.id,
    );
  const changed = byId(core, row.id);
  if (changed.notify_subscribers === 1) tellSubscribers(core, changed, row.subscribers);
  core.activity.record('share_changed', { actorId: call.person.id, rootId: row.root_id });
  return shareObject(call, changed);
}

function remove(call: Call): unknown {
  const row = ownShare(call);
  call.core.database.prepare<[number]>('UPDATE share_links SET removed = 1 WHERE id = ?').run(row.id);
  call.core.activity.record('share_removed', { actorId: call.person.id, rootId: row.root_id });
  return OK;
}

function ofPerson(call: Call): unknown {
  const personId = call.id('person');
  if (call.core.people.byId(personId) === undefined) throw errors.notFound();
  if (personId !== call.person.id && call.person.admin === 0) throw errors.forbidden();
  const rows = call.core.database
    .prepare<[number], ShareRow>('SELECT * FROM share_links WHERE creator_id = ? AND removed = 0 ORDER BY id')
    .all(personId);
  const page = pageOf(call, rows);
  return { ...page, results: page.results.map((row) => shareObject(call, row)) };
}

export const shareHandlers: Handlers<
  'shareFile' | 'shareFolder' | 'changeShareLink' | 'removeShareLink' | 'personShareLinks'
> = {
  shareFile: (call) => share(call, call.liveFile('read')),
  shareFolder: (call) => share(call, call.liveFolder('read')),
  changeShareLink: change,
  removeShareLink: remove,
  personShareLinks: ofPerson,
};

/**
 * Serves `/share/HASH` (a file's bytes, or the list of a folder) and `/share/HASH/PATH` (a file in a shared folder) to anybody; 401 where it asks for a
 * sign-in and there is none, 410 once it has expired, was removed, or its downloads are used up.
 */
export function followShareLink(
  services: Services,
  signedIn: boolean,
  request: FastifyRequest,
  reply: FastifyReply,
): unknown {
  const { core } = services;
  const { hash = '', '*': rest = '' } = request.params as Record<string, string | undefined>;
  const row = byHash(core, hash);
  const usedUp = row.download_limit !== null && row.download_count >= row.download_limit;
  if (row.removed === 1 || usedUp || (row.expires !== null && row.expires < core.clock.now())) throw errors.gone();
  if (row.login_required === 1 && !signedIn) throw errors.accessDenied();
  let node = nodeOf(core, row);
  if (core.tree.isDeleted(node)) throw errors.gone();
  for (const name of rest.split('/').filter((part) => part !== '')) {
    const next: Node | undefined = node.kind === 'folder' ? core.tree.named(row.root_id, node.id, name) : undefined;
    if (next === undefined) throw errors.notFound();
    node = next;
  }
  if (node.kind === 'folder') {
    const children = core.tree.children(row.root_id, node.id, 'live');
    return { name: node.name, children: children.map((child) => ({ type: child.kind, name: child.name })) };
  }
  const revision = core.tree.statements.revision.get(node.revision_id);
  if (revision === undefined) throw errors.notFound();
  core.database
    .prepare<[number]>('UPDATE share_links SET download_count = download_count + 1 WHERE id = ?')
    .run(row.id);
  const creator = core.people.byId(row.creator_id);
  if (row.download_notify === 1 && creator !== undefined)
    core.mails.send({ to: creator.email, about: 'downloaded', path: core.tree.pathOf(node), hash: row.hash });
  core.activity.record('share_downloaded', {
    actorId: null,
    rootId: row.root_id,
    objectType: 'file',
    objectId: node.id,
    path: core.tree.pathOf(node),
  });
  return sendBytes(core, request, reply, revision, node.name);
}
