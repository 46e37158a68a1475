/**
 * What a folder's `hash` covers: its own line of children (`level`) or everything below (`subtree`). The reference does
 * not say, so it is learned from what happens. Believing in `level` is always right and costs requests; believing in
 * `subtree` where it is not so would overlook changes. So one observation proves `level` for good, while `subtree` takes
 * several and is given up at the first that contradicts it.
 */
import type { CloudKey } from '../plan/types.ts';
import type { Journal } from '../records.ts';

/** `unknown` is treated like `level`, which is right under both. */
export type HashMeaning = 'subtree' | 'level' | 'unknown';

export const hashMeaning = (journal: Journal): HashMeaning => {
  const fact = journal.fact('hash-meaning');
  return fact === 'subtree' || fact === 'level' ? fact : 'unknown';
};

/**
 * Folders whose hash must have changed with nothing but a change below them. One alone may be chance: a lock that was
 * taken and released, or a file that came and went, changes a folder's own hash and leaves nothing to be seen.
 */
const PROOFS = 3;

/** What one observation of the cloud saw of hashes that changed. */
export class HashEvidence {
  readonly #journal: Journal;
  /** Folders whose own line of children really changed. */
  readonly #changed = new Set<CloudKey>();
  /** Folders whose hash changed though their own line did not, with the children that were told to have changed. */
  readonly #quiet = new Map<CloudKey, readonly CloudKey[]>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  ownLineChanged(folder: CloudKey): void {
    this.#changed.add(folder);
    this.#quiet.delete(folder);
  }

  onlyChildrenChanged(folder: CloudKey, children: readonly CloudKey[]): void {
    if (!this.#changed.has(folder)) this.#quiet.set(folder, children);
  }

  /** To be called when all that was told to have changed has been listed. */
  conclude(): void {
    if (hashMeaning(this.#journal) !== 'unknown' || this.#quiet.size === 0) return;
    const found = [...this.#quiet.keys()].filter((folder) => this.#isReal(folder)).length;
    if (found === 0) return;
    const proofs = Number(this.#journal.fact('hash-subtree-proofs') ?? 0) + found;
    this.#journal.setFact('hash-subtree-proofs', String(proofs));
    if (proofs >= PROOFS) this.#journal.setFact('hash-meaning', 'subtree');
  }

  /** Something below a folder changed, and the hash above it did not. */
  contradicted(): void {
    this.#journal.setFact('hash-meaning', 'level');
  }

  /** A change was seen at the end of the chain of hashes that told of it. */
  #isReal(folder: CloudKey): boolean {
    if (this.#changed.has(folder)) return true;
    return this.#quiet.get(folder)?.some((child) => this.#isReal(child)) ?? false;
  }
}
