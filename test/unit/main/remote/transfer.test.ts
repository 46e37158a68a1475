import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../../main/world.ts';
import { fileObject, scriptedAccount, tail } from './account-support.ts';
import { big, collect, failure, MIB, NOON, small } from './support.ts';

const META = { modifiedMs: NOON + 999, createdMs: NOON };

async function bodyOf(request: HttpRequest | undefined): Promise<string> {
  const { body = new Uint8Array() } = request ?? {};
  return (body instanceof Uint8Array ? Buffer.from(body) : await collect(body)).toString('latin1');
}

describe('an upload', () => {
  it('is a form with the times and the file, in one piece, of the length it says', async () => {
    const { side, http, account } = scriptedAccount(() => ({ body: fileObject(1, '/a/é.txt') }));
    const seen: number[] = [];
    const file = await side.upload({ folder: 3, name: 'é.txt' }, small('12345'), META, {
      onBytes: (count) => seen.push(count),
    });
    expect(file).toMatchObject({ id: 1, parent: 3, revision: 10, name: 'é.txt' });
    const [request] = http.requests;
    expect(request && tail(request)).toBe('/folder/3/upload');
    const boundary = request?.headers['content-type']?.replace('multipart/form-data; boundary=', '') ?? '';
    expect(boundary.length).toBeGreaterThanOrEqual(40);
    const part = (head: string, value: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
    const expected =
      part('name="modified"', '2026-11-24T12:00:00') +
      part('name="created"', '2026-11-24T12:00:00') +
      part('name="file"; filename="é.txt"\r\nContent-Type: application/octet-stream', '12345');
    const body = await bodyOf(request);
    expect(Buffer.from(body, 'latin1').toString('utf8')).toBe(`${expected}--${boundary}--\r\n`);
    expect(request?.bodyLength).toBe(body.length);
    expect(seen).toEqual([5]);
    expect(account.counts().bytesUp).toBe(5);
  });

  it('into the root goes to the root', async () => {
    const { side, http } = scriptedAccount(() => ({ body: fileObject(1, '/x') }));
    expect((await side.upload({ folder: 0, name: 'x' }, small('12345'), META, {})).parent).toBe(0);
    expect(http.requests.map(tail)).toEqual(['/upload']);
  });

  it('of a big file is streamed with its exact length', async () => {
    let sent = '';
    const { side, http } = scriptedAccount(() => ({ body: fileObject(1, '/x', { size: 3 * MIB }) }));
    const { request } = http;
    http.request = async (each) => {
      sent = await bodyOf(each);
      return request(each);
    };
    await side.upload({ folder: 0, name: 'x' }, big(3), META, {});
    expect(http.requests[0]?.bodyLength).toBe(sent.length);
    expect(sent.includes('\u0002\u0002\r\n--')).toBe(true);
  });

  it('of a name that cannot be sent as it is, is not sent', async () => {
    const { side, http } = scriptedAccount(() => ({ body: fileObject(1, '/x') }));
    for (const name of ['a"b', 'a\r\nb', 'a\\b', 'a\0', 'a\ud800', '']) {
      expect(await failure(side.upload({ folder: 0, name }, small('12345'), META, {}))).toBe('invalid-name');
    }
    expect(http.requests.length).toBe(0);
  });

  it('is wrong when the cloud kept another number of bytes', async () => {
    const { side } = scriptedAccount(() => ({ body: fileObject(1, '/x', { size: 4 }) }));
    expect(await failure(side.upload({ folder: 0, name: 'x' }, small('12345'), META, {}))).toBe('wrong-size');
  });

  it('that meets an expired session is sent again from memory, but not from a stream', async () => {
    const expired = { status: 401, body: { error: 'access_denied' } };
    const token = { body: { access_token: 'B', refresh_token: 'S', expires_in: 3600 } };
    const script = (request: HttpRequest) => {
      if (request.url.endsWith('/oauth/token')) return token;
      return request.headers['authorization'] === 'Bearer A' ? expired : { body: fileObject(1, '/x') };
    };
    const memory = scriptedAccount(script);
    await memory.side.upload({ folder: 0, name: 'x' }, small('12345'), META, {});
    expect(memory.http.requests.length).toBe(3);
    const stream = scriptedAccount(script);
    expect(await failure(stream.side.upload({ folder: 0, name: 'x' }, big(1), META, {}))).toBe('cut-off');
    expect(stream.http.requests.length).toBe(1);
    await stream.side.list(0, {}).catch(() => {});
    expect(stream.http.requests.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer A',
      undefined,
      'Bearer B',
    ]);
  });
});

