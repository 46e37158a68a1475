import { describe, expect, it } from 'vitest';
import { ApiShapeError, parseChildren } from '../../../../shared/api/children.ts';
import { endpoints } from '../../../../shared/api/endpoints.ts';

const file = {
  type: 'file',
  id: 1,
  revision_id: 7,
  root_id: 3,
  path: '/a/b.txt',
  is_deleted: false,
  is_locked: true,
  created: '2015-01-01T01:02:03',
  modified: '2015-01-01T02:03:04',
  size: 12_205,
  size_formatted: '11.92k',
};
const folder = { type: 'folder', id: 2, root_id: 3, path: '/a/c', is_deleted: false, is_locked: false, hash: 'x' };

function fieldThatFails(child: unknown): string {
  try {
    parseChildren([file, child]);
  } catch (error) {
    if (error instanceof ApiShapeError) return error.field;
    throw error;
  }
  return 'none';
}

describe('children of a listing', () => {
  it('reads files and folders and drops what it does not know', () => {
    const [first, second] = parseChildren([{ ...file, colour: 'blue' }, folder]);
    expect(first).toEqual({ ...file, size_formatted: undefined });
    expect(first).not.toHaveProperty('colour');
    expect(second).toEqual(folder);
  });

  it('takes a missing optional field as absent and a missing flag as false', () => {
    expect(parseChildren([{ type: 'file', id: 1, revision_id: 2, path: '/x', size: 0 }])).toEqual([
      { type: 'file', id: 1, revision_id: 2, path: '/x', size: 0, is_deleted: false, is_locked: false },
    ]);
  });

  it.each([
    [{ ...file, id: -1 }, 'children[1].id'],
    [{ ...file, id: '1' }, 'children[1].id'],
    [{ ...file, id: 2 ** 53 }, 'children[1].id'],
    [{ ...file, revision_id: null }, 'children[1].revision_id'],
    [{ ...file, size: 1.5 }, 'children[1].size'],
    [{ ...file, path: 'a/b' }, 'children[1].path'],
    [{ ...file, path: '/a/../../etc/passwd' }, 'children[1].path'],
    [{ ...file, path: '/a/..' }, 'children[1].path'],
    [{ ...file, path: '/a//b' }, 'children[1].path'],
    [{ ...file, path: '/a\0b' }, 'children[1].path'],
    [{ ...file, path: `/${'x'.repeat(40_000)}` }, 'children[1].path'],
    [{ ...file, is_deleted: 'no' }, 'children[1].is_deleted'],
    [{ ...file, type: 'link' }, 'children[1].type'],
    [{ ...folder, hash: 5 }, 'children[1].hash'],
    [null, 'children[1]'],
    [[], 'children[1]'],
  ])('refuses %j, naming %s', (child, field) => {
    expect(fieldThatFails(child)).toBe(field);
  });

  it('never reads something else as an empty list', () => {
    expect(() => parseChildren(undefined)).toThrow(ApiShapeError);
    expect(() => parseChildren({})).toThrow('children is not a list');
  });

  it('is what the folder schema uses', () => {
    const answer = endpoints.folder.answer.safeParse({ ...folder, children: [{ ...file, size: 'big' }] });
    expect(answer.success).toBe(false);
    expect(answer.error?.issues[0]?.message).toContain('children[0].size');
  });

  it('leaves odd lock details out rather than refusing the file', () => {
    const [child] = parseChildren([{ ...file, locks: [{ person_id: 'x', display_name: 'Anna' }, 5] }]);
    expect(child?.locks).toEqual([{ display_name: 'Anna' }]);
  });
});
