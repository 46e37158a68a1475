/** A cloud with a signed-in account on it, for stories about the remote side. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SyncError } from '../../main/errors.ts';
import { createHttp } from '../../main/real/http.ts';
import { createCloudAccount } from '../../main/remote/account.ts';
import { signIn } from '../../main/remote/sign-in.ts';
import type { CloudAccount, CloudSide, UploadSource } from '../../main/sides.ts';
import type { Clock, Http, Log, Random, Secrets } from '../../main/world.ts';
import { type CloudOptions, type CloudPerson, type RunningCloud, startCloud } from '../cloud/cloud.ts';

export const MIB = 1024 * 1024;
export const NOON = Date.UTC(2026, 10, 24, 12);

/** Real time, which a test may move: `skewMs` sets the wall clock off, `aheadMs` lets time pass on both clocks. */
export class TestClock implements Clock {
  skewMs = 0;
  aheadMs = 0;
  now = (): number => Date.now() + this.skewMs + this.aheadMs;
  monotonic = (): number => performance.now() + this.aheadMs;
  sleep = async (ms: number): Promise<void> => {
    this.aheadMs += ms;
  };
}

/** Secrets in memory; `onSet` is told before each is kept and may throw. */
export class TestSecrets implements Secrets {
  readonly protection = 'memory';
  readonly kept = new Map<string, string>();
  onSet: ((name: string, value: string) => void) | undefined;
  get = async (name: string): Promise<string | undefined> => this.kept.get(name);
  set = async (name: string, value: string): Promise<void> => {
    this.onSet?.(name, value);
    this.kept.set(name, value);
  };
  delete = async (name: string): Promise<void> => {
    this.kept.delete(name);
  };
}

/** Keeps every line, so that a test can read what was said. */
export class TestLog implements Log {
  readonly lines: string[] = [];
  #add = (message: string, fields: unknown = {}): void => {
    this.lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  debug = this.#add;
  info = this.#add;
  warn = this.#add;
  error = this.#add;
  with = (): Log => this;
}

export const random: Random = {
  fraction: () => Math.random(),
  token: (length) => Array.from({ length }, () => Math.floor(Math.random() * 36).toString(36)).join(''),
};

export const MACHINE = { dnsName: 'desk-1', osType: 'linux', osVersion: '6.1' } as const;

export interface RemoteWorld {
  readonly cloud: RunningCloud;
  readonly person: CloudPerson;
  readonly http: Http;
  readonly clock: TestClock;
  readonly secrets: TestSecrets;
  readonly log: TestLog;
  readonly account: CloudAccount;
  /** The person's own root. */
  readonly side: CloudSide;
  /** The same installation after a restart: what is kept is kept, what was in memory is gone. */
  restarted(): CloudAccount;
  end(): Promise<void>;
}

/** Starts a cloud in a folder of its own and signs its first person in. */
export async function remoteWorld(options: Partial<CloudOptions> = {}): Promise<RemoteWorld> {
  const data = await mkdtemp(path.join(tmpdir(), 'cloud-'));
  const cloud = await startCloud({ data, ...options });
  const [person] = cloud.people;
  if (person === undefined) throw new Error('The cloud is empty.');
  const http = createHttp({ ca: cloud.caPem });
  const clock = new TestClock();
  const secrets = new TestSecrets();
  const log = new TestLog();
  const common = { http, clock, secrets, random, log, server: cloud.url, user: person.email };
  await signIn({ ...common, password: person.password, machine: MACHINE });
  const account = createCloudAccount(common);
  cloud.resetRequests();
  return {
    cloud,
    person,
    http,
    clock,
    secrets,
    log,
    account,
    side: account.side(person.rootId),
    restarted: () => createCloudAccount(common),
    end: async () => {
      await http.close();
      await cloud.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** A small file's bytes as the local side gives them. */
export function small(text: string | Uint8Array): UploadSource {
  const body = Buffer.from(text);
  return { size: body.byteLength, body, hash: () => new Uint8Array(32), close: async () => {} };
}

/** A big file's bytes, `pieces` MiB long, each MiB filled with its number; `beforeLast` runs before the last one. */
export function big(pieces: number, beforeLast: () => void = () => {}): UploadSource {
  const body = async function* () {
    for (let n = 0; n < pieces; n++) {
      if (n === pieces - 1) beforeLast();
      yield new Uint8Array(MIB).fill(n);
    }
  };
  return { size: pieces * MIB, body: body(), hash: () => new Uint8Array(32), close: async () => {} };
}

export const META = { modifiedMs: NOON, createdMs: NOON - 86_400_000 };

/** The code with which it fails, or 'none'. */
export async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof SyncError ? error.code : `not a SyncError: ${error}`;
  }
}

export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Path to number of requests, without the reading of the token. */
export function asked(cloud: RunningCloud): Record<string, number> {
  return cloud.requests();
}
