/** One installation of the program in a simulated world: the real engine and real SQLite over a made-up disk and cloud. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Look } from '../../main/engine/cycle.ts';
import { Engine } from '../../main/engine/engine.ts';
import { allHandlers } from '../../main/engine/handlers/all.ts';
import type { Link } from '../../main/engine/link.ts';
import { SyncError } from '../../main/errors.ts';
import type { Journal } from '../../main/records.ts';
import { wire } from '../../main/wiring.ts';
import type { Log, LogFields, World } from '../../main/world.ts';
import type { SimCloud } from './sim-cloud.ts';
import { type Images, SimDatabases } from './sim-databases.ts';
import { createSimDisk, type DiskTroubles } from './sim-disk.ts';
import { createSimHttp, type HttpCounts, type HttpTroubles, ROOT_ID } from './sim-http.ts';
import type { Ledger } from './sim-ledger.ts';
import { Process, type SimLoop } from './sim-loop.ts';
import { Chance } from './sim-random.ts';
import { type Folding, SimVolume } from './sim-volume.ts';

export interface ClientOptions {
  readonly name: string;
  readonly number: number;
  readonly loop: SimLoop;
  readonly cloud: SimCloud;
  readonly ledger: Ledger;
  /** A real folder, for what asks the real disk whether a folder is there. */
  readonly scratch: string;
  readonly folding: Folding;
  readonly platform: 'linux' | 'darwin';
  readonly aliases: boolean;
  readonly say: (line: string) => void;
  readonly verbose: boolean;
}

const stackOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);

