/**
 * A watcher of plain `fs.watch`, one per folder: for Linux, where the system has no recursive watching, and for trees that
 * are large. It keeps a few hundred bytes per folder and knows nothing of files.
 *
 * Each folder is watched first and listed for subfolders then, so that a subfolder made in between is either in the list
 * or comes as an event. A watch follows the folder itself and not its name; so whenever a name is said to have come or
 * gone, the watches under that name are closed and, if a folder has it now, made anew.
 */
import { type FSWatcher, watch } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Watcher, WatchSession, WatchState } from '../world.ts';
import { systemCode } from './disk-errors.ts';
import { createHinter } from './watcher-hints.ts';
import { floodLimit, isWatchLimit, limitState } from './watcher-limits.ts';

const OURS = '.leitzcloud';
const AT_ONCE = 8;
/** So many renamed names are looked at one by one; for more, the folder is read as a whole. */
const ONE_BY_ONE = 32;

interface Node {
  readonly name: string;
  readonly parent: Node | undefined;
  watcher: FSWatcher | undefined;
  children: Map<string, Node> | undefined;
  /** Names heard to have come or gone since the last look; 'all' where the system did not say which. */
  renamed: Set<string> | 'all' | undefined;
}

type WatchOptions = Parameters<Watcher['watch']>[1];

function newNode(name: string, parent: Node | undefined): Node {
  return { name, parent, watcher: undefined, children: undefined, renamed: undefined };
}

function pathOf(node: Node): string {
  return node.parent === undefined ? node.name : `${pathOf(node.parent)}/${node.name}`;
}

async function subfolders(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isDirectory() === true;
}

/** The tree of watches; `hint` and `report` are how it speaks. */
class FolderWatches {
  readonly #root: Node;
  readonly #options: WatchOptions;
  readonly #hinter;
  readonly #dirty = new Set<Node>();
  /** Changes to the tree are made one after the other. */
  #work: Promise<void> = Promise.resolve();
  #queued = false;
  #closed = false;
  #watched = 0;
  #unwatched = 0;
  #limit: unknown;
  #rootInode = 0;
  #said = '';

  constructor(folder: string, options: WatchOptions) {
    this.#root = newNode(folder, undefined);
    this.#options = options;
    this.#hinter = createHinter(options.onHint, floodLimit());
  }

  async start(): Promise<void> {
    this.#say({ state: 'starting' });
    const stats = await lstat(this.#root.name).catch(() => undefined);
    if (stats?.isDirectory() !== true) {
      this.#say({ state: 'failed', detail: `${this.#root.name} is not there` });
      return;
    }
    this.#rootInode = stats.ino;
    await this.#enqueue(() => this.#grow(this.#root, false));
    this.#sayHowItIs();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#hinter.close();
    this.#drop(this.#root);
    await this.#work;
  }

  #say(state: WatchState): void {
    // How many folders there are changes all the time and is nobody's news.
    const text = state.state === 'watching' ? state.state : `${state.state} ${state.detail ?? ''}`;
    if (this.#closed || text === this.#said) return;
    this.#said = text;
    this.#options.onState(state);
  }

  #sayHowItIs(): void {
    const complete: WatchState = { state: 'watching', detail: `${this.#watched} folders` };
    const all = this.#watched + this.#unwatched;
    this.#say(this.#limit === undefined ? complete : limitState(this.#limit, this.#watched, all));
  }

