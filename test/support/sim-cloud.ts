/** One root of a cloud in memory, by the rules of the API's description: the tree, its revisions, its trash, its hashes. */
import { foldCloud, problemInCloud } from '../../main/plan/names.ts';

export interface SimRevision {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly modifiedMs: number;
  readonly person: number;
}

export interface SimNode {
  readonly id: number;
  readonly kind: 'file' | 'folder';
  parent: number;
  name: string;
  deleted: boolean;
  readonly createdMs: number;
  /** Newest last. */
  readonly revisions: SimRevision[];
  /** Changes with the folder's own line of children, and with everything under it. */
  version: number;
  treeVersion: number;
}

/** What the API answers where something cannot be done. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

export interface CloudMarks {
  /** Bytes became the content of a file. */
  readonly onContent: (bytes: Uint8Array, path: string) => void;
}

export class SimCloud {
  readonly hashMode: 'level' | 'subtree';
  readonly #separateIds: boolean;
  readonly #now: () => number;
  readonly #marks: CloudMarks;
  /** Folders by id, files by id; 0 is the root. */
  readonly folders = new Map<number, SimNode>();
  readonly files = new Map<number, SimNode>();
  #ids = { file: 1000, folder: 1000 };
  #nextRevision = 1;
  #version = 1;

  constructor(options: {
    readonly hashMode: 'level' | 'subtree';
    readonly separateIds: boolean;
    readonly now: () => number;
    readonly marks: CloudMarks;
  }) {
    this.hashMode = options.hashMode;
    this.#separateIds = options.separateIds;
    this.#now = options.now;
    this.#marks = options.marks;
    this.folders.set(0, this.#node(0, 'folder', -1, ''));
  }

  #node(id: number, kind: SimNode['kind'], parent: number, name: string, createdMs = this.#now()): SimNode {
    const version = this.#version++;
    return { id, kind, parent, name, deleted: false, createdMs, revisions: [], version, treeVersion: version };
  }

  #newId(kind: SimNode['kind']): number {
    this.#ids[kind] += 1;
    const id = this.#ids[kind];
    if (!this.#separateIds) this.#ids = { file: id, folder: id };
    return id;
  }

  hash(folder: SimNode): string {
    return `${folder.id}-${this.hashMode === 'level' ? folder.version : folder.treeVersion}`;
  }

  node(kind: SimNode['kind'], id: number): SimNode {
    const node = (kind === 'file' ? this.files : this.folders).get(id);
    if (node === undefined) throw new Refusal(404, 'not_found');
    return node;
  }

  /** It, or a folder above it, lies in the trash. */
  isDeleted(node: SimNode): boolean {
    for (let at: SimNode | undefined = node; at !== undefined && at.parent >= 0; at = this.folders.get(at.parent))
      if (at.deleted) return true;
    return false;
  }

  live(kind: SimNode['kind'], id: number): SimNode {
    const node = this.node(kind, id);
    if (this.isDeleted(node)) throw new Refusal(404, 'not_found');
    return node;
  }

  path(node: SimNode): string {
    if (node.parent < 0) return '';
    const above = this.folders.get(node.parent);
    return `${above === undefined ? '' : this.path(above)}/${node.name}`;
  }

  children(parent: number, withDeleted = false): SimNode[] {
    const found: SimNode[] = [];
    for (const nodes of [this.folders, this.files])
      for (const node of nodes.values()) if (node.parent === parent && (withDeleted || !node.deleted)) found.push(node);
    return found;
  }

  named(parent: number, name: string): SimNode | undefined {
    const folded = foldCloud(name);
    return this.children(parent).find((node) => foldCloud(node.name) === folded);
  }

  /** The live node at a path such as `a/b.txt`. */
  at(path: string): SimNode | undefined {
    let node = this.folders.get(0);
    for (const name of path.split('/').filter((part) => part !== '')) {
      if (node?.kind !== 'folder') return undefined;
      node = this.named(node.id, name);
    }
    return node;
  }

  #bump(folder: number): void {
    const version = this.#version++;
    const first = this.folders.get(folder);
    if (first !== undefined) first.version = version;
    for (let at = first; at !== undefined; at = this.folders.get(at.parent)) at.treeVersion = version;
  }

  #requireName(name: string): void {
    if (problemInCloud(name) !== undefined) throw new Refusal(400, 'invalid_name');
  }

  mkdir(parent: number, name: string): SimNode {
    this.live('folder', parent);
    this.#requireName(name);
    if (this.named(parent, name) !== undefined) throw new Refusal(409, 'name_conflict');
    const node = this.#node(this.#newId('folder'), 'folder', parent, name);
    this.folders.set(node.id, node);
    this.#bump(parent);
    return node;
  }

  put(
    parent: number,
    name: string,
    bytes: Uint8Array,
    times: { readonly modifiedMs?: number; readonly createdMs?: number },
    person: number,
  ): SimNode {
    this.live('folder', parent);
    this.#requireName(name);
    const old = this.named(parent, name);
    if (old?.kind === 'folder') throw new Refusal(409, 'name_conflict');
    const now = this.#now();
    const node = old ?? this.#node(this.#newId('file'), 'file', parent, name, times.createdMs ?? now);
    this.files.set(node.id, node);
    node.revisions.push({ id: this.#nextRevision++, bytes, modifiedMs: times.modifiedMs ?? now, person });
    this.#bump(parent);
    this.#marks.onContent(bytes, this.path(node));
    return node;
  }

  rename(node: SimNode, name: string): void {
    this.#requireName(name);
    const other = this.named(node.parent, name);
    if (other !== undefined && other !== node) throw new Refusal(409, 'name_conflict');
    node.name = name;
    if (node.kind === 'folder') this.#bump(node.id);
    this.#bump(node.parent);
  }

  move(node: SimNode, parent: number): void {
    this.live('folder', parent);
    if (node.parent === parent) return;
    for (let at = this.folders.get(parent); at !== undefined; at = this.folders.get(at.parent))
      if (at === node) throw new Refusal(409, 'conflict');
    if (this.named(parent, node.name) !== undefined) throw new Refusal(409, 'name_conflict');
    const before = node.parent;
    node.parent = parent;
    this.#bump(before);
    this.#bump(parent);
    if (node.kind === 'folder') this.#bump(node.id);
  }

  remove(node: SimNode): void {
    node.deleted = true;
    if (node.kind === 'folder') this.#bump(node.id);
    this.#bump(node.parent);
  }

  restore(node: SimNode): void {
    if (!node.deleted) return;
    const above = this.folders.get(node.parent);
    if (above === undefined || this.isDeleted(above)) throw new Refusal(409, 'conflict');
    if (this.named(node.parent, node.name) !== undefined) throw new Refusal(409, 'name_conflict');
    node.deleted = false;
    this.#bump(node.parent);
    if (node.kind === 'folder') this.#bump(node.id);
  }

  content(node: SimNode): Uint8Array {
    return node.revisions.at(-1)?.bytes ?? new Uint8Array();
  }

  /** Everything live, by path without the slash in front. */
  tree(): Map<string, SimNode> {
    const found = new Map<string, SimNode>();
    for (const nodes of [this.folders, this.files])
      for (const node of nodes.values())
        if (node.id !== 0 || node.kind === 'file') if (!this.isDeleted(node)) found.set(this.path(node).slice(1), node);
    return found;
  }
}
