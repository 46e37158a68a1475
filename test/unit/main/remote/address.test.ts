import { expect, it } from 'vitest';
import { SyncError } from '../../../../main/errors.ts';
import { parseServerAddress } from '../../../../main/remote/address.ts';

const GOOD = [
  ['web.leitz-cloud.com', 'https://web.leitz-cloud.com', 'web.leitz-cloud.com'],
  ['  https://Web.Leitz-Cloud.com/  ', 'https://web.leitz-cloud.com', 'web.leitz-cloud.com'],
  ['https://web.leitz-cloud.com/login?next=%2F#top', 'https://web.leitz-cloud.com', 'web.leitz-cloud.com'],
  ['127.0.0.1:8443', 'https://127.0.0.1:8443', '127.0.0.1:8443'],
  ['HTTPS://[::1]:443/', 'https://[::1]', '[::1]'],
  ['müller.example', 'https://xn--mller-kva.example', 'müller.example (xn--mller-kva.example)'],
  ['xn--mller-kva.example:444', 'https://xn--mller-kva.example:444', 'müller.example:444 (xn--mller-kva.example:444)'],
] as const;

for (const [typed, origin, shown] of GOOD) {
  it(`takes "${typed}"`, () => expect(parseServerAddress(typed)).toEqual({ origin, shown }));
}

const BAD = [
  ['', 'wrong-usage'],
  ['http://web.leitz-cloud.com', 'insecure-transport'],
  ['HTTP://web.leitz-cloud.com', 'insecure-transport'],
  ['ftp://web.leitz-cloud.com', 'wrong-usage'],
  ['file:///etc/passwd', 'wrong-usage'],
  ['web leitz', 'wrong-usage'],
  ['https://', 'wrong-usage'],
  ['https://me:secret@web.leitz-cloud.com', 'wrong-usage'],
  ['me@leitz-cloud.com', 'wrong-usage'],
] as const;

for (const [typed, code] of BAD) {
  it(`refuses "${typed}"`, () => {
    try {
      parseServerAddress(typed);
    } catch (error) {
      expect(error).toBeInstanceOf(SyncError);
      expect(error).toMatchObject({ code });
      expect(String(error)).not.toContain('secret');
      return;
    }
    throw new Error('It was taken.');
  });
}
