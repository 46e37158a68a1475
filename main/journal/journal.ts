/** The journal of one link: joins the trees, the list of differing nodes and the records into one `Journal`. */
import { CLOUD_TOP, type EntityRef, LOCAL_TOP, SYNCED_TOP } from '../plan/types.ts';
import type { Journal } from '../records.ts';
import { aliasStore } from './alias-store.ts';
import { CloudTree } from './cloud-tree.ts';
import { type Connect, type Db, openDatabase } from './database.ts';
import { Differing } from './differing.ts';
import { baseStore, lockStore, undoStore } from './going-back-store.ts';
import { LocalTree } from './local-tree.ts';
import { threeTrees } from './migrations/0010-three-trees.ts';
import { goingBack } from './migrations/0020-going-back.ts';
import { aliases } from './migrations/0040-aliases.ts';
import { activityOperation } from './migrations/0050-activity-operation.ts';
import { Records } from './records-store.ts';
import { searchStore } from './search-store.ts';
import { SyncedTree } from './synced-tree.ts';

export const LINK_MIGRATIONS = [
  { version: 10, sql: threeTrees },
  { version: 20, sql: goingBack },
  { version: 40, sql: aliases },
  { version: 50, sql: activityOperation },
];

export interface JournalOptions {
  readonly file: string;
  /** What this volume, and what the cloud, takes for one name. */
  readonly foldLocal: (name: string) => string;
  readonly foldCloud: (name: string) => string;
  /** Milliseconds since 1970, for the time a hold began. */
  readonly now: () => number;
  /** Where databases are kept; real files if left out. */
  readonly connect?: Connect | undefined;
}

/** Opens the link's journal; says where a damaged one was put, in which case both sides are compared from nothing. */
export function openJournal(options: JournalOptions): {
  readonly journal: Journal;
  readonly setAside: string | undefined;
} {
  const stamp = String(Math.round(options.now()));
  const { db, setAside } = openDatabase(options.file, LINK_MIGRATIONS, stamp, options.connect);
  return { journal: joinJournal(db, options), setAside };
}

/** The tops of the three trees are there from the start, and agreed on. */
function plantTops(db: Db): void {
  db.prepare(
    `INSERT OR IGNORE INTO local_node (id, parent, name, kind, dev, ino, birth, size, mtime, ctime)
     VALUES (${LOCAL_TOP}, 0, '', 1, 0, 0, 0, 0, 0, 0)`,
  ).run();
  db.prepare(
    `INSERT OR IGNORE INTO cloud_node (key, parent, name, folded, kind, revision, size, modified)
     VALUES (${CLOUD_TOP}, 0, '', '', 1, 0, 0, 0)`,
  ).run();
  db.prepare(
    `INSERT OR IGNORE INTO synced_node (id, parent, kind, name, local_name, local, cloud, revision, size, proof)
     VALUES (${SYNCED_TOP}, 0, 1, '', '', ${LOCAL_TOP}, ${CLOUD_TOP}, 0, 0, 1)`,
  ).run();
}

function joinJournal(db: Db, options: JournalOptions): Journal {
  plantTops(db);
  const differing = new Differing(db);
  const local = new LocalTree(db, differing, options.foldLocal);
  const cloud = new CloudTree(db, differing, options.foldCloud);
  const synced = new SyncedTree(db, differing);
  const records = new Records(db);
  const skippedCount = db.prepare<[], number>('SELECT count(*) FROM local_node WHERE skip IS NOT NULL').pluck();
  const transaction = db.transaction((work: () => unknown) => work());
  // better-sqlite3 types the wrapper by its argument's result; nested calls become savepoints.
  const transact = <T>(work: () => T): T => {
    try {
      return transaction(work) as T;
    } catch (thrown) {
      synced.recount();
      throw thrown;
    }
  };

  return {
    tx: transact,
    durably: <T>(work: () => T): T => {
      db.pragma('synchronous = FULL');
      try {
        return transact(work);
      } finally {
        db.pragma('synchronous = NORMAL');
      }
    },

    synced: (id) => synced.get(id),
    local: (id) => local.get(id),
    cloud: (key) => cloud.get(key),
    syncedOfLocal: (id) => synced.ofLocal(id),
    syncedOfCloud: (key) => synced.ofCloud(key),
    localChild: (parent, name) => local.child(parent, name),
    localChildrenFolded: (parent, folded) => local.childrenFolded(parent, folded),
    cloudChildrenFolded: (parent, folded) => cloud.childrenFolded(parent, folded),

    localChildren: (parent) => local.children(parent),
    localByInode: (dev, ino) => local.byInode(dev, ino),
    addLocal: (node) => local.add(node),
    changeLocal: (id, patch) => local.change(id, patch),
    removeLocal: (id) => local.remove(id),
    localPath: (id) => local.path(id),
    localAt: (path) =>
      walk(
        path,
        LOCAL_TOP,
        (parent, name) => local.child(parent, name)?.id,
        (id) => local.get(id),
      ),

    cloudChildren: (parent) => cloud.children(parent),
    putCloud: (node) => cloud.put(node),
    removeCloud: (key) => cloud.remove(key),
    cloudPath: (key) => cloud.path(key),
    cloudAt: (path) =>
      walk(
        path,
        CLOUD_TOP,
        (parent, name) => {
          const found = cloud.childrenFolded(parent, options.foldCloud(name));
          return (found.find((node) => node.name === name) ?? found[0])?.key;
        },
        (key) => cloud.get(key),
      ),
    folderHash: (key) => cloud.hash(key),
    setFolderHash: (key, hash) => cloud.setHash(key, hash),
    unlistedFolders: (limit) => cloud.unlisted(limit),
    cloudFolders: (after, limit) => cloud.folders(after, limit),

    bind: (node, bound) => synced.bind(node, bound?.differs ?? false),
    changeSynced: (id, patch) => synced.change(id, patch),
    unbind: (id, below) => synced.unbind(id, below),
    dropHalfAgreed: (id) => synced.dropHalfAgreed(id),
    syncedChildren: (parent) => synced.children(parent),
    countAgreedFiles: (id) => synced.countFiles(id),
    hasSurvivors: (side, id) => synced.hasSurvivors(side, id),

    mark: (ref) => differing.mark(ref),
    settle: (ref) => differing.settle(ref),
    hold: (ref, reason, detail, retryAtMs) => differing.hold(ref, reason, detail, retryAtMs, options.now()),
    differing: (after: EntityRef | undefined, limit, nowMs) => differing.next(after, limit, nowMs),
    held: (limit) => differing.held(limit),
    differingOf: (ref) => differing.one(ref),
    reviveBlocked: () => differing.reviveBlocked(),
    tryAgain: () => differing.tryAgain(),
    due: () => differing.counts(),
    counts: () => ({
      ...differing.counts(),
      agreed: synced.counts(),
      skipped: skippedCount.get() ?? 0,
    }),
    skipped: (limit) => local.skipped(limit),

    ...records.verbs(),
    ...undoStore(db),
    ...lockStore(db),
    ...baseStore(db),
    ...aliasStore(db),
    ...searchStore(db),
    close: () => db.close(),
  };
}

/** Follows a path down from the top, name by name; '' is the top itself. */
function walk<Id, Node>(
  path: string,
  top: Id,
  child: (parent: Id, name: string) => Id | undefined,
  get: (id: Id) => Node | undefined,
): Node | undefined {
  let at: Id | undefined = top;
  for (const name of path.split('/').filter((part) => part !== '')) {
    if (at === undefined) return undefined;
    at = child(at, name);
  }
  return at === undefined ? undefined : get(at);
}
