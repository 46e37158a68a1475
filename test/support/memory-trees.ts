/**
 * The three trees in memory, with the bytes of both sides beside them. The editing verbs are the same for both sides and
 * play observation at once: whatever a person does is seen, ids live through moves, a file that was written has no hash.
 */
import { isUnwanted } from '../../main/plan/alias.ts';
import {
  CLOUD_TOP,
  type CloudKey,
  type CloudNode,
  cloudKey,
  type EntityRef,
  type Kind,
  LOCAL_TOP,
  type LocalId,
  type LocalNode,
  type Policy,
  SYNCED_TOP,
  type SyncedId,
  type SyncedNode,
  type Trees,
} from '../../main/plan/types.ts';

export type Side = 'local' | 'cloud';

/** A hash that shows what it stands for: the bytes themselves. */
export const hashOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const sizeOf = (text: string): number => hashOf(text).length;

const LOCAL_FOLDER = { size: 0, hash: undefined, skip: undefined, unreadable: false } as const;

export class MemoryTrees implements Trees {
  policy: Policy;
  readonly locals = new Map<LocalId, LocalNode>();
  readonly clouds = new Map<CloudKey, CloudNode>();
  readonly rows = new Map<SyncedId, SyncedNode>();
  /** Bytes of the live files. */
  readonly disk = new Map<LocalId, string>();
  readonly cloudBytes = new Map<CloudKey, string>();
  readonly localTrash: string[] = [];
  /** The cloud's trash and all revisions it ever had, live ones included. */
  readonly cloudKept: string[] = [];
  #ids = 1;
  #clock = 1_000;

  /** Aliases as they were given out; and all that ever were. */
  readonly aliasesGiven = new Map<CloudKey, { readonly name: string; readonly localName: string }>();
  /** The names of local nodes whose agreement was dropped while they bore an alias. */
  readonly lost = new Map<LocalId, { readonly name: string; readonly localName: string }>();
  readonly everAliases = new Set<string>();
  /** Of agreed nodes with an alias that stand aside in the cloud. */
  readonly trueNames = new Map<SyncedId, string>();

  constructor(policy: Policy) {
    const { aliases } = policy;
    const book = {
      of: (key: CloudKey, name: string) => this.aliasOf({ key, name }),
      lost: (local: LocalId) => this.lost.get(local),
      given: (localName: string) =>
        [...this.aliasesGiven].flatMap(([key, one]) => (one.localName === localName ? [{ key, name: one.name }] : [])),
    };
    this.policy = aliases === undefined ? policy : { ...policy, aliases: { ...aliases, ...book } };
    const times = { dev: 1, ino: 1, birthMs: 0, mtimeMs: 0, ctimeMs: 0 };
    this.locals.set(LOCAL_TOP, { ...LOCAL_FOLDER, ...times, id: LOCAL_TOP, parent: 0, name: '', kind: 'folder' });
    const cloud = { revision: 0, size: 0, modifiedMs: 0, locked: false };
    this.clouds.set(CLOUD_TOP, { ...cloud, key: CLOUD_TOP, parent: 0, name: '', kind: 'folder' });
    this.rows.set(SYNCED_TOP, {
      id: SYNCED_TOP,
      parent: 0,
      kind: 'folder',
      name: '',
      localName: '',
      local: LOCAL_TOP,
      cloud: CLOUD_TOP,
      revision: 0,
      size: 0,
      hash: undefined,
      proof: 'bytes',
    });
  }

  synced = (id: SyncedId): SyncedNode | undefined => this.rows.get(id);
  local = (id: LocalId): LocalNode | undefined => this.locals.get(id);
  cloud = (key: CloudKey): CloudNode | undefined => this.clouds.get(key);
  syncedOfLocal = (id: LocalId): SyncedNode | undefined => [...this.rows.values()].find((row) => row.local === id);
  syncedOfCloud = (key: CloudKey): SyncedNode | undefined => [...this.rows.values()].find((row) => row.cloud === key);
  localChild = (parent: LocalId, name: string): LocalNode | undefined =>
    this.localChildren(parent).find((node) => node.name === name);
  localChildrenFolded = (parent: LocalId, folded: string): readonly LocalNode[] =>
    this.localChildren(parent).filter((node) => this.policy.foldLocal(node.name) === folded);
  cloudChildrenFolded = (parent: CloudKey, folded: string): readonly CloudNode[] =>
    this.cloudChildren(parent).filter((node) => this.policy.foldCloud(node.name) === folded);

  allowAliases(on: boolean): void {
    const { aliases } = this.policy;
    if (aliases !== undefined) this.policy = { ...this.policy, aliases: { ...aliases, on } };
  }

  aliasOf({ key, name }: Pick<CloudNode, 'key' | 'name'>): string | undefined {
    const given = this.aliasesGiven.get(key);
    return given?.name === name ? given.localName : undefined;
  }

