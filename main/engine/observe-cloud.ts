/**
 * Brings the CLOUD tree up to date with listings of the root. A folder is asked for with the hash it was last listed
 * with; a 304 costs nothing. What a listing no longer holds is not deleted before that is proven: by the same listing
 * with the deleted ones, or by the object itself.
 */
import PQueue from 'p-queue';
import { SyncError } from '../errors.ts';
import { CLOUD_TOP, type CloudKey, type CloudNode, cloudId, cloudKey } from '../plan/types.ts';
import type { Journal } from '../records.ts';
import type { CloudObject, CloudSide } from '../sides.ts';
import { HashEvidence, hashMeaning } from './hash-meaning.ts';
import { followIntoLeftOut } from './left-out.ts';

export { type HashMeaning, hashMeaning } from './hash-meaning.ts';

export interface CloudObservation {
  /** Folders that answered with a listing, and with 304. */
  readonly listed: number;
  readonly unchanged: number;
}

/** Listings under way at once. */
const CONCURRENCY = 8;
const PAGE = 500;
/**
 * Files and folders that one look believes to be new. No organization has as many in one root; a cloud that makes up
 * folders without end is given up here, before it fills the disk with rows.
 */
const MOST_NEW = 10_000_000;
/** After so many looks that trusted the root's hash, every folder is asked once, in case the trust was a mistake. */
const TRUSTING_LOOKS = 100;

/**
 * @param depth `top`: ask for the root and follow what its listing says changed; `all`: ask for every folder; or just
 *   these folders (hints), and what they lead to
 * @param mostNew files and folders that may be new; more are `not-an-api-answer`
 */
export async function observeCloud(
  cloud: CloudSide,
  journal: Journal,
  depth: 'top' | 'all' | readonly CloudKey[],
  mostNew = MOST_NEW,
): Promise<CloudObservation> {
  return new Observation(cloud, journal, mostNew).run(depth);
}

/** Lists one folder and nothing below it, for whoever looks around before a first sync. */
export async function observeOneFolder(cloud: CloudSide, journal: Journal, folder: CloudKey): Promise<void> {
  await new Observation(cloud, journal).listOnly(folder);
}

interface Lost {
  readonly keys: Set<CloudKey>;
  /**
   * The hash of that listing; undefined where not all of it could be believed yet. The folder counts as not listed until
   * the deletions are proven, even over a crash.
   */
  readonly hash: string | undefined;
}

/** Looks into a folder and all below it once more: with one question where its hash tells of everything below. */
export async function observeBelow(cloud: CloudSide, journal: Journal, folder: CloudKey): Promise<void> {
  const below = [folder];
  if (hashMeaning(journal) !== 'subtree')
    for (const key of below)
      below.push(...journal.cloudChildren(key).flatMap((node) => (node.kind === 'folder' ? [node.key] : [])));
  await new Observation(cloud, journal).run(below);
}

class Observation {
  readonly #cloud: CloudSide;
  readonly #journal: Journal;
  readonly #queue = new PQueue({ concurrency: CONCURRENCY });
  /** Children that a listing no longer held, by the folder that lost them. */
  readonly #missing = new Map<CloudKey, Lost>();
  readonly #evidence: HashEvidence;
  /** A folder answered with news that its parent's listing, the latest one, had not told of. */
  #untold = false;
  #listed = 0;
  #unchanged = 0;
  #failure: unknown;
  #new = 0;
  readonly #mostNew: number;

  constructor(cloud: CloudSide, journal: Journal, mostNew = MOST_NEW) {
    this.#mostNew = mostNew;
    this.#cloud = cloud;
    this.#journal = journal;
    this.#evidence = new HashEvidence(journal);
  }

  async listOnly(folder: CloudKey): Promise<void> {
    await this.#listAll([folder]);
  }

