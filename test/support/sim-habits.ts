/** What people and their programs do to files, as habits over an actor's verbs. Each tells what it did, or undefined. */
import { type Actor, folderOf, join, nameOf, type Seen } from './sim-actors.ts';
import type { Ledger } from './sim-ledger.ts';
import type { Chance } from './sim-random.ts';

export interface Habits {
  readonly actor: Actor;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly names: readonly string[];
  /** Lets time pass. */
  readonly pass: (ms: number) => void;
}

type Habit = (habits: Habits) => string | undefined;

const LENGTHS = [5, 5, 5, 8, 12, 40];

/**
 * Bytes for a file. Files of one name, size and second count as equal by design, so a length that comes again has a second
 * of its own; some saves follow each other within one tick, and their lengths never come again.
 */
function bytes({ ledger, chance, actor, pass }: Habits, path: string): Uint8Array {
  const quick = chance.isTrue(0.15);
  if (!quick) pass(1000);
  return ledger.fresh(`${actor.name} at ${path}`, quick ? undefined : chance.pick(LENGTHS));
}

function one({ actor, chance }: Habits, kind?: Seen['kind']): Seen | undefined {
  const seen = actor.see().filter((entry) => kind === undefined || entry.kind === kind);
  return seen.length === 0 ? undefined : chance.pick(seen);
}

/** A folder to put something into, the top among them. */
function place({ actor, chance }: Habits): string {
  return chance.pick(['', ...actor.see().flatMap(({ path, kind }) => (kind === 'folder' ? [path] : []))]);
}

const newPath = (habits: Habits): string => join(place(habits), habits.chance.pick(habits.names));

/** A free name beside a path that is not one of the usual ones. */
const beside = (path: string, name: string): string => join(folderOf(path), name);

const write: Habit = (habits) => {
  const path = newPath(habits);
  return habits.actor.write(path, bytes(habits, path)) ? `writes ${path}` : undefined;
};

const edit: Habit = (habits) => {
  const file = one(habits, 'file');
  if (file === undefined) return write(habits);
  return habits.actor.write(file.path, bytes(habits, file.path)) ? `edits ${file.path}` : undefined;
};

const touch: Habit = (habits) => {
  const file = one(habits, 'file');
  return file !== undefined && habits.actor.touch(file.path) ? `touches ${file.path}` : undefined;
};

const mkdir: Habit = (habits) => {
  const path = newPath(habits);
  return habits.actor.mkdir(path) ? `makes folder ${path}` : undefined;
};

const rename: Habit = (habits) => {
  const seen = one(habits);
  if (seen === undefined) return undefined;
  const to = beside(seen.path, habits.chance.pick(habits.names));
  return habits.actor.move(seen.path, to) ? `renames ${seen.path} to ${to}` : undefined;
};

const move: Habit = (habits) => {
  const seen = one(habits);
  if (seen === undefined) return undefined;
  const to = join(place(habits), habits.chance.isTrue(0.7) ? nameOf(seen.path) : habits.chance.pick(habits.names));
  return habits.actor.move(seen.path, to) ? `moves ${seen.path} to ${to}` : undefined;
};

const moveAndEdit: Habit = (habits) => {
  const file = one(habits, 'file');
  if (file === undefined) return undefined;
  const to = join(place(habits), habits.chance.pick(habits.names));
  if (!habits.actor.move(file.path, to)) return undefined;
  habits.actor.write(to, bytes(habits, to));
  return `moves ${file.path} to ${to} and edits it`;
};

const remove: Habit = (habits) => {
  const seen = one(habits);
  return seen !== undefined && habits.actor.remove(seen.path) ? `deletes ${seen.path}` : undefined;
};

const recreate: Habit = (habits) => {
  const seen = one(habits);
  if (seen === undefined || !habits.actor.remove(seen.path)) return undefined;
  if (seen.kind === 'folder') habits.actor.mkdir(seen.path);
  else habits.actor.write(seen.path, bytes(habits, seen.path));
  return `deletes ${seen.kind} ${seen.path} and makes it again`;
};

const retype: Habit = (habits) => {
  const seen = one(habits);
  if (seen === undefined || !habits.actor.remove(seen.path)) return undefined;
  if (seen.kind === 'file') habits.actor.mkdir(seen.path);
  else habits.actor.write(seen.path, bytes(habits, seen.path));
  return `replaces the ${seen.kind} ${seen.path} by the other kind`;
};

