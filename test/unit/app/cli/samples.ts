/** One believable answer for every method, as an engine would give it. */
import type { Handlers } from '../../../../shared/contract/contract.ts';
import type { ActivityEntry } from '../../../../shared/contract/history.ts';
import type { NetworkInfo } from '../../../../shared/contract/network.ts';

const at = '2026-11-24T08:15:30.000Z';
const account = {
  signedIn: true,
  server: 'https://cloud.example.org',
  user: 'anna@example.org',
  displayName: 'Anna',
  spaceQuota: null,
  spaceUsed: 12,
};
const moved: ActivityEntry = {
  id: 4,
  at,
  rootId: 7,
  action: 'move',
  path: '/a.txt',
  to: '/b.txt',
  side: 'cloud',
  bytes: 0,
  why: 'moved-here',
  outcome: 'done',
};
const failed: ActivityEntry = { ...moved, id: 5, action: 'upload', bytes: 1200, outcome: 'failed', error: 'disk-full' };
const place = { path: '/a', rootId: 7 };
const share = {
  id: '3',
  rootId: 7,
  path: '/a.txt',
  kind: 'file' as const,
  url: 'https://cloud.example.org/s/x',
  expires: '2026-12-31',
  loginRequired: false,
  downloadLimit: null,
  downloads: 2,
  subscribers: [],
};
const certificate = { subject: 'anna', issuer: 'Example CA', validTo: at, fingerprint: 'AB:CD' };
const network: NetworkInfo = {
  proxy: { mode: 'manual', url: 'http://proxy.example.org:3128', user: 'anna', hasPassword: true, bypass: ['.local'] },
  ways: [{ server: account.server, proxy: 'http://proxy.example.org:3128', from: 'setting' }],
  certificates: [{ server: account.server, user: account.user, authorities: [certificate], client: certificate }],
};
const version = { path: '/a.txt', size: 1200, modifiedAt: at };

const update = { state: 'ready', code: 'update-ready', version: '2.0.0', lookedAt: at } as const;

