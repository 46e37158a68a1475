import { expect, it } from 'vitest';
import { readRefusal, refusalError, retryAfterMs } from '../../../../main/remote/api-errors.ts';
import { NOON, type Reply, scriptedHttp } from './support.ts';

async function read(reply: Reply) {
  const http = scriptedHttp(() => reply);
  const answer = await http.request({ method: 'GET', url: 'https://x/', headers: {}, idleTimeoutMs: 1 });
  return refusalError(await readRefusal(answer, NOON), 'GET /x');
}

const PAGE = '<html><body>Not found</body></html>';
const CASES: readonly (readonly [status: number, body: unknown, code: string])[] = [
  [400, { error: 'insecure_transport' }, 'insecure-transport'],
  [400, { error: 'invalid_request', error_description: 'Missing required parameter: name' }, 'bad-request'],
  [400, { error: 'invalid_datetime_format' }, 'bad-request'],
  [400, { error: 'invalid_name' }, 'invalid-name'],
  [400, { error: 'file_too_large' }, 'file-too-large'],
  [400, { error: 'excluded_extension' }, 'excluded-extension'],
  [401, { error: 'access_denied' }, 'sign-in-needed'],
  [403, { error: 'forbidden' }, 'forbidden'],
  [403, { error: 'locked' }, 'locked'],
  [403, { error: 'quota_exceeded' }, 'quota-exceeded'],
  [404, { error: 'not_found' }, 'not-found'],
  [405, { error: 'method_not_allowed' }, 'not-supported'],
  [409, { error: 'name_conflict' }, 'name-conflict'],
  [409, { error: 'conflict' }, 'name-conflict'],
  [410, { error: 'gone' }, 'gone'],
  [429, { error: 'rate_limited' }, 'rate-limited'],
  [429, PAGE, 'rate-limited'],
  [503, PAGE, 'rate-limited'],
  [500, { error: 'unknown' }, 'server-error'],
  [502, PAGE, 'server-error'],
  [504, '', 'server-error'],
  [418, { error: 'teapot' }, 'bad-request'],
  // Something in front of the cloud must not be able to say that a file is not there.
  [404, PAGE, 'not-an-api-answer'],
  [404, { message: 'no such page' }, 'not-an-api-answer'],
  [410, PAGE, 'not-an-api-answer'],
  [403, PAGE, 'not-an-api-answer'],
  [401, PAGE, 'not-an-api-answer'],
  [302, '', 'captive-portal'],
  [307, PAGE, 'captive-portal'],
  [511, PAGE, 'captive-portal'],
  [302, { error: 'not_found' }, 'not-an-api-answer'],
];

for (const [status, body, code] of CASES) {
  it(`reads ${status} ${JSON.stringify(body)} as ${code}`, async () => {
    expect((await read({ status, body })).code).toBe(code);
  });
}

it('carries what the server said, for the log', async () => {
  const error = await read({ status: 400, body: { error: 'invalid_request', error_description: 'Missing: name' } });
  expect(error.detail).toBe('GET /x answered 400 invalid_request: Missing: name');
});

it('reads the time to wait as seconds and as a date by the server’s own clock, an hour at most', async () => {
  const limited = async (headers: Record<string, string>) => (await read({ status: 429, headers })).retryAfterMs;
  expect(await limited({ 'retry-after': '7' })).toBe(7000);
  const date = new Date(NOON - 86_400_000).toUTCString();
  const later = new Date(NOON - 86_400_000 + 90_000).toUTCString();
  expect(await limited({ 'retry-after': later, date })).toBe(90_000);
  expect(retryAfterMs({ 'retry-after': new Date(NOON + 5000).toUTCString() }, NOON)).toBe(5000);
  expect(await limited({ 'retry-after': '999999999' })).toBe(3_600_000);
  expect(await limited({ 'retry-after': date })).toBe(0);
  expect(await limited({ 'retry-after': 'soon' })).toBeUndefined();
  expect(await limited({})).toBeUndefined();
});
