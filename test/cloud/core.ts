/** Everything behind the HTTP face, put together over one data folder. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ActivityLog } from './activity.ts';
import { Changes } from './changes.ts';
import { Clock } from './clock.ts';
import { Contents } from './contents.ts';
import { Counters } from './counters.ts';
import { type Database, openDatabase } from './database.ts';
import type { HashMode } from './hashes.ts';
import { settleFileServer } from './machines.ts';
import { Mails } from './mails.ts';
import { People } from './people.ts';
import { Tree } from './tree.ts';

export interface CoreOptions {
  readonly data: string;
  readonly hash: HashMode;
  readonly seed: number;
  readonly people: number;
  readonly separateIds: boolean;
}

export interface Core {
  readonly dataFolder: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly contents: Contents;
  readonly counters: Counters;
  readonly tree: Tree;
  readonly changes: Changes;
  readonly people: People;
  readonly activity: ActivityLog;
  readonly mails: Mails;
  readonly hashMode: HashMode;
  /** Fields of the organization and of all desktop machines that differ from what they are at first. */
  readonly laidDown: { organization: LaidDown; machines: LaidDown };
}

export type LaidDown = Readonly<Record<string, string | number | boolean | null>>;

export function openCore(options: CoreOptions): Core {
  mkdirSync(options.data, { recursive: true });
  const database = openDatabase(path.join(options.data, 'cloud.sqlite'));
  const clock = new Clock();
  const contents = new Contents(options.data);
  const people = new People(database, options.seed, options.people);
  const counters = new Counters(database, options.separateIds);
  const tree = new Tree(database, clock);
  const activity = new ActivityLog(database, clock);
  const changes = new Changes({ database, tree, contents, counters, clock, activity });
  const core: Core = {
    dataFolder: options.data,
    database,
    clock,
    contents,
    counters,
    tree,
    changes,
    people,
    activity,
    mails: new Mails(database, clock),
    hashMode: options.hash,
    laidDown: { organization: {}, machines: {} },
  };
  settleFileServer(core);
  return core;
}
