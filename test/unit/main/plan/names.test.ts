import { describe, expect, it } from 'vitest';
import {
  conflictName,
  foldCloud,
  problemHere,
  problemInCloud,
  splitName,
  suggestName,
  utf8Length,
} from '../../../../main/plan/names.ts';

const EMOJI = '\u{1f600}';

describe('what the cloud takes', () => {
  for (const name of ['a', '.hidden', 'caf\u00e9', 'cafe\u0301', EMOJI, 'a'.repeat(255), 'con', 'a.b.c'])
    it(`takes ${JSON.stringify(name.slice(0, 20))}`, () => expect(problemInCloud(name)).toBeUndefined());
  for (const name of [
    '',
    '.',
    '..',
    'a/b',
    'a\\b',
    'a:b',
    'a*',
    'a?',
    'a"',
    '<',
    '>',
    '|',
    'a\u0000',
    'a\n',
    'a\u007f',
    'a ',
    'a.',
    '\ud800',
  ])
    it(`refuses ${JSON.stringify(name)}`, () => expect(problemInCloud(name)).toBe('illegal'));
  it('refuses 256 units', () => expect(problemInCloud('a'.repeat(256))).toBe('too-long'));
  it('folds case and nothing else', () => {
    expect(foldCloud('CAF\u00c9')).toBe(foldCloud('caf\u00e9'));
    expect(foldCloud('cafe\u0301')).not.toBe(foldCloud('caf\u00e9'));
  });
});

describe('what this disk takes', () => {
  it('Linux counts bytes: 255 fit, 256 do not, however many characters they are', () => {
    expect(problemHere('\u00e9'.repeat(127), 'linux')).toBeUndefined();
    expect(problemHere('\u00e9'.repeat(128), 'linux')).toBe('too-long');
    expect(problemHere(EMOJI.repeat(64), 'linux')).toBe('too-long');
  });

  it('Windows and macOS count UTF-16 units', () => {
    for (const platform of ['win32', 'darwin'] as const) {
      expect(problemHere('\u00e9'.repeat(255), platform)).toBeUndefined();
      expect(problemHere(EMOJI.repeat(128), platform)).toBe('too-long');
    }
  });

  it('Windows reserves names of devices, with any extension and in any case', () => {
    for (const name of ['con', 'CON', 'Aux.txt', 'nul.tar.gz', 'COM1', 'lpt9.x', 'com\u00b9'])
      expect(problemHere(name, 'win32')).toBe('reserved');
    for (const name of ['console', 'con1', 'com10', 'a.con']) expect(problemHere(name, 'win32')).toBeUndefined();
    expect(problemHere('con', 'linux')).toBeUndefined();
  });

  it('no platform lets a name out of its folder, or break it', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      for (const name of ['', '.', '..', '../x', 'a/b', 'a\u0000', '\ud800'])
        expect(problemHere(name, platform)).toBe('illegal');
    for (const name of ['..\\x', 'C:', 'a:stream', 'a ', 'a.']) expect(problemHere(name, 'win32')).toBe('illegal');
  });

  it('our own folder is ours in every spelling that some volume takes for it', () => {
    for (const name of [
      '.leitzcloud',
      '.LeitzCloud',
      '.leitzcloud.',
      '.leitzcloud ',
      '.\uff4ceitzcloud',
      '.le\u0131tzcloud',
    ])
      expect([name, problemHere(name, 'linux')]).toEqual([name, name.includes('\u0131') ? undefined : 'reserved']);
    expect(problemHere('.leitzcloud2', 'linux')).toBeUndefined();
  });

  it('HFS+ leaves invisible characters out of a name: those spellings are ours too', () => {
    expect(problemHere('.leitz\u200ccloud', 'darwin')).toBe('reserved');
    expect(problemHere('.leitz\ufeffcloud', 'linux')).toBe('reserved');
  });
});

