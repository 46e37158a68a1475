/** A cloud, computers and people of one simulated world, and how they come to rest. */
import { type Actor, createHands, createWebUser } from './sim-actors.ts';
import { SimClient } from './sim-client.ts';
import { SimCloud } from './sim-cloud.ts';
import { checkLaws } from './sim-laws.ts';
import { Ledger } from './sim-ledger.ts';
import { SimLoop } from './sim-loop.ts';
import type { Profile } from './sim-steps.ts';

export interface WorldOptions {
  /** A real folder for homes and journals. */
  readonly scratch: string;
  /** Puts the engine's log into the story. */
  readonly verbose?: boolean;
}

/** Rounds within which everybody has to agree once nothing moves any more. */
const MOST_ROUNDS = 12;
/** One cycle that does so much is going in circles; no history is that big. */
const MOST_ACTIONS = 300;
const BETWEEN_ROUNDS_MS = 11 * 60_000;

/** What a client has not come to terms with, for a message that tells. */
function leftOf({ name, link: { journal } }: SimClient): string {
  const held = journal.held(20).map(({ ref, hold, detail, attempts, retryAtMs }) => {
    const again = retryAtMs === undefined ? '' : `, tried ${attempts} times`;
    return `${ref.tree} ${ref.id} ${hold} ${detail ?? ''}${again}`;
  });
  return `${name} has ${journal.counts().pending} pending, holds ${JSON.stringify(held)}`;
}

export class SimWorld {
  readonly story: string[] = [];
  readonly loop = new SimLoop();
  readonly ledger = new Ledger();
  readonly cloud: SimCloud;
  readonly clients: readonly SimClient[];
  /** The web user, then the person at each client. */
  readonly actors: readonly Actor[];
  /** The laws that were broken so far, in words. */
  readonly broken: string[] = [];
  /** Somebody acted between a look and the touch that followed it; then the trash is where bytes may be. */
  raced = false;

  readonly aliases: boolean;

  constructor(profile: Profile, options: WorldOptions) {
    this.aliases = profile.aliases ?? false;
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
          aliases: profile.aliases ?? false,
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

  /** Signs every client in and binds its folder to the root. */
  async install(): Promise<void> {
    for (const client of this.clients) await client.install();
  }

  /** Faults are over and nobody moves: everybody has to agree soon, and the laws are checked. */
  async rest(): Promise<void> {
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
    this.broken.push(`law 2: still moving after ${MOST_ROUNDS} rounds: ${this.clients.map(leftOf).join('; ')}`);
  }

  /** Gathers what was noticed on the way. True while no law is broken. */
  isSound(): boolean {
    this.broken.push(...this.ledger.broken.splice(0));
    for (const client of this.clients) this.broken.push(...client.unforeseen.splice(0));
    return this.broken.length === 0;
  }

  async end(): Promise<void> {
    for (const client of this.clients) await client.end();
  }
}
