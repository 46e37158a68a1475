import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endpoints } from '../../../shared/api/endpoints.ts';
import { formatDateTime } from '../../../shared/api/times.ts';
import type { TestClient } from '../../cloud/test-client.ts';
import { startTestCloud, type TestCloud } from '../../cloud/test-cloud.ts';
import type { WebUser } from '../../cloud/web-user.ts';

let test: TestCloud;
let anna: TestClient;
let user: WebUser;
let root: number;

beforeEach(async () => {
  test = await startTestCloud();
  anna = await test.client(0);
  user = test.cloud.as(test.person(0).email);
  root = user.rootId;
});
afterEach(() => test.end());

const asFile = (json: unknown) => endpoints.file.answer.parse(json);

describe('uploads', () => {
  it('give a new file the times that come with them', async () => {
    const times = { modified: '2020-02-03T04:05:06', created: '2019-01-01T00:00:00' };
    const file = asFile((await anna.upload(root, 0, 'a.txt', 'eins', times)).json);
    expect(file).toMatchObject({ ...times, path: '/a.txt', size: 4 });
    expect(user.read('/a.txt').toString()).toBe('eins');
  });

  it('onto a live name make a revision of the same file, which keeps its name and creation time', async () => {
    const created = '2019-01-01T00:00:00';
    const first = asFile((await anna.upload(root, 0, 'Bericht.txt', 'eins', { created })).json);
    const second = asFile(
      (await anna.upload(root, 0, 'BERICHT.txt', 'zwei!', { created: '2022-01-01T00:00:00' })).json,
    );
    expect(second).toMatchObject({ id: first.id, path: '/Bericht.txt', created, size: 5 });
    expect(second.revision_id).toBeGreaterThan(first.revision_id);
  });

  it('after a removal make a new file, and the old one stays in the trash', async () => {
    const first = user.write('/a.txt', 'eins');
    user.remove('/a.txt');
    const second = asFile((await anna.upload(root, 0, 'a.txt', 'zwei')).json);
    expect(second.id).not.toBe(first.id);
    expect(user.trash()).toEqual(['/a.txt']);
  });

  it('take large and empty bodies, and fields that come after the file', async () => {
    const large = new Uint8Array(3 * 1024 * 1024).map((_, at) => at * 31);
    await anna.upload(root, 0, 'groß.bin', large, { modified: '2020-01-01T00:00:00' });
    expect(user.read('/groß.bin').equals(large)).toBe(true);
    expect(user.tree().get('/groß.bin')).toMatchObject({ modified: Date.UTC(2020, 0, 1) });
    await anna.upload(root, 0, 'leer.txt', '');
    expect((await anna.call('download', { root, file: user.node('/leer.txt').id })).bytes).toHaveLength(0);
  });

  it('keep the name exactly, composed and decomposed umlauts apart', async () => {
    const names = ['ü.txt'.normalize('NFC'), 'ü.txt'.normalize('NFD'), "100% 'a' & b;c=ü 🎉.txt", 'a%22b.txt'];
    for (const name of names) await anna.upload(root, 0, name, name);
    expect([...user.tree().keys()]).toEqual(names.map((name) => `/${name}`).sort());
  });

  it('that break off leave nothing behind', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="halb.bin"\r\n\r\n';
        controller.enqueue(Buffer.from(head));
        controller.enqueue(new Uint8Array(2 * 1024 * 1024));
        controller.error(new Error('The test breaks off.'));
      },
    });
    const headers = { 'content-type': 'multipart/form-data; boundary=x', authorization: `Bearer ${anna.accessToken}` };
    await expect(anna.sendStream(`/api/2/files/${root}/upload`, headers, body)).rejects.toThrow();
    expect((await anna.upload(root, 0, 'ganz.txt', 'x')).status).toBe(200);
    expect([...user.tree().keys()]).toEqual(['/ganz.txt']);
    const left = () => readdirSync(test.folder, { recursive: true }).filter((name) => String(name).endsWith('.part'));
    await vi.waitFor(() => expect(left()).toEqual([]));
  });
});