describe('suggested names', () => {
  for (const [name, suggested] of [
    ['a?b', 'a_b'],
    ['a:b/c', 'a_b_c'],
    ['ends. ', 'ends'],
    ['...', '_'],
    ['', '_'],
    ['   ', '_'],
    ['?.txt', '_.txt'],
    ['con', '_con'],
    ['.LeitzCloud', '_.LeitzCloud'],
  ] as const)
    it(`${JSON.stringify(name)} -> ${suggested}`, () => expect(suggestName(name)).toBe(suggested));

  it('are always taken by the cloud, and short enough for Linux', () => {
    const hard = [
      `${'x'.repeat(254)} .y`,
      `${'x'.repeat(254)}  y`,
      '\ud800',
      EMOJI.repeat(200),
      'x'.repeat(300),
      `${'x'.repeat(300)}.txt`,
      `a.${'e'.repeat(300)}`,
      '\u0000',
      'a\ud800.txt',
    ];
    for (const name of hard) {
      expect([name.slice(0, 9), problemInCloud(suggestName(name))]).toEqual([name.slice(0, 9), undefined]);
      expect(utf8Length(suggestName(name))).toBeLessThanOrEqual(255);
    }
  });
});

describe('names of conflict copies', () => {
  const free = (): boolean => false;
  const copy = (name: string, taken: (name: string) => boolean = free, host = 'HOST'): string =>
    conflictName(name, host, '2026-11-24', taken);

  it('stand before the extension', () => {
    expect(copy('report.txt')).toBe('report (conflict HOST 2026-11-24).txt');
    expect(copy('.bashrc')).toBe('.bashrc (conflict HOST 2026-11-24)');
    expect(copy('no extension')).toBe('no extension (conflict HOST 2026-11-24)');
  });

  it('a copy of a copy keeps one mark, and a taken name gets a number', () => {
    const one = copy('report.txt');
    expect(copy(one)).toBe(one);
    const two = copy(one, (name) => name === one);
    expect(two).toBe('report (conflict HOST 2026-11-24 2).txt');
    expect(copy(two, (name) => name === one || name === two)).toBe('report (conflict HOST 2026-11-24 3).txt');
  });

  it('ten rounds on one file make ten names, none of a copy', () => {
    const used = new Set<string>(['f.txt']);
    let last = 'f.txt';
    for (let round = 0; round < 10; round += 1) {
      last = copy(last, (name) => used.has(name));
      used.add(last);
    }
    expect(used.size).toBe(11);
    for (const name of used) expect(name.match(/conflict/gu)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  it('a host with a dot does not make the mark an extension', () => {
    const one = copy('README', free, 'mac.local');
    expect(one).toBe('README (conflict mac-local 2026-11-24)');
    expect(copy(one, (name) => name === one, 'mac.local')).toBe('README (conflict mac-local 2026-11-24 2)');
  });

  it('what is far too long for an extension is cut like the rest', () => {
    const made = copy(`a.${'e'.repeat(252)}`);
    expect(made.endsWith(' (conflict HOST 2026-11-24)')).toBe(true);
    expect(utf8Length(made)).toBe(255);
  });

  it('fit everywhere, whatever the name and the host are', () => {
    const names = [
      'x'.repeat(255),
      `${EMOJI.repeat(62)}.txt`,
      `a.${'e'.repeat(252)}`,
      `${'\u00e9'.repeat(120)}.docx`,
      '.'.padEnd(255, 'z'),
    ];
    for (const name of names)
      for (const host of ['HOST', 'h'.repeat(200), '\u{1f600}\u{1f600}', 'my host (2)/?', '']) {
        const made = copy(name, free, host);
        expect([name.slice(0, 9), host.slice(0, 9), problemInCloud(made)]).toEqual([
          name.slice(0, 9),
          host.slice(0, 9),
          undefined,
        ]);
        expect(problemHere(made, 'linux')).toBeUndefined();
        expect(made.isWellFormed()).toBe(true);
        expect(copy(made, free, host)).toBe(made);
      }
  });

  it('the first hosts that come to mind leave no forbidden character behind', () => {
    expect(copy('a', free, 'Büro PC/2')).toBe('a (conflict Büro-PC-2 2026-11-24)');
    expect(copy('a', free, '')).toBe('a (conflict computer 2026-11-24)');
  });
});

it('a name is split at its last dot, but for a leading one', () => {
  expect(splitName('a.b.c')).toEqual({ stem: 'a.b', extension: '.c' });
  expect(splitName('.c')).toEqual({ stem: '.c', extension: '' });
  expect(splitName('a')).toEqual({ stem: 'a', extension: '' });
});

it('bytes are counted as UTF-8 does', () => {
  for (const text of ['', 'a', '\u00e9', '\u20ac', EMOJI, `a\u00e9\u20ac${EMOJI}`])
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
});