  setAlias({ key, name }: Pick<CloudNode, 'key' | 'name'>, localName: string | undefined): void {
    if (localName === undefined) this.aliasesGiven.delete(key);
    else this.aliasesGiven.set(key, { name, localName });
    if (localName !== undefined) this.everAliases.add(localName);
  }

  localChildren(parent: LocalId): LocalNode[] {
    return [...this.locals.values()].filter((node) => node.parent === parent);
  }

  cloudChildren(parent: CloudKey): CloudNode[] {
    return [...this.clouds.values()].filter((node) => node.parent === parent);
  }

  /**
   * The agreed rows below one. While a hierarchy is turned inside out, two rows can for a moment each be the other's
   * parent: a place is agreed on node by node.
   */
  rowsBelow(id: SyncedId): SyncedNode[] {
    const found = new Map<SyncedId, SyncedNode>();
    const walk = (parent: SyncedId): void => {
      for (const row of this.rows.values()) {
        if (row.parent !== parent || row.id === id || found.has(row.id)) continue;
        found.set(row.id, row);
        walk(row.id);
      }
    };
    walk(id);
    return [...found.values()];
  }

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  /** Milliseconds; every call is another second, so that times never agree by accident. */
  tick(): number {
    this.#clock += 1_000;
    return this.#clock;
  }

  addLocal(parent: LocalId, name: string, kind: Kind, text: string, mtimeMs = this.tick()): LocalId {
    const id = this.nextId();
    const times = { dev: 1, ino: id, birthMs: mtimeMs, mtimeMs, ctimeMs: mtimeMs };
    const size = kind === 'file' ? sizeOf(text) : 0;
    const skip = this.policy.ignoreRule(name, kind);
    this.locals.set(id, { ...LOCAL_FOLDER, ...times, id, parent, name, kind, size, skip });
    if (kind === 'file') this.disk.set(id, text);
    return id;
  }

  addCloud(parent: CloudKey, name: string, kind: Kind, text: string, modifiedMs = this.tick()): CloudKey {
    const key = cloudKey(kind, this.nextId());
    const content = kind === 'file' ? { revision: this.nextId(), size: sizeOf(text) } : { revision: 0, size: 0 };
    this.clouds.set(key, { ...content, key, parent, name, kind, modifiedMs, locked: false });
    if (kind === 'file') {
      this.cloudBytes.set(key, text);
      this.cloudKept.push(text);
    }
    return key;
  }

  /**
   * Records that both are the same thing; a row that knows one of them is kept. The name is the one on this disk: where
   * the cloud spells it in another case, that counts as its move, and this disk follows.
   */
  bind(local: LocalId, cloud: CloudKey, proof: SyncedNode['proof'] = 'bytes'): SyncedNode | undefined {
    const here = this.locals.get(local);
    const there = this.clouds.get(cloud);
    const parent = here && this.syncedOfLocal(here.parent);
    if (here === undefined || there === undefined || parent === undefined) return undefined;
    const known = this.syncedOfLocal(local) ?? this.syncedOfCloud(cloud);
    const text = this.disk.get(local);
    const hash = text === undefined ? undefined : hashOf(text);
    const row: SyncedNode = {
      id: known?.id ?? this.nextId(),
      parent: parent.id,
      kind: here.kind,
      name: this.aliasOf(there) === here.name ? there.name : here.name,
      localName: here.name,
      local,
      cloud,
      revision: there.revision,
      size: there.size,
      hash,
      proof,
    };
    this.rows.set(row.id, row);
    this.locals.set(local, { ...here, hash });
    return row;
  }

  isBelow(side: Side, node: number, ancestor: number): boolean {
    for (let at = node; at !== 0; at = this.parentOf(side, at)) if (at === ancestor) return true;
    return false;
  }

  parentOf(side: Side, id: number): number {
    return (side === 'local' ? this.locals.get(id)?.parent : this.clouds.get(id)?.parent) ?? 0;
  }

  childrenOf(side: Side, id: number): readonly number[] {
    return side === 'local'
      ? this.localChildren(id).map((node) => node.id)
      : this.cloudChildren(id).map((node) => node.key);
  }

  /** The node and all below it, the node first. */
  subtree(side: Side, id: number): readonly number[] {
    return [id, ...this.childrenOf(side, id).flatMap((child) => this.subtree(side, child))];
  }

  /** Whether that side's file system would take a node of this name there. */
  isFree(side: Side, parent: number, name: string, self?: number): boolean {
    const same =
      side === 'local'
        ? this.localChildrenFolded(parent, this.policy.foldLocal(name)).map((node) => node.id)
        : this.cloudChildrenFolded(parent, this.policy.foldCloud(name)).map((node) => node.key);
    return same.every((id) => id === self);
  }

