/** Inputs as a broken or hostile server makes them: near the truth, far from it, and everything in between. */
import fc from 'fast-check';

/** Pieces that matter to somebody who reads paths, names, numbers or JSON. */
const PIECES = [
  '',
  '.',
  '..',
  '/',
  '//',
  '\\',
  ':',
  '\0',
  '\n',
  ' ',
  '~',
  '~1',
  'CON',
  'aux.h',
  'lpt¹',
  '.leitzcloud',
  '.LEITZCLOUD',
  'LEITZC~1',
  '\u200b',
  '\u202e',
  '\ufeff',
  '\ud800',
  'ı',
  'ﬁ',
  'é',
  'e\u0301',
  '::$DATA',
  '%2e%2e',
  '__proto__',
  'constructor',
  'a',
  'Straße',
  '.tmp',
  '*?<>|"',
  ' (conflict desk 2026-01-02)',
  'x'.repeat(254),
  '. '.repeat(400),
];

export const nastyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)) },
);

export const nastyPath: fc.Arbitrary<string> = fc
  .array(nastyText, { maxLength: 5 })
  .chain((names) => fc.constantFrom(`/${names.join('/')}`, names.join('/'), `${names.join('/')}/`));

const nastyNumber: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(0, -0, -1, 0.5, 1e300, -1e300, 2 ** 52, 2 ** 53, Number.MAX_SAFE_INTEGER, '7', null, true),
  fc.nat(),
  fc.double(),
);

const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  nastyNumber,
  fc.constantFrom<unknown>(null, undefined, [], {}, [[]], true, false),
  fc.jsonValue({ maxDepth: 3 }),
);

const fields = {
  type: fc.oneof({ weight: 6, arbitrary: fc.constantFrom('file', 'folder') }, nastyValue),
  id: fc.oneof({ weight: 4, arbitrary: fc.nat() }, nastyNumber),
  root_id: fc.oneof({ weight: 4, arbitrary: fc.constant(7) }, nastyNumber),
  revision_id: fc.oneof({ weight: 4, arbitrary: fc.nat() }, nastyNumber),
  path: fc.oneof({ weight: 6, arbitrary: nastyPath }, nastyValue),
  size: fc.oneof({ weight: 4, arbitrary: fc.nat() }, nastyNumber),
  modified: fc.oneof({ weight: 3, arbitrary: fc.constant('2026-01-02T03:04:05') }, nastyValue),
  created: nastyValue,
  is_deleted: fc.oneof({ weight: 5, arbitrary: fc.boolean() }, nastyValue),
  is_locked: fc.oneof({ weight: 5, arbitrary: fc.boolean() }, nastyValue),
  hash: fc.oneof({ weight: 3, arbitrary: fc.constant('h') }, nastyValue),
  locks: nastyValue,
};

/** A child of a listing, mostly right, each field of it perhaps a lie, or anything at all. */
export const nastyChild: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.record(fields, { requiredKeys: ['type', 'id', 'path', 'revision_id', 'size'] }) },
  { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [] }) },
  { weight: 1, arbitrary: nastyValue },
);

const other = {
  ...fields,
  type: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('root', 'folder', 'file', 'share') }, nastyValue),
  name: nastyText,
  email: nastyText,
  root_type: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('sync', 'share', 'backup') }, nastyValue),
  roots: fc.oneof(fc.array(nastyNumber, { maxLength: 3 }), nastyValue),
  company_policy: fc.oneof(
    fc.record({ excluded_extensions: nastyValue, max_file_size: nastyNumber }, { requiredKeys: [] }),
    nastyValue,
  ),
  results: fc.oneof(fc.array(nastyChild, { maxLength: 4 }), nastyValue),
  children: fc.oneof(fc.array(nastyChild, { maxLength: 4 }), nastyValue),
  total: nastyNumber,
  access_token: nastyValue,
  refresh_token: nastyValue,
  expires_in: nastyNumber,
  status: nastyValue,
  error: nastyValue,
  error_description: nastyValue,
  version: nastyValue,
};

/** An answer to anything. */
export const nastyAnswer: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.record(other, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: nastyValue },
);
