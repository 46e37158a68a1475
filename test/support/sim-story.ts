/**
 * A story in the simulated world that is told step by step: what a history found, made small enough to read.
 *
 *     const { web, pc, sync, rest } = await simStory({ clients: 1 });
 *     web.write('a.txt', 'one');
 *     await sync(1);
 *     expect(await rest()).toEqual([]);
 */
import { onTestFinished } from 'vitest';
import type { Look } from '../../main/engine/cycle.ts';
import type { SyncError } from '../../main/errors.ts';
import type { Actor } from './sim-actors.ts';
import type { SimClient } from './sim-client.ts';
import { simScratch } from './sim-scratch.ts';
import type { Profile } from './sim-steps.ts';
import { SimWorld } from './sim-world.ts';

export interface Teller {
  readonly sees: () => Readonly<Record<string, string>>;
  /** Another content that nobody ever wrote before, beginning with the text. */
  write(path: string, text: string): void;
  mkdir(path: string): void;
  move(from: string, to: string): void;
  remove(path: string): void;
}

export interface SyncOptions {
  /** Default: everything on both sides. */
  readonly look?: Look;
  /** Done when the cycle has taken so many steps. */
  readonly meanwhile?: Readonly<Record<number, () => void>>;
  /** Dies in its so many-th step; with the power, what was not made durable is lost. */
  readonly dieIn?: number;
  readonly withPower?: boolean;
  /** Probabilities that a call of the disk, or a request, fails. */
  readonly diskFails?: number;
  readonly cloudFails?: number;
}

export interface SimStory {
  readonly world: SimWorld;
  readonly web: Teller;
  pc(number: number): Teller;
  client(number: number): SimClient;
  /** One cycle; after a death the program is started again. */
  sync(number: number, options?: SyncOptions): Promise<number | 'died' | SyncError>;
  /** Looks only where the watcher told of changes, and at the root in the cloud. */
  syncHints(number: number): Promise<number | 'died' | SyncError>;
  /** Everybody comes to rest; gives the laws that were broken. */
  rest(): Promise<readonly string[]>;
}

function tell(actor: Actor, world: SimWorld): Teller {
  const done = (what: string, ok: boolean): void => {
    if (!ok) throw new Error(`${actor.name} cannot ${what}`);
    world.loop.pass(1500);
  };
  return {
    sees: () =>
      Object.fromEntries(
        actor.see().map(({ path, kind }) => {
          const bytes = kind === 'file' ? actor.bytesAt(path) : undefined;
          return bytes === undefined ? [`${path}/`, ''] : [path, Buffer.from(bytes).toString('utf8')];
        }),
      ),
    write: (path, text) =>
      done(`write ${path}`, actor.write(path, world.ledger.said(text, `${actor.name} at ${path}`))),
    mkdir: (path) => done(`make ${path}`, actor.mkdir(path)),
    move: (from, to) => done(`move ${from} to ${to}`, actor.move(from, to)),
    remove: (path) => done(`remove ${path}`, actor.remove(path)),
  };
}

/** Sets a world up with its clients installed; all of it is gone when the running test has ended. */
export async function simStory(profile: Partial<Profile> = {}): Promise<SimStory> {
  const scratch = simScratch();
  const whole: Profile = {
    clients: 1,
    hashMode: 'subtree',
    separateIds: false,
    names: 'plain',
    disk: 'linux',
    ...profile,
  };
  const world = new SimWorld(whole, { scratch: scratch.folder });
  onTestFinished(async () => {
    await world.end();
    scratch.end();
  });
  await world.install();
  const client = (number: number): SimClient => {
    const found = world.clients[number - 1];
    if (found === undefined) throw new Error(`there is no client ${number}`);
    return found;
  };
  const actor = (number: number): Teller => {
    const found = world.actors[number];
    if (found === undefined) throw new Error(`there is no actor ${number}`);
    return tell(found, world);
  };
  const sync = async (number: number, options: SyncOptions = {}) => {
    const one = client(number);
    const { meanwhile = {}, dieIn, withPower = false, diskFails = 0, cloudFails = 0 } = options;
    one.troubles.disk.failing = diskFails;
    one.troubles.http.failing = cloudFails;
    const before = one.process.steps;
    const due = Object.entries(meanwhile).map(([step, act]) => ({ step: Number(step), act }));
    const thrown: unknown[] = [];
    world.loop.between = () => {
      const next = due[0];
      if (next === undefined || one.process.steps - before < next.step) return;
      due.shift();
      world.raced = true;
      // Thrown from here, it would stop the loop and the test would wait for ever.
      try {
        next.act();
      } catch (error) {
        thrown.push(error);
      }
    };
    if (withPower) one.keepSnapshot();
    if (dieIn !== undefined) one.dieIn(dieIn, withPower);
    const ended = await one.cycle(options.look ?? { local: 'all', cloud: 'all' });
    one.process.diesAt = undefined;
    one.troubles.disk.failing = 0;
    one.troubles.http.failing = 0;
    world.loop.between = undefined;
    if (thrown.length > 0) throw thrown[0];
    if (ended === 'died') await one.revive();
    return ended;
  };
  return {
    world,
    web: actor(0),
    pc: actor,
    client,
    sync,
    syncHints: (number) => sync(number, { look: { local: client(number).takeHints(), cloud: 'top' } }),
    rest: async () => {
      await world.rest();
      world.isSound();
      return world.broken;
    },
  };
}