const swap: Habit = (habits) => {
  const { actor } = habits;
  const [first, second] = [one(habits), one(habits)];
  if (first === undefined || second === undefined || first.path === second.path) return undefined;
  const aside = beside(first.path, 'zz-swap');
  if (!actor.move(first.path, aside)) return undefined;
  if (!actor.move(second.path, first.path)) {
    actor.move(aside, first.path);
    return undefined;
  }
  actor.move(aside, second.path);
  return `swaps ${first.path} and ${second.path}`;
};

const rotate: Habit = (habits) => {
  const { actor, chance } = habits;
  const three = chance.shuffled(actor.see().filter(({ kind }) => kind === 'file')).slice(0, 3);
  const [a, b, c] = three.map(({ path }) => path);
  if (a === undefined || b === undefined || c === undefined) return undefined;
  const aside = beside(a, 'zz-turn');
  actor.move(a, aside);
  actor.move(c, a);
  actor.move(b, c);
  actor.move(aside, b);
  return `rotates ${a}, ${b}, ${c}`;
};

/** `a/b` becomes `b/a`. */
const insideOut: Habit = (habits) => {
  const { actor, chance } = habits;
  const inner = actor.see().filter(({ path, kind }) => kind === 'folder' && path.includes('/'));
  if (inner.length === 0) return undefined;
  const { path } = chance.pick(inner);
  const outer = folderOf(path);
  const aside = join(folderOf(outer), 'zz-inner');
  if (!actor.move(path, aside) || !actor.move(outer, join(aside, nameOf(outer)))) return undefined;
  actor.move(aside, join(folderOf(outer), nameOf(path)));
  return `turns ${path} inside out`;
};

const caseOnly: Habit = (habits) => {
  const seen = one(habits);
  if (seen === undefined) return undefined;
  const name = nameOf(seen.path);
  const other = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
  const to = beside(seen.path, other);
  return other !== name && habits.actor.move(seen.path, to) ? `renames ${seen.path} to ${to}` : undefined;
};

const copy: Habit = (habits) => {
  const file = one(habits, 'file');
  const content = file && habits.actor.bytesAt(file.path);
  if (file === undefined || content === undefined) return undefined;
  const to = newPath(habits);
  return habits.actor.write(to, content) ? `copies ${file.path} to ${to}` : undefined;
};

/** Writes beside and renames over, as gedit, many word processors and `sed -i` do. */
const saveBeside: Habit = (habits) => {
  const { actor } = habits;
  const file = one(habits, 'file');
  if (file === undefined || !actor.isDisk) return undefined;
  const aside = beside(file.path, 'zz-new.tmp');
  actor.write(aside, bytes(habits, file.path));
  actor.remove(file.path);
  actor.move(aside, file.path);
  return `saves ${file.path} by writing beside it`;
};

/** Renames the old one to a backup, writes a new one, drops the backup: vim. */
const saveWithBackup: Habit = (habits) => {
  const { actor } = habits;
  const file = one(habits, 'file');
  if (file === undefined || !actor.isDisk) return undefined;
  const backup = `${file.path}~`;
  if (!actor.move(file.path, backup)) return undefined;
  actor.write(file.path, bytes(habits, file.path));
  actor.remove(backup);
  return `saves ${file.path} over a backup`;
};

/** Two writes of one save, the first one short. */
const saveInTwo: Habit = (habits) => {
  const { actor } = habits;
  const file = one(habits, 'file');
  if (file === undefined) return undefined;
  actor.write(file.path, bytes(habits, file.path));
  actor.write(file.path, bytes(habits, file.path));
  return `saves ${file.path} twice`;
};

export const HABITS = {
  write,
  edit,
  touch,
  mkdir,
  rename,
  move,
  moveAndEdit,
  remove,
  recreate,
  retype,
  swap,
  rotate,
  insideOut,
  caseOnly,
  copy,
  saveBeside,
  saveWithBackup,
  saveInTwo,
} as const satisfies Record<string, Habit>;

export type HabitName = keyof typeof HABITS;

/** How often each is drawn. */
export const WEIGHTS: Readonly<Record<HabitName, number>> = {
  write: 14,
  edit: 14,
  touch: 2,
  mkdir: 6,
  rename: 8,
  move: 10,
  moveAndEdit: 3,
  remove: 6,
  recreate: 3,
  retype: 2,
  swap: 3,
  rotate: 2,
  insideOut: 3,
  caseOnly: 2,
  copy: 3,
  saveBeside: 5,
  saveWithBackup: 4,
  saveInTwo: 3,
};
