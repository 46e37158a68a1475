/** Share links: made for a place, listed for the person, changed and removed by their number. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { Share } from '../../../shared/contract/shares.ts';
import { SyncError } from '../../errors.ts';
import type { AccountRecord } from '../../home-state.ts';
import { cloudId, cloudKey } from '../../plan/types.ts';
import type { CloudShare, ShareOptions } from '../../sides.ts';
import type { Engine } from '../engine.ts';
import { findPlace } from '../place.ts';
import { rooted } from '../words.ts';

/** Ids hold while things are renamed and moved, so the path is looked up here first, where the link's root is known. */
function pathOf(engine: Engine, account: AccountRecord, share: CloudShare): string {
  const link = engine.linksOfAccount(account).find(({ record }) => record.rootId === share.rootId);
  const key = cloudKey(share.kind, share.objectId);
  if (link?.journal.cloud(key) !== undefined) return rooted(link.journal.cloudPath(key));
  return share.path ?? `${share.kind} ${share.objectId}`;
}

/** Shares of several clouds may bear one number; a number of ours tells whose it is where that is not the only account. */
function idOf(engine: Engine, account: AccountRecord, share: CloudShare): string {
  const { server, user } = account;
  if (engine.accounts.all().length === 1) return String(share.id);
  return `${share.id}@${engine.parts.state.numberOf({ server, user, rootId: share.rootId })}`;
}

function describe(
  engine: Engine,
  account: AccountRecord,
  share: CloudShare,
  subscribers: readonly string[] = [],
): Share {
  const { server, user } = account;
  return {
    id: idOf(engine, account, share),
    rootId: engine.parts.state.numberOf({ server, user, rootId: share.rootId }),
    path: pathOf(engine, account, share),
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

const ID = /^(?<id>\d{1,15})(?:@(?<number>\d{1,16}))?$/u;

/** The share's number in the cloud, and whose it is: what the id says, or the only account that is signed in. */
function find(engine: Engine, id: string): { readonly account: AccountRecord; readonly share: number } {
  const groups = ID.exec(id)?.groups;
  if (groups?.['id'] === undefined) throw new SyncError('wrong-usage', { path: id, detail: 'no-such-share' });
  const share = Number(groups['id']);
  const number = groups['number'];
  if (number === undefined) return { account: engine.accounts.one(undefined), share };
  const root = engine.parts.state.rootOfNumber(Number(number));
  if (root === undefined) throw new SyncError('wrong-usage', { path: id, detail: 'no-such-share' });
  return { account: engine.account(root).record, share };
}

/** Without the fields that were not given. */
function optionsOf(input: { readonly [Key in keyof ShareOptions]: ShareOptions[Key] | undefined }): ShareOptions {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

async function sharesOf(engine: Engine, account: AccountRecord): Promise<Share[]> {
  const shares = await engine.account(account).cloud.shares();
  return shares.map((share) => describe(engine, account, share));
}

export function shareHandlers(engine: Engine) {
  return {
    share: async ({ path, ...wanted }) => {
      const { link, cloud: node, path: inRoot } = await findPlace(engine, path);
      if (node === undefined || inRoot === '')
        throw new SyncError('wrong-usage', {
          path,
          detail: 'only a file or folder that is in the cloud can be shared',
        });
      const { cloud, record } = engine.account(link.record);
      const options = optionsOf({
        ...wanted,
        subscribers: wanted.subscribers.length > 0 ? wanted.subscribers : undefined,
      });
      const made = await cloud.share(link.record.rootId, node.kind, cloudId(node.key), options);
      return describe(engine, record, made, wanted.subscribers);
    },
    shares: async () => {
      const all = await Promise.allSettled(engine.accounts.some(undefined).map((one) => sharesOf(engine, one)));
      const [first] = all;
      if (first?.status === 'rejected' && all.every(({ status }) => status === 'rejected')) throw first.reason;
      return all.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    },
    changeShare: async ({ id, ...wanted }) => {
      const { account, share } = find(engine, id);
      const changed = await engine.account(account).cloud.changeShare(share, optionsOf(wanted));
      return describe(engine, account, changed, wanted.subscribers);
    },
    unshare: async ({ id }) => {
      const { account, share } = find(engine, id);
      const { cloud } = engine.account(account);
      const known = (await cloud.shares()).find((one) => one.id === share);
      await cloud.removeShare(share);
      return { id, path: known === undefined ? null : pathOf(engine, account, known) };
    },
  } satisfies SomeHandlers;
}
