/**
 * The whole client as it is shipped (engine, journal, real disk, real HTTPS) beside a stand-in cloud in this process,
 * for stories in which one or both of them have a bad day. Both sides have the same verbs; what was written is kept in
 * a ledger, so that every story can end with "nothing is lost".
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openEngine, type RunningEngine } from '../../main/index.ts';
import { createRealWorld } from '../../main/real-world.ts';
import type { Http, Network, World } from '../../main/world.ts';
import { callOf, type Input, type MethodName, type Output } from '../../shared/contract/contract.ts';
import { type CloudOptions, type CloudPerson, type RunningCloud, startCloud } from '../cloud/cloud.ts';
import { type ClientClock, quickClock } from './quick-clock.ts';
import { type CloudHands, cloudHands, type HereHands, hereHands } from './real-hands.ts';
import { Ledger } from './real-ledger.ts';
import { temporaryFolder } from './temp-folder.ts';

/** Longer than any failed item waits for its next try. */
const RETRY_MS = 15 * 60_000;

export interface RealClientOptions extends Partial<CloudOptions> {
  /** How much faster than the world the client's timers run, so that minutes of backing off pass in a test. */
  readonly speed?: number;
  /** How much of the log is written; only errors if left out. */
  readonly logLevel?: 'debug' | 'info';
  /** What the client is told of its network; the real one if left out. */
  readonly network?: Network;
  /** Prepares the ground, such as by mounting something, before the folder is linked. */
  readonly ground?: (places: { readonly folder: string; readonly home: string }) => void;
}

/** How long a silent request is waited for, in milliseconds; a story of stalled requests makes it short. */
export interface Patience {
  idleMs: number;
}

const PATIENT: Patience = { idleMs: 60_000 };

const impatient = (http: Http, patience: Patience): Http => ({
  request: (request) => http.request({ ...request, idleTimeoutMs: Math.min(patience.idleMs, request.idleTimeoutMs) }),
  letGo: (how) => http.letGo?.(how),
  close: () => http.close(),
});

export class RealClient {
  #cloud: RunningCloud;
  readonly person: CloudPerson;
  /** The linked folder, absolute. */
  readonly folder: string;
  readonly home: string;
  readonly here: HereHands;
  #web: CloudHands;
  readonly ledger: Ledger;
  readonly clock: ClientClock;
  readonly patience: Patience;
  readonly #world: World;
  #engine: RunningEngine;

  constructor(parts: {
    readonly cloud: RunningCloud;
    readonly person: CloudPerson;
    readonly folder: string;
    readonly home: string;
    readonly clock: ClientClock;
    readonly patience: Patience;
    readonly world: World;
    readonly engine: RunningEngine;
  }) {
    this.#cloud = parts.cloud;
    this.person = parts.person;
    this.folder = parts.folder;
    this.home = parts.home;
    this.clock = parts.clock;
    this.patience = parts.patience;
    this.#world = parts.world;
    this.#engine = parts.engine;
    this.ledger = new Ledger();
    this.here = hereHands(parts.folder, this.ledger);
    this.#web = cloudHands(parts.cloud.as(parts.person.email), this.ledger);
  }

  get cloud(): RunningCloud {
    return this.#cloud;
  }

  get web(): CloudHands {
    return this.#web;
  }

  /** The cloud was stopped and is there again, at the same address and with the same data. */
  cameBack(cloud: RunningCloud): void {
    this.#cloud = cloud;
    this.#web = cloudHands(cloud.as(this.person.email), this.ledger);
  }

  get rootId(): number {
    return this.person.rootId;
  }

  /** Calls a method of the contract like any face; throws the failure as `{code, path, detail}`. */
  async call<Name extends MethodName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const result = await callOf(this.#engine.handlers)(name, input);
    if (result.ok) return result.value;
    throw Object.assign(new Error(`${name}: ${result.error.code}: ${result.error.detail ?? ''}`), result.error);
  }

  sync(): Promise<Output<'sync'>> {
    return this.call('sync', {});
  }

