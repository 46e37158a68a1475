import { describe, expect, it } from 'vitest';
import {
  beside,
  inHome,
  isWholePath,
  looksLikeEmail,
  serverAddress,
  suggestionOf,
} from '../../../renderer/views/welcome/checks.ts';

describe('what is typed in the welcome', () => {
  it('is completed to a secure address', () => {
    expect(serverAddress(' cloud.example.org ')).toBe('https://cloud.example.org');
    expect(serverAddress('https://cloud.example.org:8443/login')).toBe('https://cloud.example.org:8443');
    expect(serverAddress('localhost:4433')).toBe('https://localhost:4433');
  });

  it('is refused where it is no address, not secure, or carries a user', () => {
    for (const typed of ['', 'cloud', 'http://cloud.example.org', 'https://anna@cloud.example.org', 'javascript:1//'])
      expect(serverAddress(typed), typed).toBeUndefined();
  });

  it('must be an e-mail address and a whole path', () => {
    expect(looksLikeEmail('anna@example.org')).toBe(true);
    expect(looksLikeEmail('anna')).toBe(false);
    expect(isWholePath('/home/anna', 'linux')).toBe(true);
    expect(isWholePath('Leitz', 'linux')).toBe(false);
    expect(isWholePath('C:\\Cloud', 'win32')).toBe(true);
    expect(isWholePath('/home/anna', 'win32')).toBe(false);
  });
});

describe('a folder that is suggested', () => {
  const roots = [
    { id: 1, name: 'Anna', type: 'sync' },
    { id: 2, name: 'Vertrieb: Nord', type: 'share' },
  ];

  it('lies in the user’s own folder, with a name that every disk takes', () => {
    expect(beside('/home/anna', suggestionOf(roots, 1))).toBe('/home/anna/Leitz Cloud');
    expect(beside('C:\\Users\\Anna', suggestionOf(roots, 2))).toBe('C:\\Users\\Anna\\Leitz Cloud Vertrieb_ Nord');
    expect(beside('/', 'a')).toBe('/a');
  });

  it('is made only where nobody typed another one', () => {
    expect(inHome('/home/anna', '/home/anna/Leitz Cloud')).toBe('Leitz Cloud');
    expect(inHome('/home/anna', '/home/anna/Dokumente/Cloud')).toBeUndefined();
    expect(inHome('/home/anna', '/srv/Leitz Cloud')).toBeUndefined();
  });
});
