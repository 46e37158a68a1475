/** Share links of one person: made, listed, changed and removed. */

import type { FieldValue } from '../../shared/api/endpoint.ts';
import type { CloudFileShare } from '../../shared/api/file-system.ts';
import { readDateTime } from '../../shared/api/times.ts';
import type { CloudShare, ShareOptions } from '../sides.ts';
import type { Caller } from './caller.ts';
import type { Features } from './features.ts';
import { readShape } from './wire.ts';

function shareFrom(share: CloudFileShare): CloudShare {
  const folder = share.folder_id ?? undefined;
  const day = share.expires === null || share.expires === undefined ? undefined : readDateTime(share.expires);
  return {
    id: share.id,
    rootId: share.root_id,
    kind: folder === undefined ? 'file' : 'folder',
    objectId: folder ?? share.file_id ?? 0,
    url: share.url ?? undefined,
    expires: day === undefined ? undefined : new Date(day).toISOString().slice(0, 10),
    loginRequired: share.login_required ?? false,
    downloadLimit: share.download_limit ?? undefined,
    downloads: share.download_count ?? undefined,
    path: share.path ?? undefined,
  };
}

/** Only what was given is sent: a change leaves the rest as it is. */
function fieldsOf(options: ShareOptions): Readonly<Record<string, FieldValue>> {
  return {
    login_required: options.loginRequired,
    expires: options.expires,
    subscribers: options.subscribers?.join(','),
    notify_subscribers: options.notifySubscribers,
    download_limit: options.downloadLimit,
    download_notify: options.notifyDownloads,
  };
}

/** Nothing tells whether the method is missing or the share is gone, so a 404 is taken for what it says. */
const unknown = (): Promise<boolean> => Promise.resolve(false);

/** @param personId whose links are listed */
export function createShares(world: {
  readonly caller: Caller;
  readonly features: Features;
  readonly personId: () => Promise<number>;
}) {
  const { caller, features, personId } = world;
  return {
    async list(): Promise<readonly CloudShare[]> {
      const call = { params: { person: await personId() } };
      const read = () => caller.pages('personShareLinks', call, (page) => readShape('personShareLinks', page));
      // The person is there, as we are the one.
      return (await features.use('personShareLinks', read, () => Promise.resolve(true))).map(shareFrom);
    },
    async create(rootId: number, kind: 'file' | 'folder', id: number, options: ShareOptions): Promise<CloudShare> {
      const key = kind === 'file' ? 'shareFile' : 'shareFolder';
      return shareFrom(await caller.json(key, { params: { root: rootId, [kind]: id }, values: fieldsOf(options) }));
    },
    async change(id: number, options: ShareOptions): Promise<CloudShare> {
      const call = { params: { share: id }, values: fieldsOf(options) };
      return shareFrom(await features.use('changeShareLink', () => caller.json('changeShareLink', call), unknown));
    },
    async remove(id: number): Promise<void> {
      const call = { params: { share: id } };
      await features.use('removeShareLink', () => caller.json('removeShareLink', call), unknown);
    },
  };
}
