/**
 * What people do to a tree, as data: the same verbs for both sides, drawn by fast-check, carried out leniently. A verb
 * that the file system would refuse does nothing, so that every story can be shortened step by step.
 */
import fc from 'fast-check';
import { problemHere, problemInCloud } from '../../main/plan/names.ts';
import { CLOUD_TOP, type Kind, LOCAL_TOP } from '../../main/plan/types.ts';
import type { MemoryTrees, Side } from './memory-trees.ts';

export const VERBS = [
  'make-folder',
  'make-file',
  'edit',
  'touch',
  'rename',
  'move',
  'move',
  'remove',
  'swap',
  'rotate',
  'inside-out',
  'case-rename',
  'form-rename',
  'replace-by-other-kind',
  'recreate',
  'save-by-rename',
  'move-and-edit',
] as const;

export interface Edit {
  readonly verb: (typeof VERBS)[number];
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly name: string;
  readonly text: string;
}

export const SAFE_NAMES = ['a', 'b', 'c', 'd.txt', 'e.txt'] as const;
/** Case and normal form clashes, a name Windows reserves, a name the cloud forbids, one that is ours. */
export const WILD_NAMES = [
  'a',
  'A',
  'b',
  'B',
  'caf\u00e9',
  'cafe\u0301',
  'CAF\u00c9',
  'con',
  'x?',
  'y ',
  '.leitzcloud',
] as const;

const small = fc.nat(30);

export function editOf(names: readonly string[]): fc.Arbitrary<Edit> {
  return fc.record({
    verb: fc.constantFrom(...VERBS),
    a: small,
    b: small,
    c: small,
    name: fc.constantFrom(...names),
    // Equal texts on both sides have to happen now and then; all others are made unique when they are written.
    text: fc.constantFrom('unique', 'unique', 'unique', 'longer-unique', 'same', 'other'),
  });
}

export interface Planted {
  readonly parent: number;
  readonly name: string;
  readonly kind: Kind;
}

export function plantedOf(names: readonly string[]): fc.Arbitrary<Planted> {
  return fc.record({
    parent: small,
    name: fc.constantFrom(...names),
    kind: fc.constantFrom<Kind>('file', 'folder', 'folder'),
  });
}

/** Grows one tree on which both sides agree. */
export function plant(trees: MemoryTrees, planted: readonly Planted[]): void {
  const folders: [number, number][] = [[LOCAL_TOP, CLOUD_TOP]];
  for (const [index, { parent, name, kind }] of planted.entries()) {
    const [here, there] = folders[parent % folders.length] ?? [LOCAL_TOP, CLOUD_TOP];
    if (!mayBe(trees, 'local', here, name) || !mayBe(trees, 'cloud', there, name)) continue;
    const text = `base ${index}`;
    const local = trees.addLocal(here, name, kind, text);
    const cloud = trees.addCloud(there, name, kind, text);
    trees.bind(local, cloud);
    if (kind === 'folder') folders.push([local, cloud]);
  }
}

function mayBe(trees: MemoryTrees, side: Side, parent: number, name: string, self?: number): boolean {
  const problem = side === 'local' ? problemHere(name, trees.policy.platform) : problemInCloud(name);
  return problem === undefined && trees.isFree(side, parent, name, self);
}

/** Does one edit on one side. */
export function perform(trees: MemoryTrees, side: Side, edit: Edit): void {
  new Person(trees, side).perform(edit);
}

class Person {
  readonly #trees: MemoryTrees;
  readonly #side: Side;

  constructor(trees: MemoryTrees, side: Side) {
    this.#trees = trees;
    this.#side = side;
  }

  perform(edit: Edit): void {
    const node = this.#pick(edit.a);
    const parent = this.#folder(edit.b);
    const text = this.#text(edit.text);
    if (edit.verb === 'make-folder') return this.#make(parent, edit.name, 'folder', '');
    if (edit.verb === 'make-file') return this.#make(parent, edit.name, 'file', text);
    if (node === undefined) return;
    switch (edit.verb) {
      case 'edit':
        return this.#write(node, text);
      case 'touch':
        return this.#touch(node);
      case 'rename':
        return void this.#move(node, this.#parent(node), edit.name);
      case 'move':
        return void this.#move(node, parent, this.#name(node));
      case 'move-and-edit':
        this.#move(node, parent, edit.name);
        return this.#write(node, text);
      case 'remove':
        return this.#trees.take(this.#side, node, 'gone');
      case 'swap':
        return this.#rotate([node, this.#pick(edit.b)]);
      case 'rotate':
        return this.#rotate([node, this.#pick(edit.b), this.#pick(edit.c)]);
      case 'inside-out':
        return this.#insideOut(node, edit.c % 2 === 0);
      case 'case-rename':
        return void this.#move(node, this.#parent(node), otherCase(this.#name(node)));
      case 'form-rename':
        return void this.#move(node, this.#parent(node), otherForm(this.#name(node)));
      case 'replace-by-other-kind':
        return this.#replace(node, this.#isFile(node) ? 'folder' : 'file', text);
      case 'recreate':
        return this.#replace(node, this.#isFile(node) ? 'file' : 'folder', text);
      case 'save-by-rename':
        return this.#saveByRename(node, text);
    }
  }

