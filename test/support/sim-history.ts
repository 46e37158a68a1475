/** Plays a history in a fresh world and says which laws it broke. */
import type { Look } from '../../main/engine/cycle.ts';
import { SyncError } from '../../main/errors.ts';
import { type Actor, createHands, createWebUser } from './sim-actors.ts';
import { SimClient } from './sim-client.ts';
import { SimCloud } from './sim-cloud.ts';
import { HABITS } from './sim-habits.ts';
import { checkLaws } from './sim-laws.ts';
import { Ledger } from './sim-ledger.ts';
import { SimLoop } from './sim-loop.ts';
import { Chance } from './sim-random.ts';
import { type Deed, type History, NAMES, type Turn } from './sim-steps.ts';

export interface Outcome {
  /** Empty where every law held. */
  readonly broken: readonly string[];
  readonly story: readonly string[];
  readonly deeds: number;
  readonly deaths: number;
  readonly actions: number;
}

export interface PlayOptions {
  readonly scratch: string;
  /** Puts the engine's log into the story. */
  readonly verbose?: boolean;
}

/** Rounds within which everybody has to agree once nothing moves any more. */
const MOST_ROUNDS = 12;
/** One cycle that does so much is going in circles; no history is that big. */
const MOST_ACTIONS = 300;
const BETWEEN_ROUNDS_MS = 11 * 60_000;

class Play {
  readonly story: string[] = [];
  readonly loop = new SimLoop();
  readonly ledger = new Ledger();
  readonly cloud: SimCloud;
  readonly clients: SimClient[];
  readonly actors: Actor[];
  readonly history: History;
  broken: string[] = [];
  /** Somebody acted between a look and the touch that followed it; then the trash is where bytes may be. */
  raced = false;
  deeds = 0;
  deaths = 0;
  actions = 0;

  constructor(history: History, options: PlayOptions) {
    this.history = history;
    const { profile } = history;
    const { loop, ledger } = this;
    this.cloud = new SimCloud({
      hashMode: profile.hashMode,
      separateIds: profile.separateIds,
      now: () => loop.nowMs,
      marks: { onContent: (bytes, path) => ledger.shown(bytes, `cloud:${path}`) },
    });
    const folds = profile.disk === 'darwin';
    this.clients = Array.from(
      { length: profile.clients },
      (_, index) =>
        new SimClient({
          name: `PC${index + 1}`,
          number: index + 1,
          loop,
          cloud: this.cloud,
          ledger,
          scratch: options.scratch,
          folding: { case: folds, normalForm: folds },
          platform: profile.disk,
          say: (line) => this.story.push(line),
          verbose: options.verbose ?? false,
        }),
    );
    this.actors = [
      createWebUser({ name: 'web', cloud: this.cloud, ledger, person: 99, now: () => loop.nowMs }),
      ...this.clients.map((client) =>
        createHands(client.name, client.volume, ledger, (folder) => client.hints.add(folder)),
      ),
    ];
  }

  async run(): Promise<void> {
    for (const client of this.clients) await client.install();
    for (const step of this.history.steps) {
      if (step.kind === 'deed') this.#do(step);
      else if (step.kind === 'turn') await this.#turn(step);
      else await this.#rest();
      this.broken.push(...this.ledger.broken.splice(0));
      for (const client of this.clients) this.broken.push(...client.unforeseen.splice(0));
      if (this.broken.length > 0) return;
    }
  }

