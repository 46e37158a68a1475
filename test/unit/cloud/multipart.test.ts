import { describe, expect, it } from 'vitest';
import { ApiError } from '../../cloud/errors.ts';
import { parseMultipart } from '../../cloud/multipart.ts';

const parse = (text: string) =>
  parseMultipart(Buffer.from(text), 'B').map(({ name, filename, bytes }) => ({
    name,
    filename,
    text: bytes.toString(),
  }));

describe('a whole multipart body', () => {
  it('gives its parts, with names in UTF-8 and escaped quotes', () => {
    const body =
      '--B\r\nContent-Disposition: form-data; name="modified"\r\n\r\n2026\r\n' +
      '--B\r\ncontent-type: text/plain\r\ncontent-disposition: form-data; name="file"; filename="ä \\"b\\".txt"\r\n\r\nzwei\r\nZeilen\r\n\r\n--B--\r\n';
    expect(parse(body)).toEqual([
      { name: 'modified', filename: undefined, text: '2026' },
      { name: 'file', filename: 'ä "b".txt', text: 'zwei\r\nZeilen\r\n' },
    ]);
  });

  it('does not take filename for name, in any order', () => {
    const [part] = parse('--B\r\nContent-Disposition: form-data; filename="f"; name="n"\r\n\r\n\r\n--B--');
    expect(part).toEqual({ name: 'n', filename: 'f', text: '' });
  });

  it('keeps a boundary that is only part of the content', () => {
    const [part] = parse('--B\r\nContent-Disposition: form-data; name="n"\r\n\r\n--B in the text\r\n--B--');
    expect(part?.text).toBe('--B in the text');
  });

  it.each([
    '',
    '--C\r\n',
    '--B\r\nContent-Disposition: form-data; name="n"\r\n\r\nnever ends',
    '--B\r\nContent-Type: text/plain\r\n\r\nno name\r\n--B--',
  ])('refuses %j', (body) => {
    expect(() => parse(body)).toThrow(ApiError);
  });
});
