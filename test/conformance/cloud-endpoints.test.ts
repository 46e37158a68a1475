/** Walks the endpoint table: each row is served by the stand-in, and its answer is read by the row's own schema. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldValue, PathParams } from '../../shared/api/endpoint.ts';
import { type EndpointKey, endpoints } from '../../shared/api/endpoints.ts';
import type { Answered, TestClient } from '../cloud/test-client.ts';
import { passwordGrant } from '../cloud/test-client.ts';
import { startTestCloud, type TestCloud } from '../cloud/test-cloud.ts';

interface Example {
  readonly params?: PathParams;
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** Called instead of the plain call. */
  readonly send?: () => Promise<Answered>;
}

describe.each(['subtree', 'level'] as const)('every row of the table, with %s hashes', (hash) => {
  let test: TestCloud;
  let client: TestClient;
  let root: number;

  beforeAll(async () => {
    test = await startTestCloud({ hash });
    client = await test.client(0);
    root = test.person(0).rootId;
  });
  afterAll(() => test.end());

  const user = () => test.cloud.as(test.person(0).email);
  let serial = 0;
  const freshFile = (): PathParams => {
    serial += 1;
    return { root, file: user().write(`/Datei ${serial}.txt`, 'Inhalt').id };
  };
  const freshFolder = (): PathParams => {
    serial += 1;
    return { root, folder: user().mkdir(`/Ordner ${serial}`) };
  };
  const deletedFile = (): PathParams => {
    const params = freshFile();
    user().remove(`/Datei ${serial}.txt`);
    return params;
  };
  const deletedFolder = (): PathParams => {
    const params = freshFolder();
    user().remove(`/Ordner ${serial}`);
    return params;
  };
  const shareLink = async (): Promise<number> => {
    const answer = await client.call('shareFile', freshFile());
    return endpoints.shareFile.answer.parse(answer.json).id;
  };
  const organization = { organization: 1 };

  const examples: Record<EndpointKey, () => Example | Promise<Example>> = {
    token: () => ({ fields: passwordGrant(test.person(1)) }),
    revoke: () => ({ fields: { client_id: 'anchor', token: 'unknown', token_type_hint: 'access_token' } }),
    authorize: () => ({
      fields: { response_type: 'code', client_id: 'leitz-cloud-desktop', redirect_uri: 'http://127.0.0.1:5000/back' },
    }),
    root: () => ({ params: { root }, fields: { include_children: true, include_permissions: true } }),
    folder: () => ({ params: freshFolder(), fields: { include_children: true, include_lock_info: true } }),
    modifiedSince: () => ({ params: { root }, fields: { since: '2020-01-01T00:00:00' } }),
    search: () => ({ params: { root }, fields: { q: 'datei' } }),
    file: () => ({ params: freshFile(), fields: { include_permissions: true } }),
    download: () => ({ params: freshFile() }),
    revisions: () => ({ params: freshFile() }),
    uploadToRoot: () => ({ send: () => client.upload(root, 0, 'neu.txt', 'abc', { modified: '2026-01-01T00:00:00' }) }),
    uploadToFolder: () => ({ send: () => client.upload(root, Number(freshFolder()['folder']), 'neu.txt', 'abc') }),
    createInRoot: () => ({ params: { root }, fields: { name: 'Neuer Ordner' } }),
    createInFolder: () => ({ params: freshFolder(), fields: { name: 'Neuer Ordner' } }),
    renameFile: () => ({ params: freshFile(), fields: { name: 'umbenannt.txt' } }),
    renameFolder: () => ({ params: freshFolder(), fields: { name: 'Umbenannt' } }),
    moveFile: () => ({ params: freshFile(), fields: { to_folder_id: Number(freshFolder()['folder']) } }),
    moveFolder: () => ({ params: freshFolder(), fields: { to_folder_id: Number(freshFolder()['folder']) } }),
    lockFile: () => ({ params: freshFile(), fields: { duration: 5 } }),
    unlockFile: () => ({ params: freshFile() }),
    lockFolder: () => ({ params: freshFolder(), fields: { duration: 5 } }),
    unlockFolder: () => ({ params: freshFolder() }),
    deleteFile: () => ({ params: freshFile() }),
    deleteFolder: () => ({ params: freshFolder() }),
    restoreFile: () => ({ params: deletedFile() }),
    restoreFolder: () => ({ params: deletedFolder() }),
    purgeFile: () => ({ params: deletedFile() }),
    purgeFolder: () => ({ params: deletedFolder() }),
    rollbackFile: () => {
      const params = freshFile();
      return { params, fields: { revision_id: user().revisions(`/Datei ${serial}.txt`)[0]?.revisionId } };
    },
    shareFile: () => ({ params: freshFile(), fields: { expires: '2099-12-31', login_required: true } }),
    shareFolder: () => ({
      params: freshFolder(),
      fields: { download_limit: 3, subscribers: 'a@b.example,c@d.example' },
    }),
    changeShareLink: async () => ({ params: { share: await shareLink() }, fields: { download_limit: 9 } }),
    removeShareLink: async () => ({ params: { share: await shareLink() } }),
    version: () => ({}),
    me: () => ({}),
    person: () => ({ params: { person: 2 } }),
    personActivity: () => ({ params: { person: 1 } }),
    personShareLinks: () => ({ params: { person: 1 } }),
    organization: () => ({ params: organization }),
    policy: () => ({ params: organization }),
    usage: () => ({ params: organization }),
    organizations: () => ({ params: organization }),
    organizationRoot: () => ({ params: { ...organization, root } }),
    teamShare: () => ({ params: { ...organization, root: test.cloud.teamShares[0]?.rootId ?? 0 } }),
    groups: () => ({ params: organization }),
    group: () => ({ params: { group: 1 } }),
    groupMembers: () => ({ params: { group: 1 }, fields: { include_from_group: true } }),
    roots: () => ({ params: organization }),
    teamShares: () => ({ params: organization }),
    subscribers: () => ({ params: { ...organization, root: test.cloud.teamShares[0]?.rootId ?? 0 } }),
    persons: () => ({ params: organization }),
    machines: () => ({ params: organization }),
    guests: () => ({ params: organization }),
    authSources: () => ({ params: organization }),
    organizationActivity: () => ({ params: organization }),
    guest: () => ({ params: { guest: 1 } }),
    authSource: () => ({ params: { source: 1 } }),
    activity: () => ({ params: { activity: 1 } }),
    activityTypes: () => ({}),
    machine: () => ({ params: { machine: 1 } }),
    machineStatus: () => ({ params: { machine: 1 } }),
    machineMapping: () => ({ params: { machine: 1, mapping: test.cloud.teamShares[0]?.rootId ?? 0 } }),
    machineFolders: () => ({ params: { machine: 1 }, fields: { path: 'D:\\Daten' } }),
    machineMappings: () => ({ params: { machine: 1 } }),
    machineBackups: () => ({ params: { machine: 1 } }),
    backup: async () => {
      const backups = await client.call('machineBackups', { machine: 1 });
      return { params: { machine: 1, root: endpoints.machineBackups.answer.parse(backups.json).results[0]?.id ?? 0 } };
    },
  };

  it.each(Object.keys(endpoints) as EndpointKey[])('%s', async (key) => {
    const { params = {}, fields = {}, send } = await examples[key]();
    test.cloud.resetRequests();
    const answer = await (send?.() ?? client.call(key, params, { fields }));
    const row = endpoints[key];
    expect({ key, status: answer.status, body: answer.status === 200 ? '' : answer.json }).toEqual({
      key,
      status: 200,
      body: '',
    });
    expect(Object.keys(test.cloud.requests())).toEqual([`${row.verb} ${row.path}`]);
    if (row.raw) return;
    expect(row.answer.safeParse(answer.json).error).toBeUndefined();
  });

  it('needs a sign-in for every row that says so', async () => {
    const stranger = await test.client(1);
    stranger.accessToken = '';
    for (const [key, row] of Object.entries(endpoints)) {
      if (!row.signIn) continue;
      const params = {
        root,
        file: 1,
        folder: 1,
        share: 1,
        person: 1,
        organization: 1,
        machine: 1,
        mapping: 1,
        group: 1,
        guest: 1,
        source: 1,
        activity: 1,
      };
      const { status, json } = await stranger.call(key as EndpointKey, params);
      expect([key, status, json]).toEqual([key, 401, { error: 'access_denied' }]);
    }
  });
});
