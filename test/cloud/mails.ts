/** The letters that the cloud would send, for tests to read: nobody gets them. */
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';

export interface Mail {
  readonly to: string;
  /** `shared`: something was shared with them; `downloaded`: somebody fetched what they shared. */
  readonly about: 'shared' | 'downloaded';
  readonly path: string;
  /** The share link's secret. */
  readonly hash: string;
}

export class Mails {
  readonly #clock: Clock;
  readonly #add;
  readonly #all;

  constructor(database: Database, clock: Clock) {
    this.#clock = clock;
    this.#add = database.prepare<[string, string, string, string, number]>(
      'INSERT INTO mails (recipient, about, path, hash, created) VALUES (?, ?, ?, ?, ?)',
    );
    this.#all = database.prepare<[], { recipient: string; about: Mail['about']; path: string; hash: string }>(
      'SELECT * FROM mails ORDER BY id',
    );
  }

  send({ to, about, path, hash }: Mail): void {
    this.#add.run(to, about, path, hash, this.#clock.now());
  }

  /** In the order in which they were sent. */
  all(): Mail[] {
    return this.#all.all().map(({ recipient, about, path, hash }) => ({ to: recipient, about, path, hash }));
  }
}