  #do(deed: Deed, during = ''): void {
    const actor = this.actors[deed.who];
    if (actor === undefined) return;
    const chance = new Chance(deed.seed);
    const pass = (ms: number): void => this.loop.pass(ms);
    const names = NAMES[this.history.profile.names];
    const did = HABITS[deed.habit]({ actor, ledger: this.ledger, chance, names, pass });
    this.loop.pass(chance.pick([0, 1, 7, 40, 1500]));
    if (did === undefined) return;
    this.deeds += 1;
    this.story.push(`${during}${actor.name} ${did}`);
  }

  async #turn(turn: Turn): Promise<void> {
    this.loop.chance = new Chance(turn.seed);
    const left = [...turn.meanwhile];
    this.loop.between = () => {
      const next = this.loop.chance.isTrue(0.06) ? left.shift() : undefined;
      if (next === undefined) return;
      this.raced = true;
      this.#do(next, '  meanwhile ');
    };
    const { jump } = turn;
    const jumper = jump && this.clients[jump.client - 1];
    if (jumper !== undefined && jump !== undefined) {
      jumper.clockOffsetMs += jump.ms;
      this.story.push(`the clock of ${jumper.name} jumps by ${jump.ms} ms`);
    }
    if (turn.together && turn.clients.length > 1) this.raced = true;
    if (turn.together) await Promise.all(turn.clients.map((number) => this.#cycle(number, turn)));
    else for (const number of turn.clients) await this.#cycle(number, turn);
    this.loop.between = undefined;
    for (const deed of left) this.#do(deed);
  }

  async #cycle(number: number, turn: Turn): Promise<void> {
    const client = this.clients[number - 1];
    if (client === undefined) return;
    client.troubles.disk.failing = turn.diskFails;
    client.troubles.http.failing = turn.cloudFails;
    const death = turn.death?.client === number ? turn.death : undefined;
    if (death !== undefined) {
      if (death.withPower) client.keepSnapshot();
      client.dieIn(death.step, death.withPower);
    }
    this.story.push(`${client.name} syncs (${turn.look}${troubles(turn)})`);
    const ended = await client.cycle(this.#look(client, turn));
    client.process.diesAt = undefined;
    client.troubles.disk.failing = 0;
    client.troubles.http.failing = 0;
    if (ended === 'died') {
      this.deaths += 1;
      this.story.push(`${client.name} dies in step ${death?.step ?? 0}${death?.withPower ? ', with the power' : ''}`);
      await client.revive();
    } else if (ended instanceof SyncError)
      this.story.push(`  ${client.name} stopped: ${ended.code} ${ended.detail ?? ''}`);
    else this.actions += ended;
  }

  #look(client: SimClient, turn: Turn): Look {
    const hints = client.takeHints();
    if (turn.look === 'everything') return { local: 'all', cloud: 'all' };
    // Some hints are lost on the way.
    return { local: hints.filter(() => this.loop.chance.isTrue(0.8)), cloud: 'top' };
  }

  async #rest(): Promise<void> {
    this.story.push('everybody rests');
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      let moved = 0;
      for (const client of this.clients) {
        const ended = await client.cycle({ local: 'all', cloud: 'all' });
        if (typeof ended !== 'number') {
          this.broken.push(`law 2: ${client.name} stopped in peace: ${String(ended)}`);
          return;
        }
        const { pending, nextRetryMs } = client.link.journal.counts();
        if (ended > 0) this.story.push(`  ${client.name} did ${ended} in round ${round + 1}`);
        if (ended >= MOST_ACTIONS) {
          this.broken.push(`law 2: ${client.name} goes in circles, ${ended} actions in one cycle`);
          return;
        }
        moved += ended + pending + (nextRetryMs === undefined ? 0 : 1);
      }
      if (moved === 0) {
        this.broken.push(...(await checkLaws(this)));
        return;
      }
      this.loop.nowMs += BETWEEN_ROUNDS_MS;
    }
    this.broken.push(`law 2: still moving after ${MOST_ROUNDS} rounds`);
  }

  async end(): Promise<void> {
    for (const client of this.clients) await client.end();
  }
}

function troubles({ diskFails, cloudFails }: Turn): string {
  return `${diskFails > 0 ? `, disk fails ${diskFails}` : ''}${cloudFails > 0 ? `, cloud fails ${cloudFails}` : ''}`;
}

export type { Play };

export async function play(history: History, options: PlayOptions): Promise<Outcome> {
  const game = new Play(history, options);
  try {
    await game.run();
  } catch (thrown) {
    game.broken.push(`unforeseen: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  } finally {
    await game.end();
  }
  const { broken, story, deeds, deaths, actions } = game;
  return { broken, story, deeds, deaths, actions };
}