export const samples: Handlers = {
  update: async () => update,
  lookForUpdate: async () => update,
  restartToUpdate: async () => ({ restarting: true }),
  signIn: async () => account,
  signOut: async () => ({ server: account.server, user: account.user, revoked: false }),
  account: async () => account,
  accounts: async () => [
    {
      id: 'anna@example.org https://cloud.example.org',
      server: account.server,
      user: account.user,
      displayName: 'Anna',
      signedIn: true,
      spaceQuota: null,
      spaceUsed: 12,
      links: 1,
    },
    {
      id: 'ben@example.org https://other.example.org',
      server: 'https://other.example.org',
      user: 'ben@example.org',
      displayName: 'Ben',
      signedIn: false,
      spaceQuota: null,
      spaceUsed: null,
      links: 2,
    },
  ],
  roots: async () => [
    { id: 7, name: 'Büro', type: 'sync', spaceUsed: 1_200_000, linkedTo: '/home/anna/Büro' },
    { id: 8, name: 'Archive\u001b[2J', type: 'backup', spaceUsed: 0, linkedTo: null },
  ],
  link: async ({ rootId, folder, exclude }) => ({ rootId, rootName: 'Büro', folder, excluded: exclude }),
  moveLink: async ({ rootId, folder }) => ({ rootId, from: '/home/anna/Büro', folder, how: 'renamed' }),
  changeLink: async ({ rootId, aliases }) => ({
    rootId,
    rootName: 'Büro',
    folder: '/home/anna/Büro',
    excluded: [],
    aliases: aliases ?? false,
  }),
  aliases: async () => [
    { rootId: 7, path: '/Plans/a:b.txt', kind: 'file', localName: 'a_b.txt', reason: 'illegal-name-here' },
  ],
  search: async () => ({ entries: [], more: false }),
  folderSizes: async () => [{ name: 'Plans', path: '/Plans', files: 3, bytes: 1200 }],
  leftOut: async () => [{ rootId: 7, path: '/Archive', files: null, bytes: null }],
  checkServer: async ({ server }) => ({ server, reachable: true, certificate: null, trusted: true }),
  folders: async () => ({ path: '/home/anna', parent: '/home', folders: [], more: false }),
  makeFolder: async ({ parent, name }) => ({ path: `${parent}/${name}` }),
  ignoreRules: async ({ rootId }) => ({ rootId, text: '' }),
  previewIgnore: async () => ({ files: 0, folders: 0, bytes: 0, newFiles: 0, newFolders: 0, examples: [] }),
  changeIgnoreRules: async ({ rootId, text }) => ({ rootId, text }),
  planSummary: async () => {
    const none = { count: 0, bytes: 0 };
    return { down: none, up: none, equal: none, compare: none, conflict: none, moved: none, deleted: none };
  },
  conflictBase: async ({ id }) => ({ id, text: null }),
  settledConflicts: async () => [],
  reopen: async ({ id }) => ({ id, path: '/a.txt' }),
  undoable: async () => [],
  unlink: async ({ rootId }) => ({ rootId, folder: '/home/anna/Büro' }),
  status: async () => ({
    state: 'attention',
    watching: false,
    links: [
      {
        rootId: 7,
        name: 'Büro',
        folder: '/home/anna/Büro',
        state: 'halted',
        reason: 'folder-missing',
        pending: 2,
        conflicts: 1,
        held: 3,
        failed: 0,
        lastSyncedAt: null,
      },
    ],
    transfers: [{ id: '1', rootId: 7, path: '/big.iso', direction: 'down', bytes: 100, bytesDone: 40, startedAt: at }],
  }),
  transfers: async () => [],
  bandwidth: async () => ({
    up: { bytesPerSecond: 204_800, by: 'organization' },
    down: { bytesPerSecond: null, by: null },
    lanes: [{ rootId: 7, lane: 'small', running: 2, allowed: 4, most: 12 }],
  }),
  plan: async () => [
    { rootId: 7, action: 'upload', path: '/a.txt', side: 'cloud', bytes: 1200, why: 'new-here' },
    { rootId: 7, action: 'move', path: '/b', to: '/c', side: 'local', bytes: 0, why: 'moved-in-cloud' },
  ],
  sync: async () => ({
    cycles: 2,
    uploaded: 1,
    downloaded: 1200,
    movedLocal: 0,
    movedCloud: 0,
    deletedLocal: 0,
    deletedCloud: 0,
    foldersMade: 1,
    conflicts: 0,
    held: 0,
    failed: 0,
    requests: 9,
    notModified: 1,
    bytesUp: 12,
    bytesDown: 3_400_000,
    wallMs: 1234,
  }),
  pause: async () => ({ pausedUntil: at }),
  resume: async () => ({ wasPaused: true }),
  surroundings: async ({ metered }) =>
    metered ? { resting: true, reason: 'metered-network' } : { resting: false, reason: null },
  syncNow: async () => ({ links: 1 }),
  conflicts: async () => [
    {
      id: '9',
      rootId: 7,
      path: '/a.txt',
      reason: 'edited-on-both-sides',
      state: 'open',
      at,
      mine: version,
      theirs: null,
    },
  ],
  resolve: async ({ id, keep }) => ({ id, path: '/a.txt', kept: keep }),
  held: async () => [
    {
      id: '7-deletions-cloud',
      rootId: 7,
      path: '/Projects',
      reason: 'mass-deletion',
      action: 'delete',
      side: 'cloud',
      count: 1204,
      bytes: 0,
      examples: ['/Projects/a', '/Projects/b'],
      at,
    },
    {
      id: '7-local-3',
      rootId: 7,
      path: '/a?.txt',
      reason: 'illegal-name-in-cloud',
      suggestedName: 'a_.txt',
      count: 1,
      bytes: 3,
      at,
    },
  ],
  release: async ({ id }) => ({ id, path: '/Projects', did: 'deletion-allowed', count: 1204 }),
  decline: async ({ id }) => ({ id, path: '/Projects', did: 'deletion-undone', count: 1204 }),
  why: async ({ path }) => ({
    path,
    rootId: 7,
    state: 'held',
    reason: 'case-clash',
    detail: 'A.txt',
    fix: 'fix-case-clash',
    history: [failed, moved],
  }),
  browse: async () => ({ entries: [], next: null }),
  preview: async ({ path }) => ({ path, size: 0, base64: '', truncated: false, mediaType: 'text/plain' }),
  exclude: async () => ({ ...place, state: 'excluded' }),
  include: async () => ({ ...place, state: 'waiting', reason: 'taken-back' }),
  lock: async () => ({ ...place, locked: true, lockedUntil: at }),
  unlock: async () => ({ ...place, locked: false, lockedUntil: null }),
  share: async () => share,
  shares: async () => [share],
  changeShare: async () => share,
  fixName: async ({ id, name }) => ({ id, path: '/a?.txt', name: name ?? 'a_.txt' }),
  resolveMany: async ({ ids, keep }) => ids.map((id) => ({ id, path: '/a.txt', kept: keep })),
  unshare: async ({ id }) => ({ id, path: null }),
  activity: async () => [failed, moved],
  versions: async () => [{ revision: 12, size: 3, modifiedAt: at, by: null, current: true }],
  restore: async ({ path, revision }) => ({ path, revision: revision + 1 }),
  trash: async () => [
    { id: '1', rootId: 7, path: '/a', kind: 'file', size: 3, at, side: 'local', why: 'deleted-in-cloud' },
  ],
  untrash: async ({ id }) => ({ id, path: '/a' }),
  undo: async () => ({ action: 'delete', path: '/a', did: 'restored' }),
  settings: async ({ key }) =>
    [
      { key: 'conflicts', value: 'ask', default: 'keep-both', choices: ['keep-both', 'ask'] },
      { key: 'guard.files', value: 50, default: 50 },
    ].filter((setting) => key === undefined || key === setting.key),
  changeSetting: async ({ key, value }) => ({ key, value, default: 50 }),
  network: async () => network,
  setProxy: async () => network,
  setCertificates: async () => network,
  networkChanged: async () => ({ links: 1 }),
  doctor: async () => ({
    good: false,
    checks: [{ name: 'clock', outcome: 'bad', found: 'it is 2 h off', fix: 'Set the clock.' }],
  }),
  bundle: async ({ file }) => ({ file, bytes: 10 }),
};