export class SimClient {
  readonly name: string;
  readonly volume: SimVolume;
  readonly troubles: { readonly disk: DiskTroubles; readonly http: HttpTroubles } = {
    disk: { failing: 0 },
    http: { failing: 0 },
  };
  readonly counts: HttpCounts = { requests: 0, conditional: 0, bytesUp: 0, bytesDown: 0, others: [] };
  readonly hints = new Set<string>();
  /** What nobody foresaw: errors that no code of the catalogue describes. */
  readonly unforeseen: string[] = [];
  /** How wrong this machine's clock is, in milliseconds. */
  clockOffsetMs: number;
  process: Process;
  readonly #options: ClientOptions;
  readonly #secrets = new Map<string, string>();
  readonly #databases = new SimDatabases();
  readonly #folder: string;
  readonly #home: string;
  #engine: Engine | undefined;
  #lives = 0;
  #snapshot: Images | undefined;
  #diesWithPower = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.name = options.name;
    // No two machines write in the same second: two files of one name, size and time count as equal by design.
    this.clockOffsetMs = options.number * 100_000_000;
    this.#folder = path.join(options.scratch, `files-${options.number}`);
    this.#home = path.join(options.scratch, `home-${options.number}`);
    for (const folder of [this.#folder, this.#home]) mkdirSync(folder, { recursive: true });
    this.volume = new SimVolume(this.#folder, () => options.loop.nowMs + this.clockOffsetMs, options.folding);
    this.process = new Process(options.name);
  }

  #log(fields: LogFields): Log {
    const write =
      (level: string) =>
      (message: string, more: LogFields = {}): void => {
        const all = { ...fields, ...more };
        if (all['code'] === 'internal') this.unforeseen.push(`${this.name}: ${message} ${JSON.stringify(all)}`);
        if (this.#options.verbose) this.#options.say(`    [${this.name}] ${level}: ${message} ${JSON.stringify(all)}`);
      };
    return {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      with: (more) => this.#log({ ...fields, ...more }),
    };
  }

  #world(process: Process): World {
    const { loop, cloud, ledger, number, platform } = this.#options;
    const chance = new Chance(number * 1000 + this.#lives);
    const diskWorld = {
      loop,
      process,
      volume: this.volume,
      troubles: this.troubles.disk,
      onShown: (at: string, inode: { readonly bytes: Uint8Array }) => {
        const inside = at.slice(this.#folder.length + 1);
        if (!inside.startsWith('.leitzcloud/')) ledger.shown(inode.bytes, `${this.name}:${inside}`);
      },
    };
    const httpWorld = {
      loop,
      process,
      cloud,
      troubles: this.troubles.http,
      counts: this.counts,
      person: number,
    };
    return {
      disk: createSimDisk(diskWorld),
      watcher: { watch: () => Promise.resolve({ close: () => Promise.resolve() }) },
      http: () => createSimHttp(httpWorld),
      clock: {
        now: () => loop.nowMs + this.clockOffsetMs,
        monotonic: () => loop.nowMs,
        sleep: async (ms, signal) => {
          if ((await loop.sleep(process, ms, signal)) === 'aborted') throw new SyncError('cancelled');
        },
      },
      random: { fraction: () => chance.fraction(), token: (length) => chance.token(length) },
      secrets: {
        get: (name) => Promise.resolve(this.#secrets.get(name)),
        set: (name, value) => Promise.resolve(void (process.alive && this.#secrets.set(name, value))),
        delete: (name) => Promise.resolve(void (process.alive && this.#secrets.delete(name))),
        protection: 'memory',
      },
      log: this.#log({}),
      host: { platform, hostname: this.name, osVersion: '1' },
    };
  }

  get link(): Link {
    const link = this.#engine?.links()[0];
    if (link === undefined) throw new Error(`${this.name} has no link`);
    return link;
  }

  get isRunning(): boolean {
    return this.process.alive && this.#engine !== undefined;
  }

  /** Signs in and binds the folder to the root. */
  async install(): Promise<void> {
    await this.#open();
    const engine = this.#engine;
    if (engine === undefined) throw new Error('not open');
    const handlers = allHandlers(engine);
    await handlers.signIn?.({ server: 'https://cloud.example', user: 'a@b', password: 'secret' });
    await handlers.link?.({ rootId: ROOT_ID, folder: this.#folder, exclude: [] });
    if (this.#options.aliases) await handlers.changeLink?.({ rootId: ROOT_ID, aliases: true });
    for (const { journal } of engine.links()) this.#minding(journal);
  }

  async #open(): Promise<void> {
    this.#lives += 1;
    const process = new Process(this.name);
    this.process = process;
    const connect = this.#databases.begin(() => this.#options.loop.count(process, 'commit'));
    this.#engine = new Engine(wire(this.#home, this.#world(process), connect));
    await this.#engine.open();
    for (const { journal } of this.#engine.links()) this.#minding(journal);
  }

  /** What was made durable on purpose is never taken back by a power cut. */
  #minding(journal: Journal): void {
    const { durably } = journal;
    journal.durably = (work) => {
      const result = durably(work);
      if (this.#snapshot !== undefined) this.keepSnapshot();
      return result;
    };
  }

  /** One cycle; ends at once when the process dies in it. Gives the number of actions, or how it ended otherwise. */
  async cycle(look: Look): Promise<number | 'died' | SyncError> {
    const died = new Promise<'died'>((resolve) => {
      this.process.onDeath = () => {
        this.#onDeath();
        resolve('died');
      };
    });
    const run = this.link.run(look).catch((thrown: unknown) => {
      if (!(thrown instanceof SyncError)) throw thrown;
      if (thrown.code === 'internal') this.unforeseen.push(`${this.name}: ${stackOf(thrown.cause ?? thrown)}`);
      return thrown;
    });
    return Promise.race([run, died]);
  }

  /** The folders that the watcher told of since the last time. */
  takeHints(): readonly string[] {
    const taken = [...this.hints];
    this.hints.clear();
    return taken;
  }

  /** Dies at that step from now on; with the power, what nothing made durable is lost. */
  dieIn(steps: number, withPower: boolean): void {
    this.process.diesAt = this.process.steps + steps;
    this.#diesWithPower = withPower;
  }

  /** Remembers the journal as it is now; a power cut may take it back to that. */
  keepSnapshot(): void {
    this.#snapshot = this.#databases.images();
  }

  /** In the middle of the deadly step: what is committed now is what the next life finds. */
  #onDeath(): void {
    const { loop } = this.#options;
    this.#databases.die();
    this.#engine = undefined;
    if (!this.#diesWithPower) return;
    if (this.#snapshot !== undefined && loop.chance.isTrue(0.5)) this.#databases.backTo(this.#snapshot);
    this.volume.cutPower(loop.chance);
  }

  /** Starts again after a death. */
  async revive(): Promise<void> {
    this.#snapshot = undefined;
    await this.#open();
  }

  async end(): Promise<void> {
    await this.#engine?.close();
    this.#engine = undefined;
    this.#databases.end();
  }
}
