/** Uploads: policies, quota and name first, then the bytes, then one transaction that makes them visible. */

import { endpoints } from '../../shared/api/endpoints.ts';
import { parseExtensions } from '../../shared/api/people.ts';
import type { Call, Handlers } from './call.ts';
import { errors } from './errors.ts';
import { checkFields } from './fields.ts';
import { readUpload } from './multipart.ts';
import { extensionOf, isLegalName } from './names.ts';
import { nodeObject } from './objects.ts';

const MB = 1024 * 1024;

function refuseName(call: Call, name: string): void {
  if (!isLegalName(name)) throw errors.invalidName();
  if (parseExtensions(call.core.people.policy.excluded_extensions).includes(extensionOf(name)))
    throw errors.excludedExtension();
}

/** Own roots count against the person's quota, team shares against the organization's. */
export function refuseOverQuota(call: Call, rootId: number, growth: number): void {
  const { tree, people } = call.core;
  const root = tree.root(rootId);
  const owner = root.owner_id === null ? undefined : people.byId(root.owner_id);
  const quota = owner?.quota ?? people.organization(root.organization_id).quota;
  if (growth > 0 && root.tree_size + growth > quota) throw errors.quotaExceeded();
}

async function upload(call: Call, parentOf: () => number): Promise<unknown> {
  const { core, person } = call;
  const where = (): { rootId: number; parent: number } => ({ rootId: call.root('write'), parent: parentOf() });
  const check = (name: string): void => {
    const { rootId, parent } = where();
    refuseName(call, name);
    core.changes.refuseLockedParent(person.id, rootId, parent);
  };
  const limit = (core.people.policy.max_file_size ?? Number.MAX_SAFE_INTEGER / MB) * MB;
  const body = await readUpload(call.request.raw, core.contents, limit, check);
  const fields = checkFields(endpoints[call.key].fields, body.fields);
  // Things may have changed while the body came in.
  const { rootId, parent } = where();
  if (body.file === undefined) throw errors.missingParameter('file');
  const { name, stored } = body.file;
  if (stored === undefined) throw errors.fileTooLarge();
  try {
    const old = core.tree.named(rootId, parent, name);
    refuseOverQuota(call, rootId, stored.size - (old?.kind === 'file' ? old.size : 0));
    const times = { modified: fields.time('modified'), created: fields.time('created') };
    return nodeObject(core, core.changes.putFile(person.id, rootId, parent, name, stored, times, { node: old }));
  } catch (error) {
    core.contents.forget(stored.blob);
    throw error;
  }
}

export const uploadHandlers: Handlers<'uploadToRoot' | 'uploadToFolder'> = {
  uploadToRoot: (call) => upload(call, () => 0),
  uploadToFolder: (call) => upload(call, () => call.liveFolder('write').id),
};
