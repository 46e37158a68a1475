/** Small trees by their paths: `a/` is a folder, `a/b = text` a file. The same verbs for the disk and for the cloud. */
import { reconcile } from '../../main/plan/reconcile.ts';
import {
  type Action,
  CLOUD_TOP,
  type EntityRef,
  type Kind,
  LOCAL_TOP,
  type Plan,
  type Policy,
} from '../../main/plan/types.ts';
import { MemoryTrees, policyFor, type Side } from './memory-trees.ts';
import { type Story, seeded, settle } from './plan-run.ts';

/** One side's files and folders, by path. Unknown paths are mistakes of the test and throw. */
export class Hands {
  readonly trees: MemoryTrees;
  readonly side: Side;

  constructor(trees: MemoryTrees, side: Side) {
    this.trees = trees;
    this.side = side;
  }

  find(path: string): number | undefined {
    let at: number = this.side === 'local' ? LOCAL_TOP : CLOUD_TOP;
    for (const name of path.split('/').filter((part) => part !== '')) {
      const child = this.trees.childrenOf(this.side, at).find((id) => this.#name(id) === name);
      if (child === undefined) return undefined;
      at = child;
    }
    return at;
  }

  at(path: string): number {
    const found = this.find(path);
    if (found === undefined) throw new Error(`No ${path} on the ${this.side} side.`);
    return found;
  }

  make(line: string, timeMs?: number): number {
    const { path, kind, text } = parse(line);
    const { folder, name } = split(path);
    const parent = this.at(folder);
    return this.side === 'local'
      ? this.trees.addLocal(parent, name, kind, text, timeMs)
      : this.trees.addCloud(parent, name, kind, text, timeMs);
  }

  edit(path: string, text: string): void {
    if (this.side === 'local') this.trees.writeLocal(this.at(path), text);
    else this.trees.writeCloud(this.at(path), text);
  }

  /** New times, the same bytes. */
  touch(path: string): void {
    this.edit(path, this.trees.disk.get(this.at(path)) ?? '');
  }

  move(from: string, to: string): void {
    const { folder, name } = split(to);
    if (!this.trees.place(this.side, this.at(from), this.at(folder), name)) throw new Error(`${to} is not free.`);
  }

  remove(path: string): void {
    this.trees.take(this.side, this.at(path), 'gone');
  }

  swap(one: string, other: string): void {
    this.move(one, 'swap~');
    this.move(other, one);
    this.move('swap~', other);
  }

  #name(id: number): string | undefined {
    return this.side === 'local' ? this.trees.local(id)?.name : this.trees.cloud(id)?.name;
  }
}

interface Line {
  readonly path: string;
  readonly kind: Kind;
  readonly text: string;
}

function parse(line: string): Line {
  const [path = '', text = ''] = line.split(' = ');
  return path.endsWith('/') ? { path: path.slice(0, -1), kind: 'folder', text: '' } : { path, kind: 'file', text };
}

function split(path: string): { readonly folder: string; readonly name: string } {
  const at = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, at)), name: path.slice(at + 1) };
}

export interface World {
  readonly trees: MemoryTrees;
  readonly here: Hands;
  readonly cloud: Hands;
  /** What a plan would do now: `move-cloud b: moved-here`, in the plan's order, deletions and holds after the actions. */
  plan(): readonly string[];
  /** Until the end; then both sides as lines where they are equal. */
  settled(): readonly string[];
  settle(): Story;
}

/** A world in which both sides agree on these lines. */
export function agreed(
  lines: readonly string[],
  policy: Partial<Policy> & { platform?: Policy['platform'] } = {},
): World {
  const trees = new MemoryTrees(policyFor(policy.platform ?? 'win32', policy));
  const [here, cloud] = [new Hands(trees, 'local'), new Hands(trees, 'cloud')];
  for (const line of lines) trees.bind(here.make(line), cloud.make(line));
  const run = (): Story => settle(trees, { random: seeded(7) });
  return {
    trees,
    here,
    cloud,
    plan: () => tellPlan(reconcile(trees.differing(), trees, trees.policy), trees),
    settle: run,
    settled: () => {
      run();
      const [one, other] = [trees.render('local'), trees.render('cloud')];
      return one.join() === other.join() ? one : [...one, '-- in the cloud --', ...other];
    },
  };
}

export function tellPlan(plan: Plan, trees: MemoryTrees): readonly string[] {
  const waits = plan.waiting.map(({ entity }) => `wait ${nameOf(entity, trees)}`);
  return [
    ...plan.actions.map((action) => tellAction(action, trees)),
    ...plan.deletions.map(({ synced, side, topmost }) => {
      return `delete-${side} ${nameOf({ tree: 'synced', id: synced }, trees)}${topmost ? '' : ' (along)'}`;
    }),
    ...plan.holds.map(({ entity, reason }) => `hold ${nameOf(entity, trees)}: ${reason}`),
    ...waits,
  ];
}

function tellAction(action: Action, trees: MemoryTrees): string {
  const ref: EntityRef =
    'synced' in action
      ? { tree: 'synced', id: action.synced }
      : 'local' in action
        ? { tree: 'local', id: action.local }
        : { tree: 'cloud', id: action.cloud };
  const again = 'again' in action && action.again !== undefined ? ` again ${action.again}` : '';
  const side = action.kind === 'step-aside' ? ` (${action.side})` : '';
  return `${action.kind}${side} ${nameOf(ref, trees)}${again}: ${action.why}`;
}

function nameOf(ref: EntityRef, trees: MemoryTrees): string {
  const row = ref.tree === 'synced' ? trees.synced(ref.id) : undefined;
  const local = trees.local(ref.tree === 'local' ? ref.id : (row?.local ?? 0));
  const cloud = trees.cloud(ref.tree === 'cloud' ? ref.id : (row?.cloud ?? 0));
  return local?.name ?? cloud?.name ?? row?.name ?? '?';
}