  /** Any node but the top. */
  #pick(index: number): number | undefined {
    const all = this.#trees.subtree(this.#side, this.#top()).slice(1);
    return all[index % Math.max(1, all.length)];
  }

  #folder(index: number): number {
    const all = this.#trees.subtree(this.#side, this.#top()).filter((id) => !this.#isFile(id));
    return all[index % all.length] ?? this.#top();
  }

  #top(): number {
    return this.#side === 'local' ? LOCAL_TOP : CLOUD_TOP;
  }

  #node(id: number): { readonly name: string; readonly kind: Kind } | undefined {
    return this.#side === 'local' ? this.#trees.local(id) : this.#trees.cloud(id);
  }

  #name = (id: number): string => this.#node(id)?.name ?? '';
  #isFile = (id: number): boolean => this.#node(id)?.kind === 'file';
  #parent = (id: number): number => this.#trees.parentOf(this.#side, id);

  #text(text: string): string {
    const unique = String(this.#trees.nextId()).padStart(6, '0');
    return text === 'unique' ? `text ${unique}` : text === 'longer-unique' ? `longer text ${unique}` : text;
  }

  #make(parent: number, name: string, kind: Kind, text: string): void {
    if (!mayBe(this.#trees, this.#side, parent, name)) return;
    if (this.#side === 'local') this.#trees.addLocal(parent, name, kind, text);
    else this.#trees.addCloud(parent, name, kind, text);
  }

  #write(id: number, text: string): void {
    if (this.#side === 'local') this.#trees.writeLocal(id, text);
    else this.#trees.writeCloud(id, text);
  }

  #touch(id: number): void {
    const text = this.#side === 'local' ? this.#trees.disk.get(id) : this.#trees.cloudBytes.get(id);
    if (text !== undefined) this.#write(id, text);
  }

  #move(id: number, parent: number, name: string): boolean {
    return mayBe(this.#trees, this.#side, parent, name, id) && this.#trees.place(this.#side, id, parent, name);
  }

  /** Everybody takes the place of the next one, by way of a name that nobody has. */
  #rotate(ids: readonly (number | undefined)[]): void {
    const members = [...new Set(ids)].filter((id) => id !== undefined);
    if (members.some((one) => members.some((two) => one !== two && this.#trees.isBelow(this.#side, one, two)))) return;
    const places = members.map((id) => ({ parent: this.#parent(id), name: this.#name(id) }));
    for (const id of members) this.#trees.place(this.#side, id, this.#top(), `~${id}`);
    for (const [index, id] of members.entries()) {
      const place = places[(index + 1) % places.length];
      if (place !== undefined) this.#trees.place(this.#side, id, place.parent, place.name);
    }
  }

  /** `p/c` becomes `c/p`, each keeping its name or taking the other's. */
  #insideOut(child: number, swapNames: boolean): void {
    const parent = this.#parent(child);
    if (parent === this.#top() || this.#isFile(child)) return;
    const outer = this.#parent(parent);
    const [childName, parentName] = [this.#name(child), this.#name(parent)];
    const [newOuter, newInner] = swapNames ? [parentName, childName] : [childName, parentName];
    this.#trees.place(this.#side, child, this.#top(), `~${child}`);
    this.#trees.place(this.#side, parent, child, `~${parent}`);
    if (!this.#move(child, outer, newOuter)) this.#move(child, outer, parentName);
    if (!this.#move(parent, child, newInner)) this.#move(parent, child, `${newInner}~`);
  }

  #replace(id: number, kind: Kind, text: string): void {
    const [parent, name] = [this.#parent(id), this.#name(id)];
    this.#trees.take(this.#side, id, 'gone');
    this.#make(parent, name, kind, text);
  }

  /** As editors save: the old file becomes a backup, the new bytes a new file under the old name. */
  #saveByRename(id: number, text: string): void {
    const [parent, name] = [this.#parent(id), this.#name(id)];
    if (this.#isFile(id) && this.#move(id, parent, `${name}~`)) this.#make(parent, name, 'file', text);
  }
}

const otherCase = (name: string): string => (name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase());
const otherForm = (name: string): string =>
  name === name.normalize('NFC') ? name.normalize('NFD') : name.normalize('NFC');
