/**
 * Each error of the reference, provoked at the stand-in through the client's own remote side, and the code of our
 * catalogue that it becomes. Beside it: how far that reaches and what trying again is worth, because that is what the
 * engine goes by.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE, type ErrorCode } from '../../main/errors.ts';
import { parseServerAddress } from '../../main/remote/address.ts';
import { createAuth } from '../../main/remote/auth.ts';
import { type Caller, createCaller } from '../../main/remote/caller.ts';
import { signIn } from '../../main/remote/sign-in.ts';
import { createWire } from '../../main/remote/wire.ts';
import type { CloudSide } from '../../main/sides.ts';
import { MACHINE, type RemoteWorld, remoteWorld } from '../scenarios/remote-support.ts';
import { failure, META, MIB, random, small } from '../unit/main/remote/support.ts';

let world: RemoteWorld;
beforeAll(async () => {
  world = await remoteWorld({ people: 4 });
});
afterAll(() => world.end());
beforeEach(() => world.cloud.setFaults({}));

const side = (): CloudSide => world.side;
const web = () => world.cloud.as(world.person.email);
const someoneElse = () => world.cloud.as(world.cloud.people[1]?.email ?? '');
let serial = 0;
/** A new file; gives its id. */
function file(rootId = world.person.rootId): number {
  serial += 1;
  return web().in(rootId).write(`/Datei ${serial}.txt`, 'Inhalt').id;
}
const share = (): number => world.cloud.teamShares[0]?.rootId ?? 0;
const put = (on: CloudSide, name: string, text: string | Uint8Array = 'x', folder = 0) =>
  on.upload({ folder, name }, small(text), META, {});
const fault = (kind: Parameters<RemoteWorld['cloud']['setFaults']>[0]['rules']) =>
  world.cloud.setFaults(kind === undefined ? {} : { rules: kind });

/** A share of somebody else's in which we may only do what `rights` says. */
function shareWith(rights: readonly ('read' | 'write' | 'delete')[]): CloudSide {
  const other = world.cloud.people[1]?.email ?? '';
  const rootId = world.cloud.addRoot(`Freigabe ${serial++}`, 'share', other);
  world.cloud.as(other).in(rootId).write('/fremd.txt', 'fremd');
  world.cloud.grant(rootId, world.person.email, rights);
  return world.account.side(rootId);
}

async function idOf(on: CloudSide, name: string): Promise<number> {
  const listing = await on.list(0, {});
  return (listing.modified && listing.children.find((child) => child.name === name)?.id) || 0;
}

/** The remote side's own way of calling, for requests that a right client never sends. */
function caller(): Caller {
  const { http, clock, secrets, log, cloud, person } = world;
  const wire = createWire({ http, clock, server: cloud.url });
  return createCaller({ wire, clock, auth: createAuth({ wire, secrets, clock, random, log, user: person.email }) });
}

function enter(change: Partial<Parameters<typeof signIn>[0]> & { readonly person?: number }): Promise<void> {
  const person = world.cloud.people[change.person ?? 2] ?? world.person;
  const { http, secrets, clock, cloud } = world;
  const common = { http, secrets, clock, server: cloud.url, machine: MACHINE };
  return signIn({ ...common, user: person.email, password: person.password, ...change });
}

interface Row {
  /** Status, error and, where it matters, description of the reference. */
  readonly error: string;
  readonly provoke: () => Promise<unknown>;
  readonly code: ErrorCode;
}

const CHANGED: readonly Row[] = [
  {
    error: '404 not_found: renaming what is not there',
    provoke: () => side().rename('file', 999_999, 'neu.txt'),
    code: 'not-found',
  },
  {
    error: '404 not_found: a folder that is in the trash',
    provoke: async () => {
      const folder = web().mkdir('/Weg');
      web().remove('/Weg');
      return side().list(folder, {});
    },
    code: 'not-found',
  },
  {
    error: '410 gone: what was deleted for good',
    provoke: async () => {
      const id = file();
      web().remove(`/Datei ${serial}.txt`);
      web().purge(`/Datei ${serial}.txt`);
      return side().file(id);
    },
    code: 'gone',
  },
  {
    error: '409 name_conflict: a new folder',
    provoke: () => {
      web().mkdir('/Belegt');
      return side().createFolder(0, 'BELEGT');
    },
    code: 'name-conflict',
  },
  {
    error: '409 name_conflict: a rename',
    provoke: () => {
      web().mkdir('/Belegt');
      return side().rename('file', file(), 'belegt');
    },
    code: 'name-conflict',
  },
  {
    error: '409 name_conflict: a move',
    provoke: () => {
      const id = file();
      web().write(`/Ziel/Datei ${serial}.txt`, 'da');
      return side().move('file', id, web().node('/Ziel').id);
    },
    code: 'name-conflict',
  },
  {
    error: '409 name_conflict: an upload onto a folder',
    provoke: () => {
      web().mkdir('/Ein Ordner');
      return put(side(), 'ein ordner');
    },
    code: 'name-conflict',
  },
  {
    error: '409 name_conflict: a restore',
    provoke: () => {
      const id = file();
      web().remove(`/Datei ${serial}.txt`);
      web().write(`/Datei ${serial}.txt`, 'inzwischen');
      return side().restore('file', id);
    },
    code: 'name-conflict',
  },
  {
    error: '409 conflict: a folder into itself',
    provoke: () => {
      const inner = web().mkdir('/Außen/Innen');
      return side().move('folder', web().node('/Außen').id, inner);
    },
    code: 'name-conflict',
  },
];

