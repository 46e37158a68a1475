/** The decision table in words: what a person reads about each cell, and the Markdown of ARCHITECTURE.md. */
import { type Decision, decideAgreed, decideNew } from './decide.ts';
import type { Change, Kind, Verdict } from './types.ts';

/** What can be said of a node on which both sides once agreed. */
export const AGREED_CHANGES = [
  'unchanged',
  'touched',
  'edited',
  'moved',
  'moved-edited',
  'deleted',
  'retyped',
  'unreadable',
] as const satisfies readonly Change[];

/** What can be said of a node on which they never agreed. */
export const NEW_CHANGES = ['absent', 'created', 'unreadable'] as const satisfies readonly Change[];

const SENTENCES = {
  nothing: 'Neither side changed anything that matters, so there is nothing to do.',
  'read-first': 'Its times here changed; whether its bytes did has to be read before anything is decided.',
  upload: 'Only this disk has other bytes, so they go up as a new revision of the same file.',
  download:
    'Only the cloud has other bytes, so they come here; the old ones go to the trash unless the cloud has them.',
  'move-cloud': 'It was moved here, so the cloud moves it too; no byte is sent.',
  'move-local': 'It was moved in the cloud, so this disk follows; no byte is sent.',
  'delete-cloud': 'It was deleted here and the cloud did not use it meanwhile, so it goes to the trash of the cloud.',
  'delete-local': 'It was deleted in the cloud and nobody used it here meanwhile, so it goes to the local trash.',
  adopt: 'Both sides have it already, so they are bound without a transfer.',
  forget: 'It is gone on both sides, so the agreement is forgotten.',
  conflict:
    'Both sides have bytes of their own: equal ones are adopted, of others both are kept, the local one as a copy.',
  'conflict-of-kinds': 'A file here and a folder there want one name, so the file becomes the conflict copy.',
  'make-again': 'One side deleted what the other one used meanwhile, so it is made again where it is missing.',
  'hold-unreadable': 'It is there but cannot be read, so nobody knows what happened to it; it waits.',
  impossible: 'Cannot be.',
} as const satisfies Record<Verdict, string>;

const NEW_SENTENCES: Partial<Record<Verdict, string>> = {
  upload: 'It is new here, so the cloud gets it.',
  download: 'It is new in the cloud, so this disk gets it.',
};

/** Why the table decides as it does for these changes, in whole sentences. */
export function explainAgreed(kind: Kind, here: Change, there: Change): string {
  const { verdict, why } = decideAgreed(kind, here, there);
  if (verdict === 'impossible')
    return here === 'created' || here === 'absent' || there === 'created' || there === 'absent'
      ? 'Cannot be: of a node that both sides agreed on something else is to be said.'
      : 'Cannot be: a folder has no bytes of its own.';
  const sentences: string[] = [SENTENCES[verdict]];
  if (why === 'cloud-move-wins')
    sentences.unshift('Both sides moved it; the cloud wins, because others have seen that place already.');
  const left = [here.endsWith('edited') ? 'the bytes here' : '', there.endsWith('edited') ? 'the bytes there' : ''];
  const later = left.filter((part) => part !== '').join(' and ');
  if ((verdict === 'move-cloud' || verdict === 'move-local') && later !== '')
    sentences.push(`After that, ${later} are decided about anew.`);
  if (here === 'retyped' || there === 'retyped')
    sentences.push('What stands in its place now is a node of its own, and new.');
  return sentences.join(' ');
}

/** The same for nodes on which the sides never agreed. */
export function explainNew(here: Change, there: Change, kinds: 'same' | 'differ', kind: Kind): string {
  const { verdict } = decideNew(here, there, kinds, kind);
  if (verdict === 'impossible') return 'Cannot be: what nobody agreed on is new, absent or unreadable.';
  if (verdict === 'adopt') return 'Two folders of one name are one folder; what is in them is decided one by one.';
  return NEW_SENTENCES[verdict] ?? SENTENCES[verdict];
}

const step = ({ verdict, why }: Decision): string =>
  verdict === 'impossible' ? '–' : why === 'cloud-move-wins' ? 'move-local (the cloud wins)' : verdict;

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function matrix(kind: Kind): readonly string[] {
  return [
    line(['here ↓ / cloud →', ...AGREED_CHANGES]),
    line(['---', ...AGREED_CHANGES.map(() => '---')]),
    ...AGREED_CHANGES.map((here) =>
      line([`**${here}**`, ...AGREED_CHANGES.map((there) => step(decideAgreed(kind, here, there)))]),
    ),
  ];
}

function reasons(kind: Kind): readonly string[] {
  const rows = AGREED_CHANGES.flatMap((here) =>
    AGREED_CHANGES.map((there) => {
      const decision = decideAgreed(kind, here, there);
      if (decision.verdict === 'impossible') return undefined;
      return [here, there, explainAgreed(kind, here, there), `agreed ${kind}: ${here} here, ${there} in the cloud`];
    }),
  );
  return [
    line(['here', 'cloud', 'why', 'its test']),
    line(['---', '---', '---', '---']),
    ...rows.filter((row) => row !== undefined).map(line),
  ];
}

function newcomers(): readonly string[] {
  const rows: string[][] = [];
  for (const here of NEW_CHANGES)
    for (const there of NEW_CHANGES) {
      const both = here === 'created' && there === 'created';
      for (const [what, kind, kinds] of CASES) {
        if (!both && what !== 'two files') continue;
        const decision = decideNew(here, there, kinds, kind);
        const test = `${here} here, ${there} in the cloud, ${kinds === 'same' ? `two ${kind}s` : 'two kinds'}`;
        rows.push([here, there, both ? what : 'either', step(decision), explainNew(here, there, kinds, kind), test]);
      }
    }
  return [
    line(['here', 'cloud', 'what', 'first step', 'why', 'its test']),
    line(Array(6).fill('---')),
    ...rows.map(line),
  ];
}

const CASES = [
  ['two files', 'file', 'same'],
  ['two folders', 'folder', 'same'],
  ['a file and a folder', 'file', 'differ'],
] as const;

/** The whole table as Markdown, as ARCHITECTURE.md shows it between its markers. */
export function renderDecisionTable(): string {
  return [
    '#### A file on which both sides once agreed: the first step',
    '',
    ...matrix('file'),
    '',
    '#### A folder on which both sides once agreed: the first step',
    '',
    ...matrix('folder'),
    '',
    '#### Nodes on which the sides never agreed',
    '',
    ...newcomers(),
    '',
    '#### Why: files',
    '',
    ...reasons('file'),
    '',
    '#### Why: folders',
    '',
    ...reasons('folder'),
    '',
  ].join('\n');
}