  /** Renames or moves; false where the file system refuses: the name is taken, or a folder would go into itself. */
  place(side: Side, id: number, parent: number, name: string): boolean {
    if (!this.isFree(side, parent, name, id) || this.isBelow(side, parent, id)) return false;
    const here = this.locals.get(id);
    const there = this.clouds.get(id);
    if (side === 'local' && here !== undefined)
      this.locals.set(id, { ...here, parent, name, skip: this.policy.ignoreRule(name, here.kind) });
    if (side === 'cloud' && there !== undefined) this.clouds.set(id, { ...there, parent, name });
    return true;
  }

  /** Takes a subtree away on one side. What we take goes to the local trash; what a person deletes does not. */
  take(side: Side, id: number, trash: 'trash' | 'gone' = 'trash'): void {
    for (const one of this.subtree(side, id)) {
      if (side === 'local') {
        const text = this.disk.get(one);
        if (text !== undefined && trash === 'trash') this.localTrash.push(text);
        this.disk.delete(one);
        this.locals.delete(one);
      } else {
        this.cloudBytes.delete(one);
        this.clouds.delete(one);
      }
    }
  }

  writeLocal(id: LocalId, text: string): void {
    const node = this.locals.get(id);
    if (node?.kind !== 'file') return;
    const now = this.tick();
    this.locals.set(id, { ...node, size: sizeOf(text), mtimeMs: now, ctimeMs: now, hash: undefined });
    this.disk.set(id, text);
  }

  writeCloud(key: CloudKey, text: string): void {
    const node = this.clouds.get(key);
    if (node?.kind !== 'file') return;
    this.clouds.set(key, { ...node, revision: this.nextId(), size: sizeOf(text), modifiedMs: this.tick() });
    this.cloudBytes.set(key, text);
    this.cloudKept.push(text);
  }

  /** All nodes that may differ: what the journal's list of differing nodes holds at least. */
  differing(): EntityRef[] {
    const refs: EntityRef[] = [];
    for (const row of this.rows.values()) if (!this.#agrees(row)) refs.push({ tree: 'synced', id: row.id });
    for (const node of this.locals.values())
      if (this.syncedOfLocal(node.id) === undefined) refs.push({ tree: 'local', id: node.id });
    for (const node of this.clouds.values())
      if (this.syncedOfCloud(node.key) === undefined) refs.push({ tree: 'cloud', id: node.key });
    return refs;
  }

  #agrees(row: SyncedNode): boolean {
    const here = row.local === undefined ? undefined : this.locals.get(row.local);
    const there = row.cloud === undefined ? undefined : this.clouds.get(row.cloud);
    if (here === undefined || there === undefined) return false;
    if (row.id === SYNCED_TOP) return true;
    // As the journal marks them when the user wants no aliases any more.
    if (isUnwanted(row, this.policy)) return false;
    const parent = this.rows.get(row.parent);
    const sameBytes = row.kind === 'folder' || (here.hash !== undefined && String(here.hash) === String(row.hash));
    return (
      sameBytes &&
      here.skip === undefined &&
      !here.unreadable &&
      here.name === row.localName &&
      there.name === row.name &&
      here.parent === parent?.local &&
      there.parent === parent?.cloud &&
      there.revision === row.revision &&
      !this.policy.isExcluded(there.key)
    );
  }

  /** Every content that still exists anywhere: at a path, in a trash, in a revision. */
  allContents(): Set<string> {
    return new Set([...this.disk.values(), ...this.cloudBytes.values(), ...this.localTrash, ...this.cloudKept]);
  }

  /** The live tree of one side as sorted lines, `a/b/ ` for folders and `a/c = text` for files. */
  render(side: Side): readonly string[] {
    const lines: string[] = [];
    const walk = (id: number, path: string): void => {
      for (const child of this.childrenOf(side, id)) {
        const node = side === 'local' ? this.locals.get(child) : this.clouds.get(child);
        const text = side === 'local' ? this.disk.get(child) : this.cloudBytes.get(child);
        if (node === undefined) continue;
        lines.push(node.kind === 'folder' ? `${path}${node.name}/` : `${path}${node.name} = ${text}`);
        walk(child, `${path}${node.name}/`);
      }
    };
    walk(side === 'local' ? LOCAL_TOP : CLOUD_TOP, '');
    return lines.sort();
  }
}

/** Policies of the three platforms; the cloud folds case only. */
export function policyFor(platform: Policy['platform'], more: Partial<Policy> = {}): Policy {
  const folds = {
    linux: (name: string) => name,
    darwin: (name: string) => name.normalize('NFC').toLowerCase(),
    win32: (name: string) => name.toLowerCase(),
  };
  return {
    conflicts: 'keep-both',
    platform,
    foldLocal: folds[platform],
    foldCloud: (name) => name.toLowerCase(),
    isExcluded: () => false,
    ignoreRule: () => undefined,
    maxFileSize: undefined,
    ...more,
  };
}
