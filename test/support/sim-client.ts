/** One installation of the program in a simulated world: the real engine and a real journal over a made-up disk and cloud. */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
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
  /** A real folder for homes and journals. */
  readonly scratch: string;
  readonly folding: Folding;
  readonly platform: 'linux' | 'darwin';
  readonly say: (line: string) => void;
  readonly verbose: boolean;
}

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
  readonly #old: Engine[] = [];
  readonly #folder: string;
  #engine: Engine | undefined;
  #home: string;
  #lives = 0;
  #snapshot: string | undefined;
  #diesWithPower = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.name = options.name;
    // No two machines write in the same second: two files of one name, size and time count as equal by design.
    this.clockOffsetMs = options.number * 100_000_000;
    this.#folder = path.join(options.scratch, `files-${options.number}`);
    mkdirSync(this.#folder, { recursive: true });
    this.#home = path.join(options.scratch, `home-${options.number}-0`);
    rmSync(this.#home, { recursive: true, force: true });
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
        set: (name, value) => Promise.resolve(void this.#secrets.set(name, value)),
        delete: (name) => Promise.resolve(void this.#secrets.delete(name)),
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
    for (const { journal } of engine.links()) this.#minding(journal);
  }

  async #open(): Promise<void> {
    this.#lives += 1;
    this.process = new Process(this.name);
    mkdirSync(this.#home, { recursive: true });
    this.#engine = new Engine(wire(this.#home, this.#world(this.process)));
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
      if (thrown.code === 'internal') this.unforeseen.push(`${this.name}: ${thrown.stack ?? thrown.message}`);
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

  /** Keeps a copy of the journal as it is now, to which a power cut may take it back. */
  keepSnapshot(): void {
    this.#snapshot ??= path.join(this.#options.scratch, `snapshot-${this.#options.number}`);
    rmSync(this.#snapshot, { recursive: true, force: true });
    cpSync(this.#home, this.#snapshot, { recursive: true });
  }

  /** In the middle of the deadly step: what is committed now is what the next life finds. */
  #onDeath(): void {
    if (this.#engine !== undefined) this.#old.push(this.#engine);
    this.#engine = undefined;
    const { scratch, number, loop } = this.#options;
    const next = path.join(scratch, `home-${number}-${this.#lives}`);
    rmSync(next, { recursive: true, force: true });
    const older = this.#diesWithPower && this.#snapshot !== undefined && loop.chance.isTrue(0.5);
    cpSync(older && this.#snapshot !== undefined ? this.#snapshot : this.#home, next, { recursive: true });
    this.#home = next;
    if (this.#diesWithPower) this.volume.cutPower(loop.chance);
  }

  /** Starts again after a death. */
  async revive(): Promise<void> {
    this.#snapshot = undefined;
    await this.#open();
  }

  async end(): Promise<void> {
    const { scratch, number } = this.#options;
    await this.#engine?.close();
    // The dead still hold their files open; nothing of theirs ever runs again.
    for (const engine of this.#old) {
      for (const link of engine.links()) link.journal.close();
      engine.parts.state.close();
    }
    for (let life = 0; life <= this.#lives; life += 1)
      rmSync(path.join(scratch, `home-${number}-${life}`), { recursive: true, force: true });
    if (this.#snapshot !== undefined) rmSync(this.#snapshot, { recursive: true, force: true });
  }
}
