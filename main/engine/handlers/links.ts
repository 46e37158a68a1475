/** Roots of the cloud and the folders they are bound to. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import { SyncError } from '../../errors.ts';
import type { CloudAccount, CloudRoot } from '../../sides.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { observeOneFolder } from '../observe-cloud.ts';
import { rooted } from '../words.ts';

export function linkHandlers(engine: Engine) {
  const { state } = engine.parts;
  return {
    roots: async () => {
      const { cloud } = engine.account(engine.current());
      const roots = await cloud.roots();
      return roots.map(({ id, name, type, spaceUsed, canWrite }) => ({
        id,
        name,
        type,
        spaceUsed,
        ...(canWrite === undefined ? {} : { readOnly: !canWrite }),
        linkedTo: state.links().find((link) => link.rootId === id)?.folder ?? null,
      }));
    },
    link: async ({ rootId, folder, exclude }) => {
      const account = engine.current();
      if (
        state
          .links()
          .some((link) => link.rootId === rootId && link.server === account.server && link.user === account.user)
      )
        throw new SyncError('wrong-usage', { path: String(rootId), detail: 'link-root-linked' });
      const real = await engine.parts.realFolder(folder);
      await engine.parts.requireLinkable(
        real,
        state.links().map((link) => link.folder),
      );
      const root = await requireRoot(engine.account(account).cloud, rootId);
      const record = {
        id: engine.parts.world.random.token(16),
        server: account.server,
        user: account.user,
        rootId,
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
      return {
        rootId,
        rootName: root.name,
        folder: real,
        excluded: link.journal.excluded().map((key) => rooted(link.journal.cloudPath(key))),
      };
    },
    unlink: async ({ rootId }) => {
      const record = state.links().find((link) => link.rootId === rootId);
      if (record === undefined) throw new SyncError('wrong-usage', { path: String(rootId), detail: 'not-linked' });
      await engine.closeLink(record.id);
      state.removeLink(record.id);
      engine.parts.deleteJournal(record);
      await engine.parts.unmark(record).catch(() => undefined);
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
