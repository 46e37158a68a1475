/** An account over a scripted wire, signed in with a token that is good for ever. */
import { type AccountWorld, createCloudAccount } from '../../../../main/remote/account.ts';
import { sessionSecret } from '../../../../main/remote/session.ts';
import type { CloudAccount, CloudSide } from '../../../../main/sides.ts';
import type { HttpRequest } from '../../../../main/world.ts';
import { type Reply, random, type ScriptedHttp, scriptedHttp, TestClock, TestLog, TestSecrets } from './support.ts';

export const SERVER = 'https://cloud.example';
export const ROOT = 7;

export interface ScriptedAccount {
  readonly account: CloudAccount;
  readonly side: CloudSide;
  readonly http: ScriptedHttp;
  readonly log: TestLog;
  readonly clock: TestClock;
}

export function scriptedAccount(script: (request: HttpRequest, number: number) => Reply): ScriptedAccount {
  const http = scriptedHttp(script);
  const clock = new TestClock();
  const log = new TestLog();
  const secrets = new TestSecrets();
  const session = { access: 'A', refresh: 'R', lifeMs: 1e12, receivedMs: clock.now() };
  secrets.kept.set(sessionSecret(SERVER, 'anna@example.com'), JSON.stringify(session));
  const world: AccountWorld = { http, clock, log, secrets, random, server: SERVER, user: 'anna@example.com' };
  const account = createCloudAccount(world);
  return { account, side: account.side(ROOT), http, log, clock };
}

/** What came after the root's address, with the query. */
export function tail(request: HttpRequest): string {
  return request.url.slice(`${SERVER}/api/2/files/${ROOT}`.length);
}

export const NOT_FOUND: Reply = { status: 404, body: { error: 'not_found' } };
export const ROOT_REPLY: Reply = { body: { type: 'root', id: ROOT, name: 'My files', root_type: 'sync' } };

export function fileObject(id: number, path: string, more: object = {}) {
  return {
    type: 'file',
    id,
    root_id: ROOT,
    revision_id: id * 10,
    path,
    size: 5,
    modified: '2026-11-24T12:00:00',
    created: '2026-11-23T12:00:00',
    is_deleted: false,
    is_locked: false,
    ...more,
  };
}

export function folderObject(id: number, path: string, more: object = {}) {
  return { type: 'folder', id, root_id: ROOT, path, is_deleted: false, is_locked: false, hash: `h${id}`, ...more };
}
