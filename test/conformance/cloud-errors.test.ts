/** Provokes each error of the reference, and each of those we reconstructed, and checks status, code and description. */
import { request as plainRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answered, TestClient } from '../cloud/test-client.ts';
import { passwordGrant } from '../cloud/test-client.ts';
import { startTestCloud, type TestCloud } from '../cloud/test-cloud.ts';

let test: TestCloud;
let anna: TestClient;
let bernd: TestClient;
let root: number;
let share: number;
let readOnly: number;

beforeAll(async () => {
  test = await startTestCloud();
  anna = await test.client(0);
  bernd = await test.client(1);
  root = test.person(0).rootId;
  share = test.cloud.teamShares[0]?.rootId ?? 0;
  readOnly = test.cloud.teamShares[1]?.rootId ?? 0;
});
afterAll(() => test.end());
afterEach(() => test.cloud.setFaults({}));

const user = () => test.cloud.as(test.person(0).email);
let serial = 0;
function freshFile(in_ = root): { root: number; file: number } {
  serial += 1;
  return { root: in_, file: user().in(in_).write(`/Datei ${serial}.txt`, 'Inhalt').id };
}

function expectError(answer: Answered, status: number, error: string, description?: string): void {
  const body = description === undefined ? { error } : { error, error_description: description };
  expect({ status: answer.status, body: answer.json }).toMatchObject({ status, body });
  expect(String(answer.headers['content-type'])).toContain('application/json');
}

describe('errors of every method [seed]', () => {
  it('plain HTTP is refused on the same port', async () => {
    const { status, body } = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      plainRequest(`${test.cloud.url.replace('https', 'http')}/api/2/version`, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => resolve({ status: response.statusCode, body: text }));
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({
      error: 'insecure_transport',
      error_description: 'Requests MUST utilize https.',
    });
  });

  it('a missing parameter is named', async () => {
    expectError(await anna.call('renameFile', freshFile()), 400, 'invalid_request', 'Missing required parameter: name');
    expectError(
      await anna.call('modifiedSince', { root }),
      400,
      'invalid_request',
      'Missing required parameter: since',
    );
  });

  it('a wrong value is named', async () => {
    const folder = await anna.call('root', { root }, { fields: { include_children: 'yes' } });
    expectError(folder, 400, 'invalid_request', 'Invalid value for parameter: include_children');
    const move = await anna.call('moveFile', freshFile(), { fields: { to_folder_id: 'top' } });
    expectError(move, 400, 'invalid_request', 'Invalid value for parameter: to_folder_id');
  });

  it('a date and a datetime must have the reference form', async () => {
    const date = await anna.call('shareFile', freshFile(), { fields: { expires: '31.12.2030' } });
    expectError(date, 400, 'invalid_date_format', 'Invalid date format. The expected format is: YYYY-MM-DD');
    const since = await anna.call('modifiedSince', { root }, { fields: { since: '2026-01-01' } });
    expectError(
      since,
      400,
      'invalid_datetime_format',
      'Invalid datetime format. The expected format is: YYYY-MM-DDTHH:MM:SS',
    );
    const upload = await anna.upload(root, 0, 'zeit.txt', 'x', { modified: 'gestern' });
    expectError(upload, 400, 'invalid_datetime_format');
    expect(user().exists('/zeit.txt')).toBe(false);
  });

  it('a body that is neither form nor multipart is refused', async () => {
    const json = { headers: { 'content-type': 'application/json' }, body: '{"name":"x"}' };
    expectError(await anna.send('POST', `/api/2/files/${root}/create`, json), 400, 'invalid_request');
  });

  it('no token, a wrong token and an expired token are denied', async () => {
    const stranger = await test.client(2);
    stranger.accessToken = 'made-up';
    expectError(await stranger.call('me'), 401, 'access_denied');
    const clara = await test.client(2);
    test.cloud.setClockSkew(3601);
    const late = await clara.call('me');
    test.cloud.setClockSkew(0);
    expectError(late, 401, 'access_denied');
  });

  it('what is not there is not found, and what is no id neither', async () => {
    expectError(await anna.call('file', { root, file: 999_999 }), 404, 'not_found');
    expectError(await anna.call('root', { root: 999 }), 404, 'not_found');
    expectError(await anna.call('file', { root, file: 'x' }), 404, 'not_found');
    expectError(await anna.send('GET', '/api/2/nothing'), 404, 'not_found');
    expectError(await anna.send('GET', '/api/2/files/%zz'), 400, 'invalid_request');
    const other = freshFile(share);
    expectError(await anna.call('file', { root, file: other.file }), 404, 'not_found');
  });

  it('a wrong verb is not allowed and the right one is told', async () => {
    expectError(await anna.send('GET', `/api/2/files/${root}/create`), 405, 'method_not_allowed');
    const wrong = await anna.send('DELETE', `/api/2/files/${root}`);
    expectError(wrong, 405, 'method_not_allowed');
    expect(wrong.headers['allow']).toBe('GET');
    expect((await anna.send('HEAD', '/api/2/version')).status).toBe(405);
  });

  it('an unknown failure of the server', async () => {
    test.cloud.setFaults({ rules: [{ fault: { kind: 'status', status: 500 } }] });
    expectError(await anna.call('me'), 500, 'unknown');
  });

  it('what was deleted for good is gone', async () => {
    const params = freshFile();
    await anna.call('deleteFile', params);
    await anna.call('purgeFile', params);
    expectError(await anna.call('file', params), 410, 'gone');
    expectError(await anna.call('restoreFile', params), 410, 'gone');
  });
});

