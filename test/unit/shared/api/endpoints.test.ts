import { describe, expect, it } from 'vitest';
import { encodeFields, fillPath } from '../../../../shared/api/endpoint.ts';
import { endpoints } from '../../../../shared/api/endpoints.ts';
import { parseExtensions } from '../../../../shared/api/people.ts';

describe('the endpoint table', () => {
  it('names each verb and path once', () => {
    const names = Object.values(endpoints).map((row) => `${row.verb} ${row.path}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('gives every row that is ours a feature to switch off', () => {
    const without = Object.entries(endpoints).filter(([, row]) => row.source === 'ours' && row.feature === undefined);
    expect(without.map(([key]) => key)).toEqual([]);
  });

  it('puts fields in the query for GET and in the body for the rest', () => {
    for (const [key, row] of Object.entries(endpoints))
      for (const field of row.fields)
        expect([key, field.name, field.where === 'query']).toEqual([key, field.name, row.verb === 'GET']);
  });

  it('fills paths and refuses to leave a place empty', () => {
    expect(fillPath(endpoints.uploadToFolder.path, { root: 3, folder: 5 })).toBe('/api/2/files/3/folder/5/upload');
    expect(() => fillPath(endpoints.folder.path, { root: 3 })).toThrow(':folder');
  });

  it('encodes booleans as words and leaves absent fields out', () => {
    expect(encodeFields({ a: true, b: false, c: undefined, d: null, name: 'Ä & b=c', n: 0 })).toBe(
      'a=true&b=false&name=%C3%84%20%26%20b%3Dc&n=0',
    );
    expect(encodeFields({ name: '\ud800' })).toBe('name=%EF%BF%BD');
  });
});

describe('answers that differ from the reference', () => {
  it('reads a share link under both type names', () => {
    const link = {
      id: 7,
      root_id: 3,
      hash: '06d0d4833ea65c',
      expires: null,
      file_id: 4,
      folder_id: null,
      creator_id: 2,
    };
    expect(endpoints.shareFile.answer.parse({ ...link, type: 'share' }).id).toBe(7);
    expect(endpoints.shareFile.answer.parse({ ...link, type: 'file_share' }).id).toBe(7);
  });

  it('reads the roots of a person as ids or as objects', () => {
    const person = { id: 1, email: 'a@b.example' };
    const root = { type: 'root', id: 9, name: 'R', root_type: 'sync' };
    expect(endpoints.me.answer.parse({ ...person, roots: [9, 10] }).roots).toEqual([9, 10]);
    expect(endpoints.me.answer.parse({ ...person, roots: [root] }).roots).toHaveLength(1);
  });

  it('reads a rename that only says it is done as done', () => {
    expect(endpoints.renameFile.answer.parse({ status: 'ok' })).toBeUndefined();
  });

  it('reads a list without a total', () => {
    expect(endpoints.revisions.answer.parse({ results: [{ revision_id: 1, size: 2 }] }).total).toBe(1);
  });

  it('reads the extensions of a policy in any spelling', () => {
    expect(parseExtensions('.tmp, PST,,  .Bak ')).toEqual(['.tmp', '.pst', '.bak']);
    expect(parseExtensions(null)).toEqual([]);
  });
});
