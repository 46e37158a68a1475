/** A cloud with a signed-in account on it, for stories about the remote side. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHttp } from '../../main/real/http.ts';
import { createCloudAccount } from '../../main/remote/account.ts';
import { signIn } from '../../main/remote/sign-in.ts';
import type { CloudAccount, CloudSide } from '../../main/sides.ts';
import type { Http } from '../../main/world.ts';
import { type CloudOptions, type CloudPerson, type RunningCloud, startCloud } from '../cloud/cloud.ts';
import { random, TestClock, TestLog, TestSecrets } from '../unit/main/remote/support.ts';

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

/** The same wire with less patience, so that a stalled request does not hold a test for minutes. */
function impatient(http: Http, idleTimeoutMs: number): Http {
  return { request: (request) => http.request({ ...request, idleTimeoutMs }), close: () => http.close() };
}

/** Starts a cloud in a folder of its own and signs its first person in. `idleMs` shortens every idle timeout. */
export async function remoteWorld(options: Partial<CloudOptions> & { idleMs?: number } = {}): Promise<RemoteWorld> {
  const data = await mkdtemp(path.join(tmpdir(), 'cloud-'));
  const cloud = await startCloud({ data, ...options });
  const [person] = cloud.people;
  if (person === undefined) throw new Error('The cloud is empty.');
  const real = createHttp({ ca: cloud.caPem });
  const http = options.idleMs === undefined ? real : impatient(real, options.idleMs);
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
