/** Starts the stand-in cloud in this process. `main.ts` is the same from the command line. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CloudPolicy } from '../../shared/api/people.ts';
import type { Services } from './call.ts';
import { certificatesIn } from './certificates.ts';
import { addControl } from './control.ts';
import { type Core, type LaidDown, openCore } from './core.ts';
import { errors } from './errors.ts';
import { FaultEffects } from './fault-effects.ts';
import { FaultEngine, type Struck } from './fault-engine.ts';
import { type FaultPlanInput, faultPlan } from './fault-plan.ts';
import { openFrontDoor } from './front-door.ts';
import type { HashMode } from './hashes.ts';
import type { Mail } from './mails.ts';
import { displayName, type PersonRow, type Right } from './people.ts';
import { RateLimit } from './rate-limit.ts';
import { RequestCounts } from './request-counts.ts';
import { makeFace } from './server.ts';
import { restoreSnapshot, takeSnapshot } from './snapshots.ts';
import { Tokens } from './tokens.ts';
import { WebUser } from './web-user.ts';

export interface CloudOptions {
  /** Folder that keeps everything; made if it is missing. */
  readonly data: string;
  /** 0 (default) takes a free one. */
  readonly port?: number;
  readonly hash?: HashMode;
  /** Passwords follow from it, in a new folder. Default 1. */
  readonly seed?: number;
  /** How many people a new folder gets; default 4, at least 2. With 3 or more the last one needs a two-step code. */
  readonly people?: number;
  readonly faults?: FaultPlanInput;
  /** Life of an access token; default 3600. */
  readonly tokenSeconds?: number;
  /** Files and folders count their ids apart, so that a file and a folder can have the same one. Default false. */
  readonly separateIds?: boolean;
}

export interface CloudPerson {
  readonly email: string;
  readonly password: string;
  /** The person's own sync root. */
  readonly rootId: number;
  readonly id: number;
  readonly name: string;
  /** Two-step code, where the account needs one. */
  readonly code?: string;
}

export interface RunningCloud {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  /** The folder that keeps everything. */
  readonly data: string;
  /** Path of the CA's certificate (PEM). */
  readonly ca: string;
  readonly caPem: string;
  readonly people: readonly CloudPerson[];
  readonly teamShares: readonly { readonly rootId: number; readonly name: string }[];
  readonly controlToken: string;
  /** Acts as that person at the web page, in the person's own root; `.in(rootId)` for another. Throws for an unknown email. */
  as(email: string): WebUser;
  /** Counts by `VERB /path/:template` since the last reset. */
  requests(): Record<string, number>;
  resetRequests(): void;
  /** Replaces the fault plan; `{}` ends all faults. Throws where the plan is not understood. */
  setFaults(plan: FaultPlanInput): void;
  /** What the plan has done so far. */
  faultLog(): readonly Struck[];
  setClockSkew(seconds: number): void;
  snapshot(name?: string): void;
  restoreSnapshot(name?: string, options?: { readonly reuseIds?: boolean }): void;
  /** Takes a person's access to a root away, or gives it back. */
  withdraw(rootId: number, email: string, withdrawn?: boolean): void;
  grant(rootId: number, email: string, rights: readonly Right[]): void;
  addRoot(name: string, type: 'sync' | 'share' | 'backup', email: string): number;
  setPolicy(change: CloudPolicy): void;
  setQuota(email: string, bytes: number): void;
  /** Sets fields of the organization, or of every desktop machine, such as `bandwidth_throttle`. */
  layDown(change: { readonly organization?: LaidDown; readonly machines?: LaidDown }): void;
  /** The letters that it would have sent, in their order. */
  mails(): readonly Mail[];
  /** The two-step code that this person has to give, if any: also everybody's, while the policy asks for it. */
  codeOf(email: string): string | undefined;
  /** Every access token is expired from now on; refresh tokens stay good. */
  expireTokens(): void;
  close(): Promise<void>;
}

function controlTokenIn(folder: string): string {
  const file = path.join(folder, 'control-token');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const token = randomBytes(24).toString('hex');
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}

