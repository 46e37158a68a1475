/** Roots of the cloud and the folders they are bound to. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { LinkInfo, RootInfo } from '../../../shared/contract/links.ts';
import { SyncError } from '../../errors.ts';
import type { AccountRecord, LinkRecord } from '../../home-state.ts';
import type { CloudAccount, CloudRoot } from '../../sides.ts';
import { idOfAccount, sameAccount } from '../accounts.ts';
import { aliasesOn } from '../aliases.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { moveLink } from '../move-link.ts';
import { observeOneFolder } from '../observe-cloud.ts';
import { unlink } from '../unlink.ts';
import { rooted } from '../words.ts';

/** The roots of one account, each with its number in this installation. */
async function rootsOf(engine: Engine, record: AccountRecord): Promise<RootInfo[]> {
  const { state } = engine.parts;
  const { server, user } = record;
  const links = state.links().filter((link) => sameAccount(link, record));
  const roots = await engine.account(record).cloud.roots();
  return roots.map(({ id, name, type, spaceUsed, canWrite }) => ({
    id: state.numberOf({ server, user, rootId: id }),
    name,
    type,
    spaceUsed,
    ...(canWrite === undefined ? {} : { readOnly: !canWrite }),
    linkedTo: links.find((link) => link.rootId === id)?.folder ?? null,
    account: idOfAccount(record),
    cloudRootId: id,
  }));
}

/** Of all accounts that were asked for and answer; throws what the first one said where none does. */
async function allRoots(engine: Engine, which: string | undefined): Promise<RootInfo[]> {
  const answers = await Promise.allSettled(engine.accounts.some(which).map((record) => rootsOf(engine, record)));
  const [first] = answers;
  if (first?.status === 'rejected' && answers.every(({ status }) => status === 'rejected')) throw first.reason;
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

/** Which root of which account a number means: one that was listed before, or the cloud's own of the account that is meant. */
async function rootMeant(
  engine: Engine,
  number: number,
  which: string | undefined,
): Promise<{ readonly account: AccountRecord; readonly rootId: number }> {
  const { state } = engine.parts;
  const accounts = engine.accounts.some(which);
  const listed = (): { readonly account: AccountRecord; readonly rootId: number } | undefined => {
    const root = state.rootOfNumber(number);
    const account = root && accounts.find((one) => sameAccount(one, root));
    return root && account && { account, rootId: root.rootId };
  };
  const [only] = accounts;
  const known = listed();
  if (known !== undefined) return known;
  if (only !== undefined && accounts.length === 1) return { account: only, rootId: number };
  await allRoots(engine, which);
  const found = listed();
  if (found === undefined) throw new SyncError('wrong-usage', { path: String(number), detail: 'link-root-unknown' });
  return found;
}

function linkRecord(engine: Engine, number: number): LinkRecord {
  const record = engine.parts.state.links().find((link) => link.number === number);
  if (record === undefined) throw new SyncError('wrong-usage', { path: String(number), detail: 'not-linked' });
  return record;
}

export function infoOf(engine: Engine, link: Link): LinkInfo {
  const { number, rootName, folder } = link.record;
  return {
    rootId: number,
    rootName,
    folder,
    excluded: link.journal.excluded().map((key) => rooted(link.journal.cloudPath(key))),
    account: idOfAccount(link.record),
    aliases: aliasesOn(engine.parts.state, link.record),
  };
}

export function linkHandlers(engine: Engine) {
  const { state } = engine.parts;
  return {
    roots: async ({ account }) => allRoots(engine, account),
    link: async ({ rootId: asked, folder, exclude, account: which }) => {
      const { account, rootId } = await rootMeant(engine, asked, which);
      const { server, user } = account;
      if (state.links().some((link) => link.rootId === rootId && sameAccount(link, account)))
        throw new SyncError('wrong-usage', { path: String(asked), detail: 'link-root-linked' });
      const real = await engine.parts.realFolder(folder);
      await engine.parts.requireLinkable(
        real,
        state.links().map((link) => link.folder),
      );
      const root = await requireRoot(engine.account(account).cloud, rootId);
      const record = {
        id: engine.parts.world.random.token(16),
        server,
        user,
        rootId,
        number: state.numberOf({ server, user, rootId }),
        rootName: root.name,
        folder: real,
        createdMs: engine.parts.world.clock.now(),
      };
      await engine.parts.mark(record);
      state.addLink(record);
      await engine.refreshAccount(account);
      const link = await engine.openLink(record);
      noteRights(link, root);
      for (const path of exclude) await excludeBeforeFirstSync(link, path);
      return infoOf(engine, link);
    },
    moveLink: async ({ rootId, folder }) => {
      const record = linkRecord(engine, rootId);
      const moved = await moveLink(engine, record, folder);
      return { rootId, from: record.folder, folder: moved.record.folder, how: moved.how };
    },
    unlink: async ({ rootId }) => {
      const record = linkRecord(engine, rootId);
      await unlink(engine, record);
      return { rootId, folder: record.folder };
    },
  } satisfies SomeHandlers;
}

/** Kept in the journal, so that what cannot go up is explained without asking. */
export function noteRights(link: Link, root: CloudRoot): void {
  link.journal.setFact('read-only', root.canWrite === false ? 'yes' : undefined);
}

async function requireRoot(cloud: CloudAccount, rootId: number) {
  const root = await cloud.root(rootId);
  if (root.type === 'backup') throw new SyncError('wrong-usage', { path: root.name, detail: 'link-root-backup' });
  return root;
}

/** Leaves a folder out before anything was fetched: the folders on the way are listed, nothing below it is. */
async function excludeBeforeFirstSync(link: Link, path: string): Promise<void> {
  const names = path.split('/').filter((name) => name !== '');
  let folder = 1;
  for (const [index, name] of names.entries()) {
    await observeOneFolder(link.cloud, link.journal, folder);
    const node = link.journal.cloudAt(names.slice(0, index + 1).join('/'));
    if (node === undefined || node.kind !== 'folder')
      throw new SyncError('wrong-usage', { path, detail: `there is no folder "${name}" in the cloud to leave out` });
    folder = node.key;
  }
  link.journal.exclude(folder);
}