  /** The code with which a sync fails, or `none`. */
  async trySync(): Promise<string> {
    const result = await callOf(this.#engine.handlers)('sync', {});
    return result.ok ? 'none' : result.error.code;
  }

  /**
   * Syncs until both sides are equal and nothing is left to try, letting the time pass that failed items wait for.
   * Gives up after a few rounds; the story then sees what differs.
   */
  async syncUntilEqual(rounds = 5): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      const { failed } = await this.sync();
      if (failed === 0 && this.areEqual()) return;
      this.clock.skewMs += RETRY_MS;
    }
  }

  /** What the client says of itself: the state of the one link with its reason. */
  async says(): Promise<{ readonly state: string; readonly reason: string | undefined }> {
    const { links } = await this.call('status', {});
    const [link] = links;
    return { state: link?.state ?? 'no link', reason: link?.reason };
  }

  /** Resolves as soon as the condition holds; fails, naming it and what the client says, if it does not within a minute. */
  async until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    const end = performance.now() + 60_000;
    while (!(await holds())) {
      if (performance.now() > end)
        throw new Error(
          `waited in vain until ${what}; ${JSON.stringify(await this.says())}; ${this.difference().join('; ')}; ` +
            JSON.stringify(await this.call('held', {})),
        );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Both sides are equal, nothing waits, and the client says so. */
  untilCalm(): Promise<void> {
    return this.until('both sides are equal and all is well', async () => {
      if (!this.areEqual()) return false;
      const { state, reason } = await this.says();
      return (state === 'synced' || state === 'attention') && reason === undefined;
    });
  }

  /** Watches both sides from now on, like the tray app. */
  start(): Promise<void> {
    return this.#engine.start();
  }

  /** The same installation after a restart. */
  async restart(): Promise<void> {
    await this.#engine.close();
    this.#engine = await openEngine({ home: this.home, world: this.#world });
  }

  /** Leaves the home to another process, and goes on with what that one left. */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    await this.#engine.close();
    try {
      return await work();
    } finally {
      this.#engine = await openEngine({ home: this.home, world: this.#world });
    }
  }

  /** Both sides hold the same paths with the same bytes. */
  areEqual(): boolean {
    return JSON.stringify(this.here.tree()) === JSON.stringify(this.web.tree());
  }

  /** What is on one side only, for a message that tells. */
  difference(): readonly string[] {
    const [here, there] = [this.here.tree(), this.web.tree()];
    const paths = [...new Set([...Object.keys(here), ...Object.keys(there)])].sort();
    return paths
      .filter((path) => here[path] !== there[path])
      .map((path) => `${path}: here ${here[path] ?? 'nothing'}, there ${there[path] ?? 'nothing'}`);
  }

  /** Every version that nobody replaced or deleted still exists: live, in a trash, or as a revision. */
  lost(): readonly string[] {
    return this.ledger.missing(new Set([...this.here.everything(), ...this.web.everything()]));
  }

  async close(): Promise<void> {
    await this.#engine.close();
    await this.cloud.close();
  }
}

/** A client that is signed in and linked to the first person's own root, both of them empty; ends with the test. */
export async function realClient(options: RealClientOptions = {}): Promise<RealClient> {
  const { speed = 1, network, logLevel = 'error', ground, ...cloudOptions } = options;
  const patience = { ...PATIENT };
  const base = temporaryFolder();
  const [home, folder, data] = ['home', 'folder', 'cloud'].map((name) => join(base, name)) as [string, string, string];
  for (const each of [home, folder]) mkdirSync(each);
  ground?.({ folder, home });
  const cloud = await startCloud({ data, ...cloudOptions });
  const [person] = cloud.people;
  if (person === undefined) throw new Error('The cloud is empty.');
  const real = createRealWorld(home, logLevel);
  const clock = quickClock(real.world.clock, speed);
  const world: World = {
    ...real.world,
    clock,
    http: (how) => impatient(real.world.http(how), patience),
    ...(network === undefined ? {} : { network }),
  };
  const engine = await openEngine({ home, world });
  const client = new RealClient({ cloud, person, folder, home, clock, patience, world, engine });
  onTestFinished(async () => {
    await client.close();
    real.close();
  });
  await client.call('signIn', { server: cloud.url, user: person.email, password: person.password, ca: cloud.caPem });
  await client.call('link', { rootId: person.rootId, folder });
  return client;
}