const REFUSED: readonly Row[] = [
  { error: '400 invalid_name: a rename', provoke: () => side().rename('file', file(), 'a:b'), code: 'invalid-name' },
  { error: '400 invalid_name: a new folder', provoke: () => side().createFolder(0, 'endet.'), code: 'invalid-name' },
  { error: '400 invalid_name: an upload', provoke: () => put(side(), 'was?.txt'), code: 'invalid-name' },
  {
    error: '403 locked: an upload',
    provoke: () => {
      someoneElse().in(share()).write('/gesperrt.txt', 'x');
      someoneElse().in(share()).lock('/gesperrt.txt');
      return put(world.account.side(share()), 'gesperrt.txt');
    },
    code: 'locked',
  },
  {
    error: '403 locked: a deletion',
    provoke: () => {
      const { id } = someoneElse().in(share()).write('/gesperrt 2.txt', 'x');
      someoneElse().in(share()).lock('/gesperrt 2.txt');
      return world.account.side(share()).delete('file', id);
    },
    code: 'locked',
  },
  {
    error: '403 quota_exceeded',
    provoke: async () => {
      world.cloud.setQuota(world.person.email, 10);
      return put(side(), 'zu viel.txt', 'x'.repeat(500)).finally(() => world.cloud.setQuota(world.person.email, 1e9));
    },
    code: 'quota-exceeded',
  },
  {
    error: '400 file_too_large',
    provoke: async () => {
      world.cloud.setPolicy({ max_file_size: 1 });
      return put(side(), 'gross.bin', new Uint8Array(MIB + 1)).finally(() =>
        world.cloud.setPolicy({ max_file_size: 10_240 }),
      );
    },
    code: 'file-too-large',
  },
  { error: '400 excluded_extension', provoke: () => put(side(), 'archiv.PST'), code: 'excluded-extension' },
  { error: '403 forbidden: an upload', provoke: () => put(shareWith(['read']), 'x.txt'), code: 'forbidden' },
  {
    error: '403 forbidden: a deletion',
    provoke: async () => {
      const on = shareWith(['read', 'write']);
      return on.delete('file', await idOf(on, 'fremd.txt'));
    },
    code: 'forbidden',
  },
  {
    error: '403 forbidden: a lock, where the organization has switched it off',
    provoke: async () => {
      world.cloud.setPolicy({ user_lock_files: false });
      return side()
        .lock('file', file(), 5)
        .finally(() => world.cloud.setPolicy({ user_lock_files: true }));
    },
    code: 'forbidden',
  },
  {
    error: '405 method_not_allowed',
    provoke: () => {
      fault([{ match: { endpoint: 'revisions' }, fault: { kind: 'missing-method' } }]);
      return side().revisions(file());
    },
    code: 'not-supported',
  },
  {
    error: '416 invalid_range',
    provoke: () =>
      side().download(
        { id: file(), revision: web().revisions(`/Datei ${serial}.txt`)[0]?.revisionId ?? 0 },
        { from: 999 },
      ),
    code: 'wrong-size',
  },
];

const OUR_MISTAKES: readonly Row[] = [
  {
    error: '400 invalid_request: Missing required parameter',
    provoke: () => caller().json('renameFile', { params: { root: world.person.rootId, file: file() } }),
    code: 'bad-request',
  },
  {
    error: '400 invalid_request: Invalid value for parameter',
    provoke: () =>
      caller().json('root', { params: { root: world.person.rootId }, values: { include_children: 'vielleicht' } }),
    code: 'bad-request',
  },
  {
    error: '400 invalid_date_format',
    provoke: () =>
      caller().json('shareFile', {
        params: { root: world.person.rootId, file: file() },
        values: { expires: '31.12.2030' },
      }),
    code: 'bad-request',
  },
  {
    error: '400 invalid_datetime_format',
    provoke: () =>
      caller().json('modifiedSince', { params: { root: world.person.rootId }, values: { since: 'gestern' } }),
    code: 'bad-request',
  },
];

