/** One person's desk: the real engine on a real folder, signed in at a stand-in cloud, with the person's root linked. */
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { HomeState } from '../../main/home-state.ts';
import { openEngine, type RunningEngine } from '../../main/index.ts';
import { openHomeStore } from '../../main/journal/home-store.ts';
import { createRealWorld } from '../../main/real-world.ts';
import type { Clock, Http, HttpAnswer, World } from '../../main/world.ts';
import { callOf, type Input, type MethodName, type Output } from '../../shared/contract/contract.ts';
import { type CloudOptions, type CloudPerson, type RunningCloud, startCloud } from '../cloud/cloud.ts';
import type { WebUser } from '../cloud/web-user.ts';
import { handsOn } from '../support/temp-folder.ts';

/** This machine's clock, set forward by hand. */
class MovableClock implements Clock {
  readonly #real: Clock;
  #ahead = 0;

  constructor(real: Clock) {
    this.#real = real;
  }

  ahead(ms: number): void {
    this.#ahead += ms;
  }

  now(): number {
    return this.#real.now() + this.#ahead;
  }

  monotonic(): number {
    return this.#real.monotonic() + this.#ahead;
  }

  /** Milliseconds that were slept through. */
  slept = 0;

  /** Without limits of bandwidth nobody sleeps while a desk is not watched, so sleep may pass at once there. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (this.isWatched) return this.#real.sleep(ms, signal);
    this.slept += ms;
    this.#ahead += ms;
    await this.#real.sleep(0, signal);
  }

  isWatched = false;
}

const REFUSED: HttpAnswer = {
  status: 405,
  headers: { 'content-type': 'application/json' },
  bytes: async () => Buffer.from('{"error":"not_allowed"}'),
  stream: async function* () {
    yield Buffer.from('{"error":"not_allowed"}');
  },
  discard: async () => undefined,
};

/** A wire on which the cloud does not have the methods whose addresses match. */
function lacking(http: World['http'], missing: RegExp): World['http'] {
  return (options) => {
    const real: Http = http(options);
    return {
      request: async (request) => (missing.test(new URL(request.url).pathname) ? REFUSED : real.request(request)),
      close: () => real.close(),
    };
  };
}

export interface Desk {
  readonly cloud: RunningCloud;
  readonly person: CloudPerson;
  readonly rootId: number;
  readonly folder: string;
  readonly clock: MovableClock;
  /** The user's hands on the linked folder. */
  readonly user: ReturnType<typeof handsOn> & { move(from: string, to: string): void; remove(path: string): void };
  /** The same person at the web page, in the linked root. */
  readonly web: WebUser;
  /** Another person of the organization, in the linked root. */
  colleague(): WebUser;
  ask<Name extends MethodName>(name: Name, input: Input<Name>): Promise<Output<Name>>;
  /** The code of the failure that the question ends in. */
  refusal<Name extends MethodName>(name: Name, input: Input<Name>): Promise<string>;
  sync(): Promise<Output<'sync'>>;
  /** The absolute path of something in the linked folder. */
  at(path: string): string;
  state(path: string): Promise<string>;
  /** Milliseconds that the engine has waited on purpose. */
  waited(): number;
  /** Files and folders of the cloud, by path in the root. */
  cloudTree(): Readonly<Record<string, string>>;
  /** Both sides of the desk are watched from now on. */
  watch(): Promise<void>;
  /** Ends the engine and opens it again on the same home; `meanwhile` something may be put into what the home keeps. */
  restart(options?: { readonly meanwhile: (state: HomeState, home: string) => void }): Promise<void>;
}

export interface DeskOptions extends Partial<CloudOptions> {
  /** Which of the organization's people sits here; default the first. */
  readonly who?: number;
  /** The name of a team share to link instead of the person's own root. */
  readonly teamShare?: string;
  readonly exclude?: readonly string[];
  /** Addresses of methods that the cloud does not have. */
  readonly without?: RegExp;
  /** What administrators have set in the cloud before anybody signs in. */
  readonly layDown?: Parameters<RunningCloud['layDown']>[0];
  /** Fills the cloud before the root is linked. */
  readonly before?: (web: WebUser) => void;
}

/** Sets a desk up; all of it is gone when the running test has ended. */
export async function desk(options: DeskOptions = {}): Promise<Desk> {
  const { who = 0, teamShare, exclude = [], before, without, layDown, ...cloudOptions } = options;
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'leitz-desk-')));
  const folder = path.join(base, 'files');
  const home = path.join(base, 'home');
  for (const made of [folder, home]) mkdirSync(made);
  const cloud = await startCloud({ data: path.join(base, 'cloud'), ...cloudOptions });
  if (layDown !== undefined) cloud.layDown(layDown);
  const person = cloud.people[who];
  if (person === undefined) throw new Error(`there is no person ${who}`);
  const rootId =
    teamShare === undefined ? person.rootId : cloud.teamShares.find(({ name }) => name === teamShare)?.rootId;
  if (rootId === undefined) throw new Error(`there is no team share ${teamShare}`);
  const real = createRealWorld(home, 'warn');
  const clock = new MovableClock(real.world.clock);
  const http = without === undefined ? real.world.http : lacking(real.world.http, without);
  const world: World = { ...real.world, http, clock };
  let engine: RunningEngine = await openEngine({ home, world });
  onTestFinished(async () => {
    await engine.close();
    real.close();
    await cloud.close();
    rmSync(base, { recursive: true, force: true });
  });
  const call: ReturnType<typeof callOf> = (name, input) => callOf(engine.handlers)(name, input);
  const ask = async <Name extends MethodName>(name: Name, input: Input<Name>): Promise<Output<Name>> => {
    const result = await call(name, input);
    if (result.ok) return result.value;
    throw new Error(`${name}: ${result.error.code} ${result.error.path ?? ''} ${result.error.detail ?? ''}`);
  };
  const web = cloud.as(cloud.people[0]?.email ?? '').in(rootId);
  before?.(web);
  await ask('signIn', { server: cloud.url, user: person.email, password: person.password, ca: cloud.caPem });
  await ask('link', { rootId, folder, exclude: [...exclude] });
  const at = (inside: string): string => path.join(folder, inside);
  return {
    cloud,
    person,
    rootId,
    folder,
    clock,
    user: {
      ...handsOn(folder),
      move: (from, to) => {
        mkdirSync(path.dirname(at(to)), { recursive: true });
        renameSync(at(from), at(to));
      },
      remove: (inside) => rmSync(at(inside), { recursive: true }),
    },
    web: who === 0 ? web : cloud.as(person.email).in(rootId),
    colleague: () => {
      const other = cloud.people[who === 1 ? 0 : 1];
      if (other === undefined) throw new Error('there is nobody else');
      cloud.grant(rootId, other.email, ['read', 'write', 'delete']);
      return cloud.as(other.email).in(rootId);
    },
    ask,
    refusal: async (name, input) => {
      const result = await call(name, input);
      if (result.ok) throw new Error(`${name} was not refused`);
      return result.error.code;
    },
    sync: () => ask('sync', {}),
    at,
    state: async (inside) => (await ask('why', { path: at(inside) })).state,
    cloudTree: () => {
      const user = cloud.as(cloud.people[0]?.email ?? '').in(rootId);
      return Object.fromEntries(
        [...user.tree()].map(([name, entry]) =>
          entry.kind === 'folder' ? [`${name.slice(1)}/`, ''] : [name.slice(1), user.read(name).toString()],
        ),
      );
    },
    waited: () => clock.slept,
    watch: () => {
      clock.isWatched = true;
      return engine.start();
    },
    restart: async (options) => {
      await engine.close();
      if (options !== undefined) {
        const state = openHomeStore(path.join(home, 'home.db'), clock.now());
        options.meanwhile(state, home);
        state.close();
      }
      engine = await openEngine({ home, world });
    },
  };
}