  #enqueue(run: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(run).catch(() => this.#hinter.everywhere());
    return this.#work;
  }

  /** Watches the folder and all below it that are not ignored. */
  async #grow(start: Node, announce: boolean): Promise<void> {
    const queue = [start];
    while (queue.length > 0 && !this.#closed) {
      const batch = queue.splice(-AT_ONCE);
      const found = await Promise.all(batch.map((node) => this.#growOne(node, announce)));
      queue.push(...found.flat());
    }
  }

  async #growOne(node: Node, announce: boolean): Promise<readonly Node[]> {
    const path = pathOf(node);
    this.#open(node, path);
    if (announce) this.#hinter.hint(path);
    try {
      const names = await subfolders(path);
      return names.flatMap((name) => this.#adopt(node, name, path) ?? []);
    } catch (thrown) {
      // An unreadable folder is the scan's to report; one that is gone already has left its parent an event.
      if (systemCode(thrown) === 'ENOENT') this.#drop(node);
      return [];
    }
  }

  /** A new node for a subfolder; undefined where it is known already or is to be left out. */
  #adopt(parent: Node, name: string, parentPath: string): Node | undefined {
    if (this.#closed || this.#isIgnored(parent, name, parentPath) || parent.children?.has(name) === true)
      return undefined;
    const node = newNode(name, parent);
    parent.children ??= new Map();
    parent.children.set(name, node);
    return node;
  }

  #isIgnored(parent: Node, name: string, parentPath: string): boolean {
    return (parent === this.#root && name === OURS) || this.#options.ignore(`${parentPath}/${name}`);
  }

  #open(node: Node, path: string): void {
    if (this.#closed || node.watcher !== undefined) return;
    try {
      const watcher = watch(path, { persistent: false }, (event, name) => this.#heard(node, event, name));
      watcher.on('error', () => {
        this.#hinter.everywhere();
      });
      node.watcher = watcher;
      this.#watched += 1;
    } catch (thrown) {
      if (!isWatchLimit(thrown)) return;
      this.#limit = thrown;
      this.#unwatched += 1;
    }
  }

  #drop(node: Node): void {
    for (const child of node.children?.values() ?? []) this.#drop(child);
    node.children = undefined;
    this.#dirty.delete(node);
    if (node.watcher !== undefined) {
      node.watcher.close();
      node.watcher = undefined;
      this.#watched -= 1;
    }
    if (node.parent?.children?.get(node.name) === node) node.parent.children.delete(node.name);
  }

  #heard(node: Node, event: string, name: string | null): void {
    if (this.#closed || (node === this.#root && name === OURS)) return;
    this.#hinter.hint(pathOf(node));
    if (event !== 'rename') return;
    if (name === null) node.renamed = 'all';
    else if (node.renamed === undefined) node.renamed = new Set([name]);
    else if (node.renamed !== 'all') node.renamed.add(name);
    this.#dirty.add(node);
    if (this.#queued) return;
    this.#queued = true;
    void this.#enqueue(() => this.#lookAgain());
  }

  async #lookAgain(): Promise<void> {
    this.#queued = false;
    const nodes = [...this.#dirty];
    this.#dirty.clear();
    for (const node of nodes) {
      const { renamed } = node;
      node.renamed = undefined;
      if (renamed === undefined || this.#closed) continue;
      if (node === this.#root && !(await this.#rootIsThere())) return;
      await this.#follow(node, renamed);
    }
    this.#sayHowItIs();
  }

  async #follow(node: Node, renamed: Set<string> | 'all'): Promise<void> {
    const path = pathOf(node);
    const one = renamed !== 'all' && renamed.size <= ONE_BY_ONE;
    const now = one ? undefined : new Set(await subfolders(path).catch(() => []));
    const known = [...(node.children?.keys() ?? [])];
    const names = renamed === 'all' ? new Set([...known, ...(now ?? [])]) : renamed;
    for (const name of names) {
      const child = node.children?.get(name);
      if (child !== undefined) this.#drop(child);
      if (!(now === undefined ? await isFolder(`${path}/${name}`) : now.has(name))) continue;
      const added = this.#adopt(node, name, path);
      if (added !== undefined) await this.#grow(added, true);
    }
  }

  /** A watch stays with its folder when that is moved away; a hint about the old path would then be a lie. */
  async #rootIsThere(): Promise<boolean> {
    const stats = await lstat(this.#root.name).catch(() => undefined);
    if (stats?.isDirectory() === true && stats.ino === this.#rootInode) return true;
    this.#drop(this.#root);
    this.#hinter.everywhere();
    this.#say({ state: 'failed', detail: `${basename(this.#root.name)} was moved away, deleted or replaced` });
    return false;
  }
}

/** Watches with one `fs.watch` per folder. See `Watcher` for the options; ends nothing but itself. */
export async function watchNative(folder: string, options: WatchOptions): Promise<WatchSession> {
  const watches = new FolderWatches(folder, options);
  await watches.start();
  return { close: () => watches.close() };
}