describe('errors of the file system', () => {
  it.each([
    '',
    '.',
    '..',
    'a/b',
    'a\\b',
    'a:b',
    'a*',
    'a?',
    '"a"',
    '<a>',
    'a|b',
    'a\u0007',
    'endet ',
    'endet.',
    'x'.repeat(256),
  ])('the name %j is invalid', async (name) => {
    const answer = await anna.call('renameFile', freshFile(), { fields: { name } });
    expectError(answer, 400, 'invalid_name');
  });

  it('a taken name conflicts: rename, move, new folder, restore, upload onto a folder', async () => {
    user().mkdir('/Belegt');
    user().write('/Ziel/Datei.txt', 'eins');
    user().write('/Datei.txt', 'zwei');
    const taken = { fields: { name: 'BELEGT' } };
    expectError(await anna.call('renameFile', freshFile(), taken), 409, 'name_conflict');
    expectError(await anna.call('createInRoot', { root }, taken), 409, 'name_conflict');
    expectError(await anna.upload(root, 0, 'belegt', 'x'), 409, 'name_conflict');
    const file = user().node('/Datei.txt').id;
    const move = { fields: { to_folder_id: user().node('/Ziel').id } };
    expectError(await anna.call('moveFile', { root, file }, move), 409, 'name_conflict');
    user().remove('/Datei.txt');
    user().write('/Datei.txt', 'drei');
    expectError(await anna.call('restoreFile', { root, file }), 409, 'name_conflict');
  });

  it('a folder cannot go into itself', async () => {
    const inner = user().mkdir('/Außen/Mitte/Innen');
    const params = { root, folder: user().node('/Außen').id };
    expectError(await anna.call('moveFolder', params, { fields: { to_folder_id: inner } }), 409, 'conflict');
  });

  it('missing permissions are forbidden, for reading, writing and deleting', async () => {
    const clara = await test.client(2);
    expectError(await clara.call('root', { root }), 403, 'forbidden');
    expectError(await bernd.call('createInRoot', { root: readOnly }, { fields: { name: 'x' } }), 403, 'forbidden');
    expect((await clara.call('createInRoot', { root: share }, { fields: { name: 'Claras' } })).status).toBe(200);
    expectError(await clara.call('deleteFile', freshFile(share)), 403, 'forbidden');
  });

  it('a root that was withdrawn is forbidden and no longer listed, until it is given back', async () => {
    test.cloud.withdraw(share, test.person(1).email);
    expectError(await bernd.call('root', { root: share }), 403, 'forbidden');
    const listed = await bernd.call('roots', { organization: 1 });
    expect(JSON.stringify(listed.json)).not.toContain('Team Vertrieb');
    test.cloud.withdraw(share, test.person(1).email, false);
    expect((await bernd.call('root', { root: share })).status).toBe(200);
  });

  it('what somebody else has locked cannot be changed, nor can the folder it lies in', async () => {
    const teamUser = user().in(share);
    teamUser.write('/Gesperrt/Angebot.txt', 'v1');
    teamUser.lock('/Gesperrt/Angebot.txt', 10);
    const file = teamUser.node('/Gesperrt/Angebot.txt').id;
    const folder = teamUser.node('/Gesperrt').id;
    const params = { root: share, file };
    expectError(await bernd.upload(share, folder, 'Angebot.txt', 'v2'), 403, 'locked');
    expectError(await bernd.call('renameFile', params, { fields: { name: 'x.txt' } }), 403, 'locked');
    expectError(await bernd.call('deleteFile', params), 403, 'locked');
    expectError(await bernd.call('lockFile', params), 403, 'locked');
    expectError(await bernd.call('unlockFile', params), 403, 'locked');
    expectError(await bernd.call('deleteFolder', { root: share, folder }), 403, 'locked');
    expect((await anna.upload(share, folder, 'Angebot.txt', 'v2')).status).toBe(200);
    test.cloud.setClockSkew(11 * 60);
    const later = await bernd.upload(share, folder, 'Angebot.txt', 'v3');
    test.cloud.setClockSkew(0);
    expect(later.status).toBe(200);
  });

  it('quota, size and extension are the policy of the organization', async () => {
    const { email } = test.person(0);
    test.cloud.setQuota(email, 100);
    expectError(await anna.upload(root, 0, 'groß.txt', 'x'.repeat(200)), 403, 'quota_exceeded');
    test.cloud.setQuota(email, 1e9);
    test.cloud.setPolicy({ max_file_size: 1 });
    const large = new Uint8Array(1024 * 1024 + 1);
    expectError(await anna.upload(root, 0, 'groß.bin', large), 400, 'file_too_large');
    test.cloud.setPolicy({ max_file_size: 10_240 });
    expectError(await anna.upload(root, 0, 'alt.PST', 'x'), 400, 'excluded_extension');
    expect(user().exists('/groß.bin')).toBe(false);
  });

  it('an upload without a file names what is missing', async () => {
    const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'modified=x' };
    const answer = await anna.send('POST', `/api/2/files/${root}/upload`, form);
    expectError(answer, 400, 'invalid_request', 'Missing required parameter: file');
  });

  it('a range outside the file', async () => {
    const answer = await anna.call('download', freshFile(), { headers: { range: 'bytes=100-' } });
    expectError(answer, 416, 'invalid_range');
    expect(answer.headers['content-range']).toBe('bytes */6');
  });

  it('a rate limit, with the time to wait', async () => {
    test.cloud.setPolicy({ api_ratelimit_enabled: true, api_ratelimit: 3 });
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push(await bernd.call('me'));
    test.cloud.setPolicy({ api_ratelimit_enabled: false });
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 429, 429]);
    expect(Number(answers[4]?.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('errors of the token endpoint [client]', () => {
  const token = (fields: Record<string, string | undefined>) => anna.call('token', {}, { fields });

  it('wrong password, then locked out, then let in again', async () => {
    const grant = { ...passwordGrant(test.person(1)), password: 'falsch' } as Record<string, string>;
    for (let n = 0; n < 5; n++) expectError(await token(grant), 400, 'invalid_grant', 'Invalid credentials given.');
    const right = passwordGrant(test.person(1)) as Record<string, string>;
    const locked = 'Account temporarily locked due to repeated failed login attempts.';
    expectError(await token(right), 400, 'invalid_grant', locked);
    test.cloud.setClockSkew(16 * 60);
    const later = await token(right);
    test.cloud.setClockSkew(0);
    expect(later.status).toBe(200);
  });

  it('an unknown person gets the same words as a wrong password', async () => {
    const grant = { grant_type: 'password', client_id: 'anchor', username: 'x@y.example', password: 'x' };
    expectError(await token(grant), 400, 'invalid_grant', 'Invalid credentials given.');
  });

  it('the two-step code', async () => {
    const grant = passwordGrant(test.person(3)) as Record<string, string | undefined>;
    expectError(await token({ ...grant, auth_code: undefined }), 400, 'invalid_grant', 'Invalid authentication code.');
    expectError(await token({ ...grant, auth_code: '000000' }), 400, 'invalid_grant', 'Invalid authentication code.');
    expect((await token(grant)).status).toBe(200);
  });

  it('unknown clients, grants and refresh tokens', async () => {
    const grant = passwordGrant(test.person(1)) as Record<string, string>;
    expectError(await token({ ...grant, client_id: 'nobody' }), 401, 'invalid_client');
    expectError(await token({ ...grant, client_id: 'leitz-cloud-desktop' }), 401, 'invalid_client');
    expectError(await token({ grant_type: 'magic', client_id: 'anchor' }), 400, 'unsupported_grant_type');
    expectError(await token({ client_id: 'anchor' }), 400, 'invalid_request', 'Missing required parameter: grant_type');
    const refresh = { grant_type: 'refresh_token', client_id: 'anchor', refresh_token: 'x' };
    expectError(await token(refresh), 400, 'invalid_grant');
  });
});