  async run(depth: 'top' | 'all' | readonly CloudKey[]): Promise<CloudObservation> {
    const all = depth === 'all' || (depth === 'top' && this.#isTimeToAskAll());
    await this.#listAll(Array.isArray(depth) ? depth : [CLOUD_TOP]);
    await this.#followChanges();
    if (all) await this.#sweep();
    await this.#proveDeletions();
    this.#evidence.conclude();
    if (all) this.#journal.setFact('trusting-looks', undefined);
    this.#journal.setFact('cloud-lied', undefined);
    return { listed: this.#listed, unchanged: this.#unchanged };
  }

  /** After a listing that was not true, and every so often, nothing is taken on trust. */
  #isTimeToAskAll(): boolean {
    if (this.#journal.fact('cloud-lied') !== undefined) return true;
    const looks = Number(this.#journal.fact('trusting-looks') ?? 0) + 1;
    this.#journal.setFact('trusting-looks', String(looks));
    return looks >= TRUSTING_LOOKS;
  }

  /** Lists what is new or was told to have changed, until nothing is left. */
  async #followChanges(): Promise<void> {
    let before: readonly CloudKey[] = [];
    for (;;) {
      // Those that lost something have been listed a moment ago; their hash is kept back until that is proven.
      const folders = this.#journal.unlistedFolders(PAGE + this.#missing.size).filter((key) => !this.#missing.has(key));
      // The same folders twice in a row: their answers do not fit their hashes. The next poll goes on with them.
      if (folders.length === 0 || folders.join() === before.join()) return;
      before = folders;
      await this.#listAll(folders);
    }
  }

  /** Asks for every folder with its hash: the truth under both meanings of the hash, one cheap request each. */
  async #sweep(): Promise<void> {
    for (let after: CloudKey = 0; ; ) {
      const page = this.#journal.cloudFolders(after, PAGE);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.key;
      const asked = page.filter(({ key }) => key !== CLOUD_TOP).map(({ key }) => key);
      await this.#listAll(asked);
      if (this.#untold) await this.#learnFromBelow();
    }
    await this.#followChanges();
  }

  /** A folder below had changed. If the root still answers 304, its hash covers no more than its own line. */
  async #learnFromBelow(): Promise<void> {
    this.#untold = false;
    if (hashMeaning(this.#journal) === 'level') return;
    const { listed } = this.#journal.folderHash(CLOUD_TOP);
    if (listed === undefined || listed === '') return;
    const answer = await this.#cloud.list(0, { hash: listed });
    if (!answer.modified) this.#evidence.contradicted();
    else this.#merge(CLOUD_TOP, answer.hash, answer.children);
  }

  async #listAll(folders: readonly CloudKey[]): Promise<void> {
    await this.#queue.addAll(
      folders.map((key) => async () => {
        if (this.#failure === undefined) await this.#list(key).catch((error: unknown) => this.#fail(error));
      }),
    );
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** A folder that vanished between two listings is its parent's news; anything else ends the observation. */
  #fail(error: unknown): void {
    const harmless = error instanceof SyncError && (error.code === 'not-found' || error.code === 'gone');
    if (!harmless) this.#failure ??= error;
  }

  async #list(key: CloudKey): Promise<void> {
    const { listed, told } = this.#journal.folderHash(key);
    const answer = await this.#cloud.list(cloudId(key), this.#isWorthTrusting(key) ? { hash: listed ?? '' } : {});
    if (!answer.modified) {
      this.#unchanged += 1;
      if (told !== listed) this.#journal.setFolderHash(key, { told: listed });
      return;
    }
    this.#listed += 1;
    if (isChange(listed, answer.hash) && told === listed && key !== CLOUD_TOP) this.#untold = true;
    this.#merge(key, answer.hash, answer.children);
    if (this.#new > this.#mostNew)
      throw new SyncError('not-an-api-answer', { detail: `more than ${this.#mostNew} new files and folders at once` });
  }

  /**
   * A folder that was listed as empty is asked in full: that costs no more than asking with its hash, and an empty list
   * that was not true does not stay hidden behind a hash that is.
   */
  #isWorthTrusting(key: CloudKey): boolean {
    return this.#journal.folderHash(key).listed !== undefined && this.#journal.cloudChildren(key).length > 0;
  }

  #merge(folder: CloudKey, hash: string | undefined, children: readonly CloudObject[]): void {
    this.#journal.tx(() => {
      if (this.#journal.cloud(folder) === undefined) return;
      const known = new Map(this.#journal.cloudChildren(folder).map((node) => [node.key, node]));
      const { listed } = this.#journal.folderHash(folder);
      let ownLine = false;
      let torn = false;
      const below: CloudKey[] = [];
      for (const child of children) {
        const node = nodeOf(child, folder);
        const before = known.get(node.key);
        known.delete(node.key);
        if (child.kind === 'folder' && this.#isWithin(folder, node.key)) {
          torn = true;
          continue;
        }
        if (before === undefined || !sameNode(before, node)) {
          ownLine = true;
          const old = before ?? this.#journal.cloud(node.key);
          if (old === undefined) this.#new += 1;
          else if (isAnother(old, node)) this.#unbind(node.key);
          this.#journal.putCloud(node);
        }
        if (child.locked || before?.locked === true) this.#journal.setLock(node.key, child.lock);
        if (child.kind === 'folder' && this.#tell(node.key, child.hash)) below.push(node.key);
        // It is somewhere else now, so the folder that lost it has nothing to prove.
        for (const lost of this.#missing.values()) lost.keys.delete(node.key);
      }
      // A folder without a hash can only be asked for in full; '' marks it as listed.
      const now = hash ?? '';
      if (known.size > 0) this.#missing.set(folder, { keys: new Set(known.keys()), hash: torn ? undefined : now });
      else this.#missing.delete(folder);
      this.#journal.setFolderHash(folder, { listed: known.size > 0 ? undefined : now, told: now });
      if (torn) this.#lookAgainUpwards(folder);
      if (ownLine || torn || known.size > 0) this.#evidence.ownLineChanged(folder);
      else if (isChange(listed, hash) && below.length > 0) this.#evidence.onlyChildrenChanged(folder, below);
    });
  }

  #isWithin(folder: CloudKey, other: CloudKey): boolean {
    for (let at = this.#journal.cloud(folder); at !== undefined; at = this.#journal.cloud(at.parent))
      if (at.key === other) return true;
    return false;
  }

  /**
   * A folder holds one that by older listings holds it: somebody turned them inside out between two of our questions. Where
   * the folder is now is told by one above, so all of them are asked again, and the child is believed after that.
   */
  #lookAgainUpwards(folder: CloudKey): void {
    for (let at = this.#journal.cloud(folder); at !== undefined; at = this.#journal.cloud(at.parent))
      this.#journal.setFolderHash(at.key, { listed: undefined });
  }

  /** Notes the hash that the parent's listing tells; true if a folder listed before has another one now. */
  #tell(key: CloudKey, hash: string | undefined): boolean {
    const before = this.#journal.folderHash(key);
    if (hash === undefined) {
      if (before.listed !== undefined && before.listed !== '')
        this.#journal.setFolderHash(key, { told: before.listed });
      return false;
    }
    if (before.told !== hash) this.#journal.setFolderHash(key, { told: hash });
    return isChange(before.listed, hash);
  }

  /** A listing that leaves out what is there is asked for once more; if it still does, it is no answer. */
  async #proveDeletions(): Promise<void> {
    const lies: CloudNode[] = [];
    for (const folder of [...this.#missing.keys()]) {
      let left = await this.#proveIn(folder);
      if (left !== undefined) {
        await this.#list(folder).catch((error: unknown) => this.#fail(error));
        left = await this.#proveIn(folder);
      }
      if (left !== undefined) lies.push(left);
    }
    if (this.#failure !== undefined) throw this.#failure;
    const [lie] = lies;
    if (lie === undefined) return;
    this.#journal.setFact('cloud-lied', 'yes');
    throw new SyncError('not-an-api-answer', {
      path: `/${this.#journal.cloudPath(lie.parent)}`,
      detail: `its listing leaves out "${lie.name}", which is there`,
    });
  }

  /**
   * What became of the children that the folder's listing no longer held. Gives one that is live in its old place, so
   * that the listing was not true; then the others are not asked about one by one.
   */
  async #proveIn(folder: CloudKey): Promise<CloudNode | undefined> {
    const lost = this.#missing.get(folder);
    if (lost === undefined) return undefined;
    const seen = lost.keys.size === 0 ? new Map() : await this.#withDeleted(folder);
    let left: CloudNode | undefined;
    let isProven = true;
    const prove = async (key: CloudKey): Promise<void> => {
      const node = this.#journal.cloud(key);
      if (left !== undefined || this.#failure !== undefined || node === undefined || node.parent !== folder) return;
      const fate = await this.#proveOne(node, seen.get(key));
      if (fate !== 'gone') isProven = false;
      if (fate === 'there') left = node;
    };
    const guarded = (key: CloudKey) => prove(key).catch((error: unknown) => this.#fail(error));
    const [first, ...others] = lost.keys;
    if (first !== undefined) await guarded(first);
    await this.#queue.addAll(others.map((key) => () => guarded(key)));
    if (isProven && this.#failure === undefined) this.#journal.setFolderHash(folder, { listed: lost.hash });
    return left;
  }

  async #withDeleted(folder: CloudKey): Promise<Map<CloudKey, CloudObject>> {
    const answer = await this.#cloud.list(cloudId(folder), { withDeleted: true }).catch(() => undefined);
    const children = answer?.modified ? answer.children : [];
    return new Map(children.map((child) => [cloudKey(child.kind, child.id), child]));
  }

  /** `there`: live in its old place; `elsewhere`: live in a folder that is listed later. */
  async #proveOne(node: CloudNode, seen: CloudObject | undefined): Promise<'gone' | 'there' | 'elsewhere'> {
    const proof = seen ?? (await this.#ask(node));
    if (proof === 'purged' || proof?.deleted) {
      this.#journal.tx(() => this.#journal.removeCloud(node.key));
      return 'gone';
    }
    if (proof === undefined) {
      // The cloud never heard of it: it went back to an older state. That is no deletion; what is here stays and counts
      // as new.
      this.#journal.tx(() => {
        this.#unbind(node.key);
        this.#journal.removeCloud(node.key);
      });
      return 'gone';
    }
    if (seen !== undefined || proof.path === `/${this.#journal.cloudPath(node.key)}`) return 'there';
    // In a left-out folder nobody would look for it.
    if (await followIntoLeftOut(this.#cloud, this.#journal, node, proof)) return 'gone';
    return 'elsewhere';
  }

  #unbind(key: CloudKey): void {
    const agreed = this.#journal.syncedOfCloud(key);
    if (agreed !== undefined) this.#journal.unbind(agreed.id, true);
  }

  async #ask(node: CloudNode): Promise<CloudObject | undefined | 'purged'> {
    const id = cloudId(node.key);
    try {
      return node.kind === 'file' ? await this.#cloud.file(id) : await this.#cloud.folder(id);
    } catch (error) {
      if (error instanceof SyncError && error.code === 'gone') return 'purged';
      throw error;
    }
  }
}

/**
 * A cloud that went back to a backup may give a number out again, for a file of its own: the same revision with other
 * bytes. It has nothing to do with the file we knew, so nothing that was agreed on holds for it.
 */
const isAnother = (before: CloudNode, now: CloudNode): boolean =>
  now.kind === 'file' &&
  before.revision === now.revision &&
  (before.size !== now.size ||
    // A time that an answer left out reads as 0.
    (before.modifiedMs !== now.modifiedMs && before.modifiedMs > 0 && now.modifiedMs > 0));

/** Both hashes are known and differ. */
const isChange = (before: string | undefined, now: string | undefined): boolean =>
  before !== undefined && before !== '' && now !== undefined && now !== '' && before !== now;

function sameNode(one: CloudNode, other: CloudNode): boolean {
  return (
    one.parent === other.parent &&
    one.name === other.name &&
    one.revision === other.revision &&
    one.size === other.size &&
    one.modifiedMs === other.modifiedMs &&
    one.locked === other.locked
  );
}

/** The row for an object that was listed in `folder`. */
export function nodeOf(child: CloudObject, folder: CloudKey): CloudNode {
  const file = child.kind === 'file' ? child : undefined;
  return {
    key: cloudKey(child.kind, child.id),
    parent: folder,
    name: child.name,
    kind: child.kind,
    revision: file?.revision ?? 0,
    size: file?.size ?? 0,
    modifiedMs: file?.modifiedMs ?? 0,
    locked: child.locked,
  };
}