function describe(core: Core, person: PersonRow): CloudPerson {
  return {
    email: person.email,
    password: core.people.passwordOf(person),
    rootId: person.root_id,
    id: person.id,
    name: displayName(person),
    ...(person.code === null ? {} : { code: person.code }),
  };
}

function personNamed(core: Core, email: string): PersonRow {
  const person = core.people.byEmail(email);
  if (person === undefined) throw new Error(`Nobody in the stand-in cloud has the address ${email}.`);
  return person;
}

/** What acts on the cloud without HTTP. */
function controls(core: Core, tokens: Tokens, engine: FaultEngine, effects: FaultEffects, counts: RequestCounts) {
  return {
    as: (email: string) => {
      const person = personNamed(core, email);
      return new WebUser(core, person, person.root_id);
    },
    requests: () => counts.all(),
    resetRequests: () => counts.reset(),
    setFaults: (plan: FaultPlanInput) => {
      engine.set(faultPlan.parse(plan));
      effects.settle();
    },
    faultLog: () => engine.log,
    setClockSkew: (seconds: number) => {
      effects.baseSkewSeconds = seconds;
      effects.settle();
    },
    snapshot: (name = 'backup') => takeSnapshot(core, name),
    restoreSnapshot: (name = 'backup', options: { readonly reuseIds?: boolean } = {}) =>
      restoreSnapshot(core, name, options.reuseIds ?? false),
    withdraw: (rootId: number, email: string, withdrawn = true) =>
      core.people.withdraw(rootId, personNamed(core, email).id, withdrawn),
    grant: (rootId: number, email: string, rights: readonly Right[]) =>
      core.people.grant(rootId, personNamed(core, email).id, rights),
    addRoot: (name: string, type: 'sync' | 'share' | 'backup', email: string) => {
      const { id } = personNamed(core, email);
      const rootId = core.people.addRoot(name, type, id);
      core.people.grant(rootId, id, ['read', 'write', 'delete']);
      return rootId;
    },
    setPolicy: (change: CloudPolicy) => core.people.setPolicy(change),
    setQuota: (email: string, bytes: number) => core.people.setQuota(personNamed(core, email).id, bytes),
    layDown: (change: { readonly organization?: LaidDown; readonly machines?: LaidDown }) => {
      Object.assign(core.laidDown, change);
    },
    mails: () => core.mails.all(),
    codeOf: (email: string) => core.people.codeOf(personNamed(core, email)) ?? undefined,
    expireTokens: () => tokens.expireAll(),
  };
}

/** Resolves once it serves. Rejects where the port is taken or the folder cannot be used. */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const core = openCore({
    data: options.data,
    hash: options.hash ?? 'subtree',
    seed: options.seed ?? 1,
    people: options.people ?? 4,
    separateIds: options.separateIds ?? false,
  });
  const certificates = await certificatesIn(options.data);
  const controlToken = controlTokenIn(options.data);
  const tokens = new Tokens(core.database, core.clock, options.tokenSeconds ?? 3600);
  let url = '';
  const services: Services = { core, tokens, baseUrl: () => url };
  const engine = new FaultEngine();
  const effects = new FaultEffects(engine, services);
  const counts = new RequestCounts();
  const rateLimit = new RateLimit(core.people);
  const { app, https } = makeFace({ services, certificates, engine, effects, counts, rateLimit });
  let running: RunningCloud | undefined;
  addControl(app, () => {
    if (running === undefined) throw errors.notFound();
    return running;
  });
  await app.ready();
  const door = openFrontDoor(https);
  url = `https://127.0.0.1:${await door.listen(options.port ?? 0)}`;
  running = {
    url,
    data: options.data,
    ca: certificates.caFile,
    caPem: certificates.caPem,
    people: core.people.all().map((person) => describe(core, person)),
    teamShares: core.people.teamShares().map(({ id, name }) => ({ rootId: id, name })),
    controlToken,
    ...controls(core, tokens, engine, effects, counts),
    close: async () => {
      await door.close();
      await app.close();
      core.contents.close();
      core.database.close();
    },
  };
  if (options.faults !== undefined) running.setFaults(options.faults);
  return running;
}
