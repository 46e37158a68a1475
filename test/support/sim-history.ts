/** Plays a history in a fresh world and says which laws it broke. */
import type { Look } from '../../main/engine/cycle.ts';
import { SyncError } from '../../main/errors.ts';
import type { SimClient } from './sim-client.ts';
import { HABITS } from './sim-habits.ts';
import { Chance } from './sim-random.ts';
import { type Deed, type History, IMPOSSIBLE_NAMES, NAMES, type Turn } from './sim-steps.ts';
import { SimWorld, type WorldOptions } from './sim-world.ts';

export interface Outcome {
  /** Empty where every law held. */
  readonly broken: readonly string[];
  readonly story: readonly string[];
  readonly deeds: number;
  readonly deaths: number;
  /** Of these, right before a commit of the journal. */
  readonly deathsAtCommit: number;
  readonly actions: number;
}

class Play {
  readonly #history: History;
  readonly #world: SimWorld;
  deeds = 0;
  deaths = 0;
  deathsAtCommit = 0;
  actions = 0;

  constructor(history: History, world: SimWorld) {
    this.#history = history;
    this.#world = world;
  }

  async run(): Promise<void> {
    await this.#world.install();
    for (const step of this.#history.steps) {
      if (step.kind === 'deed') this.#do(step);
      else if (step.kind === 'turn') await this.#turn(step);
      else await this.#world.rest();
      if (!this.#world.isSound()) return;
    }
  }

  #do(deed: Deed, during = ''): void {
    const actor = this.#world.actors[deed.who];
    if (actor === undefined) return;
    const chance = new Chance(deed.seed);
    const pass = (ms: number): void => this.#world.loop.pass(ms);
    const { names: kind, aliases = false } = this.#history.profile;
    const names = [...NAMES[kind], ...(aliases && deed.who === 0 ? IMPOSSIBLE_NAMES : [])];
    const did = HABITS[deed.habit]({ actor, ledger: this.#world.ledger, chance, names, pass });
    this.#world.loop.pass(chance.pick([0, 1, 7, 40, 1500]));
    if (did === undefined) return;
    this.deeds += 1;
    this.#world.story.push(`${during}${actor.name} ${did}`);
  }

  async #turn(turn: Turn): Promise<void> {
    this.#world.loop.chance = new Chance(turn.seed);
    const left = [...turn.meanwhile];
    this.#world.loop.between = () => {
      const next = this.#world.loop.chance.isTrue(0.06) ? left.shift() : undefined;
      if (next === undefined) return;
      this.#world.raced = true;
      this.#do(next, '  meanwhile ');
    };
    const { jump } = turn;
    const jumper = jump && this.#world.clients[jump.client - 1];
    if (jumper !== undefined && jump !== undefined) {
      jumper.clockOffsetMs += jump.ms;
      this.#world.story.push(`the clock of ${jumper.name} jumps by ${jump.ms} ms`);
    }
    if (turn.together && turn.clients.length > 1) this.#world.raced = true;
    if (turn.together) await Promise.all(turn.clients.map((number) => this.#cycle(number, turn)));
    else for (const number of turn.clients) await this.#cycle(number, turn);
    this.#world.loop.between = undefined;
    for (const deed of left) this.#do(deed);
  }

  async #cycle(number: number, turn: Turn): Promise<void> {
    const client = this.#world.clients[number - 1];
    if (client === undefined) return;
    client.troubles.disk.failing = turn.diskFails;
    client.troubles.http.failing = turn.cloudFails;
    const death = turn.death?.client === number ? turn.death : undefined;
    if (death !== undefined) {
      if (death.withPower) client.keepSnapshot();
      client.dieIn(death.step, death.withPower);
    }
    this.#world.story.push(`${client.name} syncs (${turn.look}${troubles(turn)})`);
    const died = client.process;
    const ended = await client.cycle(this.#look(client, turn));
    client.process.diesAt = undefined;
    client.troubles.disk.failing = 0;
    client.troubles.http.failing = 0;
    if (ended === 'died') {
      this.deaths += 1;
      if (died.diedAt === 'commit') this.deathsAtCommit += 1;
      this.#world.story.push(
        `${client.name} dies in step ${death?.step ?? 0}${death?.withPower ? ', with the power' : ''}`,
      );
      await client.revive();
    } else if (ended instanceof SyncError)
      this.#world.story.push(`  ${client.name} stopped: ${ended.code} ${ended.detail ?? ''}`);
    else this.actions += ended;
  }

  #look(client: SimClient, turn: Turn): Look {
    const hints = client.takeHints();
    if (turn.look === 'everything') return { local: 'all', cloud: 'all' };
    // Some hints are lost on the way.
    return { local: hints.filter(() => this.#world.loop.chance.isTrue(0.8)), cloud: 'top' };
  }
}

function troubles({ diskFails, cloudFails }: Turn): string {
  return `${diskFails > 0 ? `, disk fails ${diskFails}` : ''}${cloudFails > 0 ? `, cloud fails ${cloudFails}` : ''}`;
}

export async function play(history: History, options: WorldOptions): Promise<Outcome> {
  const world = new SimWorld(history.profile, options);
  const game = new Play(history, world);
  try {
    await game.run();
  } catch (thrown) {
    world.broken.push(`unforeseen: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  } finally {
    await world.end();
  }
  const { broken, story } = world;
  const { deeds, deaths, deathsAtCommit, actions } = game;
  return { broken, story, deeds, deaths, deathsAtCommit, actions };
}
