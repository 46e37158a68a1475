/**
 * What lies in the cloud's trash. The API tells it only as a part of listings, so the root is looked through folder by
 * folder; a folder whose hash has not changed since answers 304 and costs next to nothing.
 */
import PQueue from 'p-queue';
import { SyncError } from '../errors.ts';
import { type CloudKey, cloudId, cloudKey } from '../plan/types.ts';
import type { Journal } from '../records.ts';
import type { CloudObject, CloudSide } from '../sides.ts';

export interface CloudTrashItem {
  readonly key: CloudKey;
  /** The live folder that held it. */
  readonly folder: CloudKey;
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly size: number;
}

interface Seen {
  readonly hash: string;
  readonly deleted: readonly CloudObject[];
}

const CONCURRENCY = 8;
/** Folders looked through for one answer; a larger root is asked about folder by folder. */
const MOST_FOLDERS = 5_000;

const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

export class CloudTrash {
  readonly #cloud: CloudSide;
  readonly #journal: Journal;
  readonly #seen = new Map<CloudKey, Seen>();

  constructor(cloud: CloudSide, journal: Journal) {
    this.#cloud = cloud;
    this.#journal = journal;
  }

  /** Deleted ones in the folder and the live folders below it, ordered by path. */
  async items(top: CloudKey): Promise<readonly CloudTrashItem[]> {
    const queue = new PQueue({ concurrency: CONCURRENCY });
    const found = await queue.addAll(this.#folders(top).map((folder) => () => this.#of(folder)));
    return found.flat().toSorted((one, other) => (one.path < other.path ? -1 : 1));
  }

  #folders(top: CloudKey): readonly CloudKey[] {
    const folders = [top];
    for (const folder of folders) {
      if (folders.length >= MOST_FOLDERS) break;
      for (const child of this.#journal.cloudChildren(folder)) if (child.kind === 'folder') folders.push(child.key);
    }
    return folders;
  }

  async #of(folder: CloudKey): Promise<CloudTrashItem[]> {
    const path = this.#journal.cloudPath(folder);
    return (await this.#deleted(folder)).map((object) => ({
      key: cloudKey(object.kind, object.id),
      folder,
      path: inFolder(path, object.name),
      kind: object.kind,
      size: object.kind === 'file' ? object.size : 0,
    }));
  }

  async #deleted(folder: CloudKey): Promise<readonly CloudObject[]> {
    const before = this.#seen.get(folder);
    try {
      const answer = await this.#cloud.list(cloudId(folder), {
        withDeleted: true,
        ...(before === undefined ? {} : { hash: before.hash }),
      });
      if (!answer.modified) return before?.deleted ?? [];
      const deleted = answer.children.filter((child) => child.deleted);
      if (answer.hash !== undefined) this.#seen.set(folder, { hash: answer.hash, deleted });
      return deleted;
    } catch (error) {
      // The folder went meanwhile; then it shows in the one above.
      if (error instanceof SyncError && (error.code === 'not-found' || error.code === 'gone')) return [];
      throw error;
    }
  }
}
