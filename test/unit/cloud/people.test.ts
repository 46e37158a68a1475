/** What lives in the cloud beside files: read methods that show it, and policies, locks and letters that take effect. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PathParams } from '../../../shared/api/endpoint.ts';
import { type Answer, type EndpointKey, endpoints } from '../../../shared/api/endpoints.ts';
import { passwordGrant, type TestClient } from '../../cloud/test-client.ts';
import { startTestCloud, type TestCloud } from '../../cloud/test-cloud.ts';

let test: TestCloud;
let anna: TestClient;
beforeEach(async () => {
  test = await startTestCloud();
  anna = await test.client(0);
});
afterEach(() => test.end());

const company = { organization: 1 };
async function ask<K extends EndpointKey>(key: K, params: PathParams = {}, fields = {}, by = anna): Promise<Answer<K>> {
  const { status, json } = await by.call(key, params, { fields });
  expect({ key, status }).toEqual({ key, status: 200 });
  // The schema of this very row; the compiler cannot see that they go together.
  return endpoints[key].answer.parse(json) as Answer<K>;
}

describe('read methods show a believable company', () => {
  it('its people, by id and by address, and what it uses', async () => {
    const [first] = test.cloud.people;
    const { results } = await ask('persons', company);
    expect(results.map(({ email }) => email)).toEqual(test.cloud.people.map(({ email }) => email));
    expect((await ask('person', { person: first?.email ?? '' })).id).toBe(first?.id);
    expect(await ask('usage', company)).toMatchObject({ persons: 4, machines: 2, space_used: 0 });
    expect((await ask('organization', company)).hostname).toBe(new URL(test.cloud.url).host);
  });

  it('its groups, guests and who takes part in a share, in three values without names', async () => {
    const { results: groups } = await ask('groups', company);
    expect(groups.map(({ name }) => name)).toEqual(['Vertrieb', 'Geschäftsführung']);
    expect(await ask('groupMembers', { group: 1 })).toEqual({ members: [2, 3, 4], member_groups: [] });
    expect((await ask('guests', company)).results[0]?.email).toContain('@');
    const share = test.cloud.teamShares[1]?.rootId ?? 0;
    const raw = await anna.call('subscribers', { ...company, root: share });
    expect((raw.json as { subscribers: unknown[] }).subscribers[0]).toEqual([1, 'person', expect.anything()]);
    expect((await ask('subscribers', { ...company, root: share })).subscribers).toEqual([
      { id: 1, by: 'person', read_access: true, write_access: true, delete_access: true },
      { id: 2, by: 'person', read_access: true, write_access: false, delete_access: false },
    ]);
  });

  it('its file server: folders, the shares that lie on it, its backup', async () => {
    const [server] = (await ask('machines', company)).results;
    expect(server).toMatchObject({ machine_type: 'server', dns_name: 'SRV-DATEN' });
    const machine = server?.id ?? 0;
    expect(await ask('machineFolders', { machine })).toEqual(['C:\\', 'D:\\']);
    const shares = test.cloud.teamShares.map(({ name }) => name);
    expect(await ask('machineFolders', { machine }, { path: 'D:\\Daten' })).toEqual(shares);
    const { results: mappings } = await ask('machineMappings', { machine });
    expect(mappings.map(({ root_id }) => root_id)).toEqual(test.cloud.teamShares.map(({ rootId }) => rootId));
    expect(await ask('machineMapping', { machine, mapping: mappings[0]?.id ?? 0 })).toEqual(mappings[0]);
    const { results: backups } = await ask('machineBackups', { machine });
    expect(await ask('backup', { machine, root: backups[0]?.id ?? 0 })).toEqual(backups[0]);
    expect(await ask('machineStatus', { machine })).toMatchObject({ status: 'idle' });
  });

  it('file server methods are refused for other machines, for other people, and where they are switched off', async () => {
    const codes = async (machine: number, by: TestClient) =>
      Promise.all(
        (['machineMappings', 'machineFolders'] as const).map(async (key) => (await by.call(key, { machine })).status),
      );
    expect(await codes(2, anna)).toEqual([409, 409]);
    expect(await codes(1, await test.client(1))).toEqual([403, 403]);
    test.cloud.setPolicy({ file_server_enabled: false });
    expect(await codes(1, anna)).toEqual([403, 403]);
  });

  it('what happened, in the words and fields of the live service', async () => {
    test.cloud.as(test.person(0).email).write('/Neu.txt', 'neu');
    const [newest] = (await ask('personActivity', { person: 1 })).results;
    expect(newest).toMatchObject({ activity: 'file_added', actor_person_id: 1, acted_on_text: '/Neu.txt' });
    expect(await ask('activity', { activity: newest?.id ?? 0 })).toEqual(newest);
    const { results: types } = await ask('activityTypes');
    expect(types.find(({ id }) => id === newest?.activity_type_id)?.name).toBe('file_added');
  });
});

describe('policies take effect', () => {
  it('two-step verification for all: a password alone opens nothing', async () => {
    const bernd = test.person(1);
    const enter = async (code?: string) =>
      (await anna.call('token', {}, { fields: { ...passwordGrant(bernd), auth_code: code } })).status;
    expect(await enter()).toBe(200);
    test.cloud.setPolicy({ require_two_step_auth: true });
    expect(await enter()).toBe(400);
    expect(await enter(test.cloud.codeOf(bernd.email))).toBe(200);
    test.cloud.setPolicy({ require_two_step_auth: false });
    expect(test.cloud.codeOf(bernd.email)).toBeUndefined();
  });

  it('locked extensions: what a colleague has open in the editor is locked for everybody else', async () => {
    const share = test.cloud.teamShares[0]?.rootId ?? 0;
    const colleague = test.cloud.as(test.person(1).email).in(share);
    for (const name of ['/Angebot.docx', '/Liste.csv']) colleague.write(name, 'x');
    const upload = async (name: string) => (await anna.upload(share, 0, name, 'neu')).status;
    for (const name of ['/Angebot.docx', '/Liste.csv']) colleague.openInEditor(name);
    expect([await upload('Angebot.docx'), await upload('Liste.csv')]).toEqual([403, 200]);
    colleague.closeEditor('/Angebot.docx');
    expect(await upload('Angebot.docx')).toBe(200);
  });
});

describe('letters', () => {
  it('go to the subscribers of a share link, each once, and to its creator when somebody fetches it', async () => {
    const { id } = test.cloud.as(test.person(0).email).write('/Plan.txt', 'Plan');
    const fields = { subscribers: 'a@b.example,c@d.example', notify_subscribers: true, download_notify: true };
    const link = await ask('shareFile', { root: test.person(0).rootId, file: id }, fields);
    const letters = () => test.cloud.mails().map(({ to, about, path }) => `${about} ${path} ${to}`);
    expect(letters()).toEqual(['shared /Plan.txt a@b.example', 'shared /Plan.txt c@d.example']);
    await ask('changeShareLink', { share: link.id }, { subscribers: 'a@b.example,e@f.example' });
    expect(letters().slice(2)).toEqual(['shared /Plan.txt e@f.example']);
    expect((await anna.send('GET', `/share/${link.hash}`)).bytes.toString()).toBe('Plan');
    expect(letters().slice(3)).toEqual([`downloaded /Plan.txt ${test.person(0).email}`]);
  });

  it('go to nobody where nobody asked for them', async () => {
    const { id } = test.cloud.as(test.person(0).email).write('/Plan.txt', 'Plan');
    const link = await ask('shareFile', { root: test.person(0).rootId, file: id }, { subscribers: 'a@b.example' });
    await anna.send('GET', `/share/${link.hash}`);
    expect(test.cloud.mails()).toEqual([]);
  });
});
