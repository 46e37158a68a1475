/** Methods that change files and folders, and a file's revisions. */
import { formatDateTime } from '../../shared/api/times.ts';
import { type Call, type Handler, type Handlers, OK } from './call.ts';
import { errors } from './errors.ts';
import { pageOf } from './listing.ts';
import { nodeObject } from './objects.ts';
import type { Right } from './people.ts';
import type { Node } from './tree.ts';
import { refuseOverQuota } from './upload.ts';

type Pick = (call: Call, right: Right) => Node;

const aFile: Pick = (call, right) => call.liveFile(right);
const aFolder: Pick = (call, right) => call.liveFolder(right);
const anyFile: Pick = (call, right) => call.file(right);
const anyFolder: Pick = (call, right) => call.folder(right);

function create(parentOf: (call: Call) => number): Handler {
  return (call) => {
    const rootId = call.root('write');
    const row = call.core.changes.createFolder(call.person.id, rootId, parentOf(call), call.fields.need('name'));
    return nodeObject(call.core, row);
  };
}

function rename(pick: Pick): Handler {
  return (call) =>
    nodeObject(call.core, call.core.changes.rename(call.person.id, pick(call, 'write'), call.fields.need('name')));
}

function move(pick: Pick): Handler {
  return (call) => {
    const node = pick(call, 'write');
    const parent = call.core.tree.liveParent(node.root_id, call.fields.integer('to_folder_id') ?? 0);
    return nodeObject(call.core, call.core.changes.move(call.person.id, node, parent));
  };
}

function lock(pick: Pick): Handler {
  return (call) => {
    if (call.core.people.policy.user_lock_files === false) throw errors.forbidden('Locking is switched off.');
    const node = pick(call, 'write');
    const minutes = call.fields.integer('duration');
    if (minutes === 0) throw errors.invalidValue('duration');
    const until = minutes === undefined ? null : call.core.clock.now() + minutes * 60_000;
    return nodeObject(call.core, call.core.changes.lock(call.person.id, node, until), { locks: true });
  };
}

function unlock(pick: Pick): Handler {
  return (call) =>
    nodeObject(call.core, call.core.changes.unlock(call.person.id, pick(call, 'write')), { locks: true });
}

function remove(pick: Pick): Handler {
  return (call) => {
    call.core.changes.remove(call.person.id, pick(call, 'delete'));
    return OK;
  };
}

function restore(pick: Pick): Handler {
  return (call) => {
    const node = pick(call, 'write');
    refuseOverQuota(
      call,
      node.root_id,
      node.deleted_at === null ? 0 : node.kind === 'file' ? node.size : node.tree_size,
    );
    return nodeObject(call.core, call.core.changes.restore(call.person.id, node));
  };
}

function purge(pick: Pick): Handler {
  return (call) => {
    call.core.changes.purge(call.person.id, pick(call, 'delete'));
    return OK;
  };
}

function revisions(call: Call): unknown {
  const file = call.file('read');
  const page = pageOf(call, call.core.tree.statements.revisions.all(file.id));
  return {
    ...page,
    results: page.results.map((revision) => ({
      revision_id: revision.id,
      size: revision.size,
      modified: formatDateTime(revision.modified),
      person_id: revision.person_id,
    })),
  };
}

function rollBack(call: Call): unknown {
  if (call.core.people.policy.user_rollback === false)
    throw errors.forbidden('Going back to old revisions is switched off.');
  const file = call.liveFile('write');
  const row = call.core.changes.rollBack(call.person.id, file, call.fields.integer('revision_id') ?? 0);
  return nodeObject(call.core, row);
}

export const changeHandlers = {
  createInRoot: create(() => 0),
  createInFolder: create((call) => call.liveFolder('write').id),
  renameFile: rename(aFile),
  renameFolder: rename(aFolder),
  moveFile: move(aFile),
  moveFolder: move(aFolder),
  lockFile: lock(aFile),
  lockFolder: lock(aFolder),
  unlockFile: unlock(aFile),
  unlockFolder: unlock(aFolder),
  deleteFile: remove(aFile),
  deleteFolder: remove(aFolder),
  restoreFile: restore(anyFile),
  restoreFolder: restore(anyFolder),
  purgeFile: purge(anyFile),
  purgeFolder: purge(anyFolder),
  revisions,
  rollbackFile: rollBack,
} satisfies Partial<Handlers<keyof typeof import('../../shared/api/endpoints.ts').endpoints>>;