const ROOTS: readonly Row[] = [
  { error: '404 not_found: the root', provoke: () => world.account.side(9999).list(0, {}), code: 'root-gone' },
  { error: '403 forbidden: the root', provoke: () => shareWith([]).list(0, {}), code: 'root-forbidden' },
];

const SERVICE: readonly Row[] = [
  ...(
    [
      [500, 'server-error'],
      [502, 'server-error'],
      [503, 'rate-limited'],
      [504, 'server-error'],
      [429, 'rate-limited'],
    ] as const
  ).map(([status, code]) => ({
    error: `${status}`,
    provoke: () => {
      fault([{ fault: { kind: 'status', status } }]);
      return side().list(0, {});
    },
    code,
  })),
  {
    error: '429 rate_limited: the organization’s limit',
    provoke: async () => {
      world.cloud.setPolicy({ api_ratelimit_enabled: true, api_ratelimit: 1 });
      const ask = () => side().list(0, {});
      return ask()
        .then(ask)
        .finally(() => world.cloud.setPolicy({ api_ratelimit_enabled: false }));
    },
    code: 'rate-limited',
  },
  {
    error: '400 insecure_transport: typed',
    provoke: async () => parseServerAddress('http://x.example'),
    code: 'insecure-transport',
  },
  {
    error: '400 insecure_transport: asked for',
    provoke: () =>
      world.http.request({
        method: 'GET',
        url: world.cloud.url.replace('https', 'http'),
        headers: {},
        idleTimeoutMs: 1000,
      }),
    code: 'insecure-transport',
  },
];

const SESSION: readonly Row[] = [
  {
    error: '401 access_denied: the session is over',
    provoke: async () => {
      fault([{ fault: { kind: 'refresh-fails', with: 'invalid_grant' } }]);
      world.cloud.expireTokens();
      return side().list(0, {});
    },
    code: 'sign-in-needed',
  },
  {
    error: 'invalid_grant: Invalid credentials given.',
    provoke: () => enter({ password: 'falsch' }),
    code: 'wrong-credentials',
  },
  {
    error: 'invalid_grant: an unknown person',
    provoke: () => enter({ user: 'x@y.example' }),
    code: 'wrong-credentials',
  },
  {
    error: 'invalid_grant: Invalid authentication code. (none)',
    provoke: () => enter({ person: 3 }),
    code: 'code-needed',
  },
  {
    error: 'invalid_grant: Invalid authentication code. (a wrong one)',
    provoke: () => enter({ person: 3, code: '000000' }),
    code: 'code-needed',
  },
  {
    error: 'invalid_grant: Account temporarily locked due to repeated failed login attempts.',
    provoke: async () => {
      for (let n = 0; n < 5; n++) await enter({ person: 1, password: 'falsch' }).catch(() => undefined);
      return enter({ person: 1 });
    },
    code: 'account-locked',
  },
];

/** What the engine may do about each: it goes by these and never by words. */
const WORTH: Readonly<Partial<Record<ErrorCode, readonly [scope: string, retry: string]>>> = {
  'not-found': ['item', 'changed'],
  gone: ['item', 'changed'],
  'name-conflict': ['item', 'changed'],
  'invalid-name': ['item', 'never'],
  locked: ['item', 'wait'],
  'quota-exceeded': ['item', 'wait'],
  'file-too-large': ['item', 'never'],
  'excluded-extension': ['item', 'never'],
  forbidden: ['item', 'wait'],
  'not-supported': ['item', 'never'],
  'bad-request': ['item', 'never'],
  'wrong-size': ['item', 'later'],
  'root-gone': ['link', 'wait'],
  'root-forbidden': ['link', 'wait'],
  'server-error': ['account', 'later'],
  'rate-limited': ['account', 'later'],
  'insecure-transport': ['account', 'never'],
  'sign-in-needed': ['account', 'wait'],
  'wrong-credentials': ['account', 'never'],
  'code-needed': ['account', 'never'],
  'account-locked': ['account', 'later'],
};

describe.each([
  ['the world moved', CHANGED],
  ['one thing is refused', REFUSED],
  ['a mistake of ours', OUR_MISTAKES],
  ['a whole root', ROOTS],
  ['the service', SERVICE],
  ['the session', SESSION],
] as const)('%s:', (_group, rows) => {
  it.each(rows.map((row) => [row.error, row.code, row] as const))('%s is %s', async (_error, code, { provoke }) => {
    expect(await failure(Promise.resolve().then(provoke))).toBe(code);
    const { scope, retry } = CATALOGUE[code];
    expect([scope, retry]).toEqual(WORTH[code]);
  });
});
