/** Finding files by their name, and how much lies in folders; by the journal alone. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { TreeEntry } from '../../../shared/contract/files.ts';
import { SyncError } from '../../errors.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { type Known, listsOf } from '../path-state.ts';
import { completed, entryIn } from '../tree-entries.ts';
import { rooted } from '../words.ts';

type Found = TreeEntry & { readonly rootId: number };

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function foundIn(link: Link, text: string, limit: number): Found[] {
  const { journal } = link;
  const known: Known[] = journal.localNamed(text, limit).map((local) => completed(link, { local, cloud: undefined }));
  const seen = new Set(known.map(({ cloud }) => cloud?.key));
  for (const cloud of journal.cloudNamed(text, limit)) {
    if (seen.has(cloud.key)) continue;
    const { synced } = completed(link, { local: undefined, cloud });
    known.push({ cloud, synced, local: synced?.local === undefined ? undefined : journal.local(synced.local) });
  }
  const lists = listsOf(link);
  return known.map((one) => {
    const path = one.local === undefined ? journal.cloudPath(one.cloud?.key ?? 0) : journal.localPath(one.local.id);
    return { ...entryIn(link, folderOf(path), one, lists), rootId: link.record.number };
  });
}

const order = new Intl.Collator(undefined, { numeric: true });

export function searchHandlers(engine: Engine) {
  return {
    search: async ({ rootId, text, limit }) => {
      const wanted = text.normalize('NFC').toLowerCase();
      const rank = ({ name }: Found): number => (name.normalize('NFC').toLowerCase().startsWith(wanted) ? 0 : 1);
      const all = engine
        .linksOf(rootId)
        .flatMap((link) => foundIn(link, text, limit + 1))
        .sort((one, other) => rank(one) - rank(other) || order.compare(one.path, other.path));
      return { entries: all.slice(0, limit), more: all.length > limit };
    },
    folderSizes: async ({ rootId, folder }) => {
      const [link] = engine.linksOf(rootId);
      const top = link?.journal.cloudAt(folder.replace(/^\/+|\/+$/gu, ''));
      if (link === undefined || top?.kind !== 'folder')
        throw new SyncError('wrong-usage', { path: folder, detail: 'no-such-path' });
      return link.journal.folderSums(top.key).map(({ key, files, bytes }) => ({
        name: link.journal.cloud(key)?.name ?? '',
        path: rooted(link.journal.cloudPath(key)),
        files,
        bytes,
      }));
    },
    leftOut: async ({ rootId }) =>
      engine.linksOf(rootId).flatMap(({ journal, record }) =>
        journal.excluded().flatMap((key) => {
          if (journal.cloud(key) === undefined) return [];
          const isKnown = journal.cloudChildren(key).length > 0;
          const { files, bytes } = isKnown ? journal.folderSum(key) : { files: null, bytes: null };
          return [{ rootId: record.number, path: rooted(journal.cloudPath(key)), files, bytes }];
        }),
      ),
  } satisfies SomeHandlers;
}