describe('downloads', () => {
  const bytes = (range: string) =>
    anna.call('download', { root, file: user.node('/a.txt').id }, { headers: { range } });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=0-1,3-4', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
  ])('%s gives %i %s', async (range, status, text, contentRange) => {
    user.write('/a.txt', '0123456789');
    const answer = await bytes(range);
    expect([answer.status, answer.bytes.toString(), answer.headers['content-range']]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  it('a range of a large file comes from the disk', async () => {
    user.write('/a.txt', Buffer.alloc(600_000, 'abcdefghij'));
    const answer = await bytes('bytes=500003-500007');
    expect(answer.bytes.toString()).toBe('defgh');
  });

  it('a range of a revision that is no longer the one meant gives the whole', async () => {
    user.write('/a.txt', '0123456789');
    const params = { root, file: user.node('/a.txt').id };
    const { headers } = await anna.call('download', params);
    user.write('/a.txt', 'ganz neu');
    const condition = { range: 'bytes=2-4', 'if-range': String(headers['etag']) };
    const answer = await anna.call('download', params, { headers: condition });
    expect([answer.status, answer.bytes.toString()]).toEqual([200, 'ganz neu']);
  });

  it('older revisions, newest first, and back to one of them', async () => {
    for (const text of ['eins', 'zwei', 'drei']) user.write('/a.txt', text);
    const params = { root, file: user.node('/a.txt').id };
    const list = endpoints.revisions.answer.parse((await anna.call('revisions', params)).json);
    expect(list.total).toBe(3);
    const texts = [];
    for (const { revision_id } of list.results)
      texts.push((await anna.call('download', params, { fields: { revision_id } })).bytes.toString());
    expect(texts).toEqual(['drei', 'zwei', 'eins']);
    await anna.call('rollbackFile', params, { fields: { revision_id: list.results[2]?.revision_id } });
    expect(user.read('/a.txt').toString()).toBe('eins');
    expect(user.revisions('/a.txt')).toHaveLength(4);
  });
});

describe('renames and moves', () => {
  it('keep ids and revisions, of a folder and of all that is in it', async () => {
    const file = user.write('/Alt/Tief/a.txt', 'x');
    const folder = user.node('/Alt').id;
    await anna.call('renameFolder', { root, folder }, { fields: { name: 'Neu' } });
    await anna.call('moveFolder', { root, folder }, { fields: { to_folder_id: user.mkdir('/Ziel') } });
    expect(user.tree().get('/Ziel/Neu/Tief/a.txt')).toMatchObject({ id: file.id, revisionId: file.revision_id });
    await anna.call('moveFolder', { root, folder });
    expect(user.exists('/Neu/Tief/a.txt')).toBe(true);
  });

  it('change the case of a name', async () => {
    const { id } = user.write('/bericht.txt', 'x');
    const answer = await anna.call('renameFile', { root, file: id }, { fields: { name: 'Bericht.txt' } });
    expect(asFile(answer.json).path).toBe('/Bericht.txt');
  });

  it('move the space that is used with the folder', () => {
    user.write('/A/a.txt', '12345');
    user.mkdir('/B');
    user.move('/A', '/B');
    expect(user.node('/B')).toMatchObject({ tree_size: 5 });
    user.remove('/B');
    user.restore('/B');
    expect(user.node('/B/A')).toMatchObject({ tree_size: 5 });
  });
});

describe('the trash', () => {
  it('takes a folder with all that is in it and gives it back whole, with its ids', async () => {
    const file = user.write('/Ordner/Tief/a.txt', 'x');
    user.write('/Ordner/vorher gelöscht.txt', 'y');
    user.remove('/Ordner/vorher gelöscht.txt');
    const folder = user.node('/Ordner').id;
    await anna.call('deleteFolder', { root, folder });
    expect(user.tree().size).toBe(0);
    expect(asFile((await anna.call('file', { root, file: file.id })).json).is_deleted).toBe(true);
    expect((await anna.call('download', { root, file: file.id })).status).toBe(404);
    await anna.call('restoreFolder', { root, folder });
    expect([...user.tree().keys()]).toEqual(['/Ordner', '/Ordner/Tief', '/Ordner/Tief/a.txt']);
    expect(user.node('/Ordner/Tief/a.txt').id).toBe(file.id);
  });

  it('is listed on request, and a deleted folder lists nothing live', async () => {
    user.write('/Ordner/a.txt', 'x');
    const folder = user.node('/Ordner').id;
    user.remove('/Ordner');
    const children = async (key: 'root' | 'folder', include_deleted: boolean) => {
      const answer = await anna.call(key, { root, folder }, { fields: { include_children: true, include_deleted } });
      return endpoints[key].answer.parse(answer.json).children?.map((child) => [child.path, child.is_deleted]);
    };
    expect(await children('root', false)).toEqual([]);
    expect(await children('root', true)).toEqual([['/Ordner', true]]);
    expect(await children('folder', false)).toEqual([]);
    expect(await children('folder', true)).toEqual([['/Ordner/a.txt', true]]);
  });

  it('refuses uploads into a deleted folder', async () => {
    const folder = user.mkdir('/Ordner');
    user.remove('/Ordner');
    expect((await anna.upload(root, folder, 'a.txt', 'x')).status).toBe(404);
  });

  it('is emptied for good with everything in it', async () => {
    const file = user.write('/Ordner/a.txt', 'x');
    const folder = user.node('/Ordner').id;
    expect((await anna.call('purgeFolder', { root, folder })).status).toBe(409);
    user.remove('/Ordner');
    user.purge('/Ordner');
    expect((await anna.call('folder', { root, folder })).status).toBe(410);
    expect((await anna.call('file', { root, file: file.id })).status).toBe(410);
  });
});

describe('modified since', () => {
  const since = async (ms: number, offset?: number) => {
    const fields = { since: formatDateTime(ms), offset };
    return endpoints.modifiedSince.answer.parse((await anna.call('modifiedSince', { root }, { fields })).json);
  };
  const later = () => {
    const now = Date.now() + 10_000;
    test.cloud.setClockSkew(10);
    return now;
  };

  it('goes by the time of the change, not by the file’s own', async () => {
    user.write('/vorher.txt', 'x');
    const moment = later();
    user.write('/alt datiert.txt', 'x', { modified: Date.UTC(2001, 0, 1) });
    expect((await since(moment)).results.map((file) => file.path)).toEqual(['/alt datiert.txt']);
  });

  it('tells of removed files, also of those that went with their folder, and of their return', async () => {
    user.write('/Ordner/a.txt', 'x');
    user.write('/b.txt', 'x');
    const moment = later();
    user.remove('/Ordner');
    user.remove('/b.txt');
    const gone = (await since(moment)).results.map((file) => [file.path, file.is_deleted]);
    expect(gone.sort()).toEqual([
      ['/Ordner/a.txt', true],
      ['/b.txt', true],
    ]);
    user.restore('/Ordner');
    const back = (await since(moment)).results.map((file) => [file.path, file.is_deleted]);
    expect(back.sort()).toEqual([
      ['/Ordner/a.txt', false],
      ['/b.txt', true],
    ]);
  });

  it('comes in pages of 100', async () => {
    user.fill('/Viele', 250);
    const pages = [await since(0), await since(0, 100), await since(0, 200), await since(0, 300)];
    expect(pages.map((page) => [page.results.length, page.total])).toEqual([
      [100, 250],
      [100, 250],
      [50, 250],
      [0, 250],
    ]);
    expect(new Set(pages.flatMap((page) => page.results.map((file) => file.id))).size).toBe(250);
  });
});

describe('ids', () => {
  it('are shared by files and folders, or counted apart on request', async () => {
    expect(user.write('/a.txt', 'x').id).not.toBe(user.mkdir('/Ordner'));
    const apart = await startTestCloud({ separateIds: true });
    const other = apart.cloud.as(apart.person(0).email);
    other.mkdir('/Ordner');
    const ids = [...other.tree().values()].map((entry) => [entry.kind, entry.id]);
    for (let id = other.write('/0.txt', '').id; id < Number(ids[0]?.[1]); id = other.write(`/${id}.txt`, '').id);
    const clash = [...other.tree().values()].filter((entry) => entry.id === ids[0]?.[1]).map((entry) => entry.kind);
    expect(clash.sort()).toEqual(['file', 'folder']);
    await apart.end();
  });
});
