/** Share links: made for a place, listed for the person, changed and removed by their number. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { Share } from '../../../shared/contract/shares.ts';
import { SyncError } from '../../errors.ts';
import { cloudId, cloudKey } from '../../plan/types.ts';
import type { CloudShare, ShareOptions } from '../../sides.ts';
import type { Engine } from '../engine.ts';
import { findPlace } from '../place.ts';
import { rooted } from '../words.ts';

/** Ids hold while things are renamed and moved, so the path is looked up here first, where the link's root is known. */
function pathOf(engine: Engine, share: CloudShare): string {
  const link = engine.links().find(({ record }) => record.rootId === share.rootId);
  const key = cloudKey(share.kind, share.objectId);
  if (link?.journal.cloud(key) !== undefined) return rooted(link.journal.cloudPath(key));
  return share.path ?? `${share.kind} ${share.objectId}`;
}

function describe(engine: Engine, share: CloudShare, subscribers: readonly string[] = []): Share {
  return {
    id: String(share.id),
    rootId: share.rootId,
    path: pathOf(engine, share),
    kind: share.kind,
    url: share.url ?? null,
    expires: share.expires ?? null,
    loginRequired: share.loginRequired,
    downloadLimit: share.downloadLimit ?? null,
    downloads: share.downloads ?? null,
    // The cloud does not tell them; they are known to whoever has just named them.
    subscribers: [...subscribers],
  };
}

function requireNumber(id: string): number {
  if (/^\d{1,15}$/u.test(id)) return Number(id);
  throw new SyncError('wrong-usage', { path: id, detail: 'this is no share; "shares" lists them' });
}

/** Without the fields that were not given. */
function optionsOf(input: { readonly [Key in keyof ShareOptions]: ShareOptions[Key] | undefined }): ShareOptions {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

export function shareHandlers(engine: Engine) {
  const cloud = () => engine.account(engine.current()).cloud;
  return {
    share: async ({ path, ...wanted }) => {
      const { link, cloud: node, path: inRoot } = await findPlace(engine, path);
      if (node === undefined || inRoot === '')
        throw new SyncError('wrong-usage', {
          path,
          detail: 'only a file or folder that is in the cloud can be shared',
        });
      const { cloud: account } = engine.account(link.record);
      const options = optionsOf({
        ...wanted,
        subscribers: wanted.subscribers.length > 0 ? wanted.subscribers : undefined,
      });
      const made = await account.share(link.record.rootId, node.kind, cloudId(node.key), options);
      return describe(engine, made, wanted.subscribers);
    },
    shares: async () => (await cloud().shares()).map((share) => describe(engine, share)),
    changeShare: async ({ id, ...wanted }) =>
      describe(engine, await cloud().changeShare(requireNumber(id), optionsOf(wanted)), wanted.subscribers),
    unshare: async ({ id }) => {
      const number = requireNumber(id);
      const known = (await cloud().shares()).find((share) => share.id === number);
      await cloud().removeShare(number);
      return { id, path: known === undefined ? null : pathOf(engine, known) };
    },
  } satisfies SomeHandlers;
}
