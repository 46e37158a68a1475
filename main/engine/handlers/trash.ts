/** The local trash and the cloud's in one list, and bringing things back from either. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { TrashItem } from '../../../shared/contract/history.ts';
import { SyncError } from '../../errors.ts';
import { type CloudKey, cloudId } from '../../plan/types.ts';
import type { TrashRecord } from '../../records.ts';
import { CloudTrash } from '../cloud-trash.ts';
import type { Engine } from '../engine.ts';
import { takeFromTrash } from '../free-path.ts';
import type { Link } from '../link.ts';
import { isoTime, rooted } from '../words.ts';

const CLOUD_ID = /^(\d+)-cloud-(\d+)$/u;

async function localItems(link: Link): Promise<TrashItem[]> {
  const sizes = new Map((await link.local.trashItems()).map(({ name, size }) => [name, size]));
  return link.journal.trash().flatMap(({ name, path, kind, atMs, why }) => {
    const size = sizes.get(name);
    // The index is written before the item is moved, so it may tell of one that never came.
    if (size === undefined) return [];
    return [
      {
        id: `${link.record.number}-${name}`,
        rootId: link.record.number,
        path: rooted(path),
        kind,
        size,
        at: isoTime(atMs),
        side: 'local' as const,
        why,
      },
    ];
  });
}

async function cloudItems(link: Link, trash: CloudTrash, folder: string): Promise<TrashItem[]> {
  const top = link.journal.cloudAt(folder.replace(/^\/+|\/+$/gu, ''));
  if (top?.kind !== 'folder')
    throw new SyncError('wrong-usage', { path: folder, detail: 'the cloud has no such folder' });
  return (await trash.items(top.key)).map(({ key, path, kind, size }) => ({
    id: `${link.record.number}-cloud-${key}`,
    rootId: link.record.number,
    path: rooted(path),
    kind,
    size,
    at: null,
    side: 'cloud' as const,
  }));
}

async function untrashLocal(link: Link, item: TrashRecord): Promise<string> {
  const { journal } = link;
  const folder = item.path.split('/').slice(0, -1).join('/');
  for (let node = journal.cloudAt(folder); node !== undefined; node = journal.cloud(node.parent))
    if (journal.excluded().includes(node.key))
      throw new SyncError('wrong-usage', {
        path: rooted(item.path),
        detail: `${rooted(journal.cloudPath(node.key))} is left out on this computer; "include" takes it back`,
      });
  const path = await takeFromTrash(link.local, item.name, item.path);
  journal.tx(() => journal.dropTrash(item.name));
  link.hints.add(folder);
  return path;
}

/** Brings a node back from the cloud's trash; gives its path there. */
export async function untrashCloud(link: Link, key: CloudKey): Promise<string> {
  const [kind, id] = [key % 2 === 1 ? 'folder' : 'file', cloudId(key)] as const;
  await link.cloud.restore(kind, id);
  const back = kind === 'file' ? await link.cloud.file(id) : await link.cloud.folder(id);
  return back?.name ?? '';
}

export function trashHandlers(engine: Engine) {
  const trashes = new Map<Link, CloudTrash>();
  const trashOf = (link: Link): CloudTrash => {
    const known = trashes.get(link) ?? new CloudTrash(link.cloud, link.journal);
    trashes.set(link, known);
    return known;
  };
  return {
    trash: async ({ rootId, side, folder }) => {
      const items: TrashItem[] = [];
      for (const link of engine.linksOf(rootId)) {
        if (side !== 'cloud') items.push(...(await localItems(link)));
        if (side !== 'local') items.push(...(await cloudItems(link, trashOf(link), folder)));
      }
      return items;
    },
    untrash: async ({ id }) => {
      for (const link of engine.links()) {
        const item = link.journal.trash().find(({ name }) => `${link.record.number}-${name}` === id);
        const [, root, key] = CLOUD_ID.exec(id) ?? [];
        let path: string | undefined;
        if (item !== undefined) path = await untrashLocal(link, item);
        else if (key !== undefined && Number(root) === link.record.number) {
          const known = (await trashOf(link).items(1)).find((one) => one.key === Number(key));
          path = known?.path ?? (await untrashCloud(link, Number(key)));
          if (known !== undefined) {
            await untrashCloud(link, known.key);
            link.journal.setFolderHash(known.folder, { listed: undefined });
          }
        }
        if (path === undefined) continue;
        link.schedule.lookNow();
        return { id, path: rooted(path) };
      }
      throw new SyncError('wrong-usage', { path: id, detail: 'no-such-trash' });
    },
  } satisfies SomeHandlers;
}
