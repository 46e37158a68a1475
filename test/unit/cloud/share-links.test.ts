import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpoints } from '../../../shared/api/endpoints.ts';
import { formatDate } from '../../../shared/api/times.ts';
import type { TestClient } from '../../cloud/test-client.ts';
import { startTestCloud, type TestCloud } from '../../cloud/test-cloud.ts';
import type { WebUser } from '../../cloud/web-user.ts';

let test: TestCloud;
let anna: TestClient;
let stranger: TestClient;
let user: WebUser;

beforeEach(async () => {
  test = await startTestCloud();
  anna = await test.client(0);
  stranger = await test.client(1);
  stranger.accessToken = '';
  user = test.cloud.as(test.person(0).email);
  user.write('/Ordner/Preise ä.txt', 'teuer');
});
afterEach(() => test.end());

async function share(
  fields: Record<string, string | number | boolean>,
  key: 'shareFile' | 'shareFolder' = 'shareFile',
) {
  const params = { root: user.rootId, file: user.node('/Ordner/Preise ä.txt').id, folder: user.node('/Ordner').id };
  const link = endpoints[key].answer.parse((await anna.call(key, params, { fields })).json);
  return { ...link, follow: (rest = '', client = stranger) => client.send('GET', `/share/${link.hash}${rest}`) };
}

describe('a share link', () => {
  it('serves its file to anybody', async () => {
    const link = await share({});
    expect((await link.follow()).bytes.toString()).toBe('teuer');
    expect(link.url).toBe(`${test.cloud.url}/share/${link.hash}`);
  });

  it('asks for a sign-in where it was made so', async () => {
    const link = await share({ login_required: true });
    expect((await link.follow()).status).toBe(401);
    expect((await link.follow('', anna)).status).toBe(200);
  });

  it('is gone after its last day', async () => {
    const link = await share({ expires: formatDate(Date.now()) });
    expect((await link.follow()).status).toBe(200);
    test.cloud.setClockSkew(86_400);
    expect((await link.follow()).status).toBe(410);
  });

  it('is gone after its last download, and alive again with a higher limit', async () => {
    const link = await share({ download_limit: 2 });
    const statuses = [await link.follow(), await link.follow(), await link.follow()].map((answer) => answer.status);
    expect(statuses).toEqual([200, 200, 410]);
    await anna.call('changeShareLink', { share: link.id }, { fields: { download_limit: 3 } });
    expect((await link.follow()).status).toBe(200);
  });

  it('is gone once it is removed or its file deleted, and leaves the list', async () => {
    const link = await share({});
    const other = await share({});
    await anna.call('removeShareLink', { share: link.id });
    expect((await link.follow()).status).toBe(410);
    const list = (await anna.call('personShareLinks', { person: test.person(0).id })).json;
    expect(list).toMatchObject({ total: 1, results: [{ id: other.id, path: '/Ordner/Preise ä.txt' }] });
    user.remove('/Ordner');
    expect((await other.follow()).status).toBe(410);
  });

  it('of a folder lists it and serves what is in it, and nothing else', async () => {
    user.write('/geheim.txt', 'x');
    const link = await share({}, 'shareFolder');
    expect((await link.follow()).json).toMatchObject({ children: [{ type: 'file', name: 'Preise ä.txt' }] });
    expect((await link.follow(`/${encodeURIComponent('Preise ä.txt')}`)).bytes.toString()).toBe('teuer');
    expect((await link.follow('/..%2Fgeheim.txt')).status).toBe(404);
  });

  it('belongs to its maker', async () => {
    const link = await share({});
    const bernd = await test.client(1);
    expect((await bernd.call('changeShareLink', { share: link.id })).status).toBe(403);
    expect((await bernd.call('removeShareLink', { share: link.id })).status).toBe(403);
  });

  it('obeys the policy of the organization', async () => {
    test.cloud.setPolicy({ secure_shares: true });
    expect((await share({ login_required: false })).login_required).toBe(true);
    test.cloud.setPolicy({ user_create_shares: false });
    const params = { root: user.rootId, file: user.node('/Ordner/Preise ä.txt').id };
    expect((await anna.call('shareFile', params)).status).toBe(403);
  });
});
