import { describe, expect, it } from 'vitest';
import { isWholePath, looksLikeEmail, serverAddress } from '../../../renderer/views/welcome/checks.ts';
import { summarize } from '../../../renderer/views/welcome/plan-summary.ts';
import type { PlannedAction } from '../../../shared/contract/sync.ts';

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

describe('the summary of a plan', () => {
  it('counts files by what becomes of them, with their bytes', () => {
    const planned = (action: PlannedAction['action'], bytes = 5): PlannedAction => ({
      rootId: 1,
      action,
      path: '/a',
      side: 'local',
      bytes,
      why: 'new-in-cloud',
    });
    const sums = summarize([
      planned('make-folder'),
      planned('download'),
      planned('download', 7),
      planned('upload'),
      planned('adopt'),
      planned('keep-both'),
    ]);
    expect(sums.down).toEqual({ count: 2, bytes: 12 });
    expect(sums.up.count).toBe(1);
    expect(sums.equal.count).toBe(1);
    expect(sums.conflict.count).toBe(1);
  });
});
