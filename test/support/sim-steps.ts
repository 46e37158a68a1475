/** A history as data, drawn from one seed: who does what, when the clients look, what fails and who dies. */
import { HABITS, type HabitName, WEIGHTS } from './sim-habits.ts';
import { Chance } from './sim-random.ts';

export interface Deed {
  readonly kind: 'deed';
  /** 0 is the web user; 1 and up the person at that client. */
  readonly who: number;
  readonly habit: HabitName;
  readonly seed: number;
}

export interface Turn {
  readonly kind: 'turn';
  readonly seed: number;
  /** Clients that run a cycle. */
  readonly clients: readonly number[];
  /** All at the same time, or one after the other. */
  readonly together: boolean;
  readonly look: 'everything' | 'hints';
  /** Done in the middle of the cycles. */
  readonly meanwhile: readonly Deed[];
  /** Probabilities that a call of the disk, or a request, fails. */
  readonly diskFails: number;
  readonly cloudFails: number;
  /** Dies in its so many-th step. */
  readonly death: { readonly client: number; readonly step: number; readonly withPower: boolean } | undefined;
  /** The clock of that client jumps by so many milliseconds. */
  readonly jump: { readonly client: number; readonly ms: number } | undefined;
}

/** Faults end, everybody stands still, and the laws are checked. */
export interface Rest {
  readonly kind: 'rest';
}

export type Step = Deed | Turn | Rest;

export interface Profile {
  readonly clients: number;
  readonly hashMode: 'level' | 'subtree';
  readonly separateIds: boolean;
  /** `plain` names never clash; `tricky` ones differ in case, normal form, or are forbidden. */
  readonly names: 'plain' | 'tricky';
  readonly disk: 'linux' | 'darwin';
  /** Names that cannot exist on a disk get other ones there; people at the web page give such names. */
  readonly aliases?: boolean;
}

/** What a run of histories may contain. */
export interface Scope {
  readonly clients: number;
  readonly faults: boolean;
  readonly deaths: boolean;
  readonly tricky: boolean;
  readonly meanwhile: boolean;
  readonly aliases?: boolean;
  /** About so many deeds per history. */
  readonly deeds: number;
}

export interface History {
  readonly profile: Profile;
  readonly steps: readonly Step[];
}

const ALL_HABITS = Object.keys(HABITS).filter((name): name is HabitName => name in HABITS);
const TOTAL = ALL_HABITS.reduce((sum, name) => sum + WEIGHTS[name], 0);

function drawHabit(chance: Chance): HabitName {
  let left = chance.fraction() * TOTAL;
  for (const name of ALL_HABITS) {
    left -= WEIGHTS[name];
    if (left < 0) return name;
  }
  return 'write';
}

const drawDeed = (chance: Chance, clients: number): Deed => ({
  kind: 'deed',
  who: chance.below(clients + 1),
  habit: drawHabit(chance),
  seed: chance.seed(),
});

function drawTurn(chance: Chance, clients: number, scope: Scope): Turn {
  const troubled = scope.faults && chance.isTrue(0.5);
  const dies = scope.deaths && chance.isTrue(0.4);
  const all = Array.from({ length: clients }, (_, index) => index + 1);
  const running = chance.isTrue(0.5) ? all : [chance.pick(all)];
  return {
    kind: 'turn',
    seed: chance.seed(),
    clients: running,
    together: scope.meanwhile && chance.isTrue(0.7),
    look: chance.isTrue(0.4) ? 'hints' : 'everything',
    meanwhile: scope.meanwhile
      ? Array.from({ length: chance.pick([0, 0, 1, 2, 4, 8]) }, () => drawDeed(chance, clients))
      : [],
    diskFails: troubled ? chance.pick([0, 0.01, 0.05]) : 0,
    cloudFails: troubled ? chance.pick([0, 0.02, 0.1]) : 0,
    death: dies
      ? {
          client: chance.pick(running),
          step: 1 + Math.floor(chance.fraction() ** 2 * 150),
          withPower: chance.isTrue(0.5),
        }
      : undefined,
    jump:
      scope.faults && chance.isTrue(0.05)
        ? { client: chance.pick(all), ms: chance.between(-7_200_000, 7_200_000) }
        : undefined,
  };
}

/** Draws a history. The same seed and scope give the same one. */
export function drawHistory(seed: number, scope: Scope): History {
  const chance = new Chance(seed);
  const clients = chance.between(1, scope.clients);
  const drawn: Profile = {
    clients,
    hashMode: chance.pick(['level', 'subtree']),
    separateIds: chance.isTrue(0.5),
    names: scope.tricky && chance.isTrue(0.5) ? 'tricky' : 'plain',
    disk: scope.tricky && chance.isTrue(0.25) ? 'darwin' : 'linux',
  };
  const profile: Profile = scope.aliases === true ? { ...drawn, names: 'tricky', aliases: true } : drawn;
  const steps: Step[] = [];
  let deeds = 0;
  while (deeds < scope.deeds) {
    const burst = chance.pick([1, 2, 4, 8, 16]);
    for (let count = 0; count < burst; count += 1) steps.push(drawDeed(chance, clients));
    deeds += burst;
    const turns = chance.pick([1, 1, 2, 3]);
    for (let count = 0; count < turns; count += 1) {
      const turn = drawTurn(chance, clients, scope);
      deeds += turn.meanwhile.length;
      steps.push(turn);
    }
    if (chance.isTrue(0.2)) steps.push({ kind: 'rest' });
  }
  steps.push({ kind: 'rest' });
  return { profile, steps };
}

export const NAMES: Readonly<Record<Profile['names'], readonly string[]>> = {
  plain: ['a', 'b', 'c', 'd.txt', 'e.txt', 'Bericht.docx', 'ä ö.txt', '🦊'],
  tricky: [
    'a',
    'A',
    'b',
    'B.txt',
    'b.txt',
    'ä'.normalize('NFC'),
    'ä'.normalize('NFD'),
    'x?',
    'end.',
    'c.tmp',
    'ß',
    '.x',
  ],
};

/** Names that no disk of these worlds takes, and the one of our own folder. */
export const IMPOSSIBLE_NAMES: readonly string[] = ['ö'.repeat(150), `${'ü'.repeat(140)}.txt`, '.leitzcloud'];
