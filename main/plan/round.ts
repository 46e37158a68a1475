/** What one round of planning works with and collects. */
import type { Parent, Side } from './place.ts';
import type {
  Action,
  Again,
  CloudKey,
  Deletion,
  EntityRef,
  Hold,
  HoldReason,
  LocalId,
  Plan,
  Policy,
  SyncedId,
  Trees,
  Waiting,
  Why,
} from './types.ts';

/** Distributes over the union, so that each kind of action keeps its own fields. */
type Step = Action extends infer One ? (One extends Action ? Omit<One, 'why' | 'after'> : never) : never;

export interface Context {
  readonly round: Round;
  readonly trees: Trees;
  readonly policy: Policy;
}

/** Collects what the round decides, and remembers which names and folders it has given out. */
export class Round {
  readonly #actions: Action[] = [];
  readonly #holds: Hold[] = [];
  readonly #settled: EntityRef[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #deletions: Deletion[] = [];
  readonly #once = new Set<string>();
  /** Index of the action that brings a folder about on the other side, by the folder's id on the side that has it. */
  readonly #makers = { local: new Map<CloudKey, number>(), cloud: new Map<LocalId, number>() };

  plan(): Plan {
    return {
      actions: this.#actions,
      holds: this.#holds,
      settled: this.#settled,
      waiting: this.#waiting,
      deletions: this.#deletions,
    };
  }

  /** Adds the action and gives its index. */
  act(step: Step, why: Why, after?: number): number {
    const index = this.#actions.length;
    // Spreading a union loses which member it was; the step was one of them.
    const action = { ...step, why, ...(after === undefined ? {} : { after }) } as Action;
    this.#actions.push(action);
    if (action.kind === 'make-cloud-folder') this.#makers.cloud.set(action.local, index);
    if (action.kind === 'make-local-folder') this.#makers.local.set(action.cloud, index);
    return index;
  }

  /** Lets an agreed row go on with a node that was found in the place of the lost one. */
  adoptAgain(local: LocalId, cloud: CloudKey, again: Again, why: Why, proof: 'bytes' | 'metadata' = 'bytes'): void {
    const here = this.first(`decided local ${local}`);
    const there = this.first(`decided cloud ${cloud}`);
    if (here || there) this.act({ kind: 'adopt', local, cloud, proof, again }, why);
  }

  /** Drops an agreement, or gives a node another name, once a round, however many nodes ask for it. */
  unbind(synced: SyncedId, why: Why, below: boolean): void {
    if (this.first(`unbind ${synced}`)) this.act({ kind: 'unbind', synced, below }, why);
  }

  setAsideHere(local: LocalId, why: Why): void {
    if (this.first(`aside ${local}`)) this.act({ kind: 'set-aside-local', local }, why);
  }

  /** The action of this round after which the other side has the folder; `side` is the one where it comes about. */
  makerOf(side: Side, folder: number): number | undefined {
    return this.#makers[side].get(folder);
  }

  /**
   * Takes a name at a place for this round; false if another node of the round has it already. Without it two new
   * files that differ only in case would both be sent, and the cloud would bury one under the other.
   */
  claim(
    side: Side,
    parent: Extract<Parent, { state: 'there' }> | { readonly unborn: number },
    folded: string,
  ): boolean {
    const place = 'id' in parent ? `in ${parent.id}` : `in the one of ${parent.unborn}`;
    return this.first(`name ${side} ${place} ${folded}`);
  }

  /** True the first time something is asked for in this round. */
  first(key: string): boolean {
    if (this.#once.has(key)) return false;
    this.#once.add(key);
    return true;
  }

  hold(entity: EntityRef, reason: HoldReason, detail?: string): void {
    this.#holds.push({ entity, reason, ...(detail === undefined ? {} : { detail }) });
  }

  settle(entity: EntityRef): void {
    this.#settled.push(entity);
  }

  wait(entity: EntityRef, on: Omit<Waiting, 'entity'> = {}): void {
    this.#waiting.push({ entity, ...on });
  }

  delete(synced: SyncedId, side: Side, topmost: boolean): void {
    this.#deletions.push({ synced, side, topmost });
  }
}