describe('a download', () => {
  const part = (range: string, body = '45') => ({ status: 206, headers: { 'content-range': range }, body });

  it('asks for the revision and gives all bytes', async () => {
    const { side, http, account } = scriptedAccount(() => ({ body: '12345', headers: { 'content-length': '5' } }));
    const { startsAt, size, stream } = await side.download({ id: 4, revision: 44 }, {});
    expect([startsAt, size, (await collect(stream)).toString()]).toEqual([0, 5, '12345']);
    expect(http.requests.map(tail)).toEqual(['/4/download?revision_id=44']);
    expect(http.requests[0]?.headers['range']).toBeUndefined();
    expect(account.counts().bytesDown).toBe(5);
  });

  it('goes on where it was left', async () => {
    const { side, http } = scriptedAccount(() => part('bytes 3-4/5'));
    const { startsAt, size, stream } = await side.download({ id: 4, revision: 44 }, { from: 3 });
    expect([startsAt, size, (await collect(stream)).toString()]).toEqual([3, 5, '45']);
    expect(http.requests[0]?.headers['range']).toBe('bytes=3-');
  });

  it('starts over where the cloud does not honour ranges', async () => {
    const { side } = scriptedAccount(() => ({ body: '12345', headers: { 'content-length': '5' } }));
    expect(await side.download({ id: 4, revision: 44 }, { from: 3 })).toMatchObject({ startsAt: 0, size: 5 });
  });

  it('has nothing left when everything is there, and is wrong when there was too much', async () => {
    const { side } = scriptedAccount(() => ({ status: 416, headers: { 'content-range': 'bytes */5' }, body: '' }));
    const { startsAt, size, stream } = await side.download({ id: 4, revision: 44 }, { from: 5 });
    expect([startsAt, size, (await collect(stream)).length]).toEqual([5, 5, 0]);
    expect(await failure(side.download({ id: 4, revision: 44 }, { from: 6 }))).toBe('wrong-size');
  });

  it('refuses another part than the one it asked for', async () => {
    for (const reply of [
      part('bytes 2-4/5', '345'),
      part('bytes 3-2/5'),
      part('nonsense'),
      { status: 206, body: '45' },
    ]) {
      const { side } = scriptedAccount(() => reply);
      expect(await failure(side.download({ id: 4, revision: 44 }, { from: 3 }))).toBe('not-an-api-answer');
    }
    expect(await failure(scriptedAccount(() => part('bytes 0-4/5')).side.download({ id: 4, revision: 44 }, {}))).toBe(
      'not-an-api-answer',
    );
  });

  it('that ends early is cut off, whatever the transport thinks', async () => {
    for (const reply of [{ body: '123', headers: { 'content-length': '5' } }, part('bytes 3-4/5', '4')]) {
      const from = 'status' in reply ? 3 : 0;
      const { stream } = await scriptedAccount(() => reply).side.download({ id: 4, revision: 44 }, { from });
      expect(await failure(collect(stream))).toBe('cut-off');
    }
  });

  it('that comes packed though nobody asked is refused', async () => {
    const { side } = scriptedAccount(() => ({ body: '12345', headers: { 'content-encoding': 'gzip' } }));
    expect(await failure(side.download({ id: 4, revision: 44 }, {}))).toBe('not-an-api-answer');
  });
});
