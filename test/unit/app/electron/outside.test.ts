/** What comes from outside: words, links, addresses, paths. */
import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../../../app/electron/command-line.ts';
import { parseDeepLink } from '../../../../app/electron/deep-link.ts';
import { checkedAddress } from '../../../../app/electron/external.ts';
import { isInLinks, isRunnable, localPathOf, placeOf, shownPath } from '../../../../app/electron/local-path.ts';
import { hashOfScreen } from '../../../../app/electron/screens.ts';
import { link } from './snapshots.ts';

describe('the command line', () => {
  test.each([
    [['app', '--home', '/h'], {}, '/h'],
    [['app', '--home=h'], {}, '/cwd/h'],
    [['app'], { LEITZ_CLOUD_HOME: '/env' }, '/env'],
    [['app', '--home', '/h'], { LEITZ_CLOUD_HOME: '/env' }, '/h'],
    [['app', '--home'], {}, undefined],
    [['app'], {}, undefined],
  ])('%j with %j has its home in %s', (argv, env, home) => {
    expect(parseCommandLine(argv, env, '/cwd').home).toBe(home);
  });

  test('knows a start at login and a link', () => {
    expect(parseCommandLine(['app', 'main.mjs', '--hidden', 'LeitzCloud://screen/held'], {}, '/')).toEqual({
      home: undefined,
      hidden: true,
      link: 'LeitzCloud://screen/held',
      file: '/main.mjs',
    });
  });

  test.each([
    [['app', '/home/ann/Plans/a b.txt'], '/home/ann/Plans/a b.txt'],
    [['app', 'file:///home/ann/Plans/a%20b.txt'], '/home/ann/Plans/a b.txt'],
    [['app', '/opt/app/main.mjs', '--hidden', '--home', '/h', 'a.txt'], '/cwd/a.txt'],
    [['app', '/opt/app/main.mjs', '--no-sandbox', '--home=/h'], undefined],
    [['app', 'file://other.host/a.txt'], undefined],
    [['app', 'leitzcloud://screen/held'], undefined],
  ])('%j opens the file %s', (argv, file) => {
    expect(parseCommandLine(argv, {}, '/cwd', '/opt/app/main.mjs').file).toBe(file);
  });
});

describe('a link into the program', () => {
  test.each([
    ['leitzcloud://open?root=12&path=/Plans/a%20b.txt', { kind: 'open', rootId: 12, path: '/Plans/a b.txt' }],
    ['leitzcloud://open?root=12', { kind: 'open', rootId: 12, path: '/' }],
    ['leitzcloud://screen/conflicts', { kind: 'screen', screen: 'conflicts' }],
    ['leitzcloud://screen/../../etc', undefined],
    ['leitzcloud://open?root=-1&path=/a', undefined],
    ['leitzcloud://open?root=1&path=a', undefined],
    ['leitzcloud://run?command=x', undefined],
    ['https://open?root=12&path=/a', undefined],
    ['nonsense', undefined],
    [`leitzcloud://open?root=1&path=/${'a'.repeat(9000)}`, undefined],
  ])('%s', (text, expected) => {
    expect(parseDeepLink(text)).toEqual(expected);
  });
});

test.each([
  ['https://cloud.example.org/a?b=c', 'https://cloud.example.org/a?b=c'],
  ['http://cloud.example.org/', undefined],
  ['file:///etc/passwd', undefined],
  ['javascript:alert(1)', undefined],
  ['https://user:secret@example.org/', undefined],
  ['smb://host/share', undefined],
  ['ms-msdt:/id', undefined],
  ['https://', undefined],
])('%s may be opened in the browser: %s', (text, expected) => {
  expect(checkedAddress(text)).toBe(expected);
});

describe('paths', () => {
  const unix = { links: [link()] };
  const windows = { links: [link({ folder: 'C:\\Users\\Ann\\Plans' })] };

  test('a place in the cloud is a file on this disk', () => {
    expect(localPathOf(unix, 7, '/Sub/a.txt', 'linux')).toBe('/home/ann/Plans/Sub/a.txt');
    expect(localPathOf(windows, 7, '/Sub/a.txt', 'win32')).toBe('C:\\Users\\Ann\\Plans\\Sub\\a.txt');
    expect(localPathOf(unix, 8, '/a.txt', 'linux')).toBeUndefined();
  });

  test.each(['/../x', '/a/../../x', '/./x', '/a\0b'])('%j leads nowhere', (path) => {
    expect(localPathOf(unix, 7, path, 'linux')).toBeUndefined();
  });

  test.each(['/..\\..\\x', '/C:x', '/a:stream'])('%j leads nowhere on Windows', (path) => {
    expect(localPathOf(windows, 7, path, 'win32')).toBeUndefined();
  });

  test.each([
    ['/home/ann/Plans', true],
    ['/home/ann/Plans/a.txt', true],
    ['/home/ann/Plans/..a/b', true],
    ['/home/ann/Plans/../.ssh/id', false],
    ['/home/ann/Plans2', false],
    ['/etc/passwd', false],
    ['Plans/a.txt', false],
  ])('%s is in a linked folder: %s', (file, expected) => {
    expect(isInLinks(unix, file, 'linux')).toBe(expected);
  });

  test('a file that was opened with the program has a place in the cloud, or none', () => {
    expect(placeOf(unix, '/home/ann/Plans/b/../a b.txt', 'linux')).toEqual({ rootId: 7, names: ['a b.txt'] });
    expect(placeOf(unix, '/home/ann/Plans', 'linux')).toEqual({ rootId: 7, names: [] });
    expect(placeOf(unix, '/home/ann/other.txt', 'linux')).toBeUndefined();
    expect(placeOf(windows, 'C:\\Users\\Ann\\Plans\\b\\a.txt', 'win32')).toEqual({ rootId: 7, names: ['b', 'a.txt'] });
  });

  test('another drive is not in the linked folder', () => {
    expect(isInLinks(windows, 'D:\\Plans\\a.txt', 'win32')).toBe(false);
    expect(isInLinks(windows, 'c:\\users\\ann\\plans\\a.txt', 'win32')).toBe(true);
  });

  test('a path that is too long for the file manager of Windows leads to the nearest folder that is not', () => {
    const deep = `C:\\Users\\Ann\\Plans\\${'a'.repeat(200)}`;
    const file = `${deep}\\${'b'.repeat(100)}\\c.txt`;
    expect(shownPath(file, 'win32')).toBe(deep);
    expect(shownPath(`${deep}\\c.txt`, 'win32')).toBe(`${deep}\\c.txt`);
    expect(shownPath(`/home/${'a'.repeat(300)}`, 'linux')).toBe(`/home/${'a'.repeat(300)}`);
  });

  test('what the system would run is only shown', () => {
    for (const file of ['a.exe', 'a.BAT', 'a.sh', 'a.desktop', 'a.lnk', 'x/Tool.app', 'a.exe. ', 'a.command'])
      expect(isRunnable(file), file).toBe(true);
    for (const file of ['a.docx', 'a.pdf', 'exe', 'a.txt', 'a.exe.txt']) expect(isRunnable(file), file).toBe(false);
  });
});

test('screens have the addresses that the face reads', () => {
  expect(hashOfScreen('files', 12, 'Plans & Co')).toBe('#/files/12/Plans%20%26%20Co');
});
