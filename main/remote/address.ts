/** The server's address as the user types it. */
import { domainToUnicode } from 'node:url';
import { SyncError } from '../errors.ts';

export interface ServerAddress {
  /** `https://host[:port]`, lower case, the host in its ASCII form: what requests go to. */
  readonly origin: string;
  /** For the user's eyes; a host with other letters shows its ASCII form too, since letters can look alike. */
  readonly shown: string;
}

function wrong(text: string, detail: string): SyncError {
  return new SyncError('wrong-usage', { path: text, detail });
}

function shownAs({ hostname, port }: URL): string {
  const tail = port === '' ? '' : `:${port}`;
  const unicode = domainToUnicode(hostname);
  return unicode === hostname || unicode === '' ? `${hostname}${tail}` : `${unicode}${tail} (${hostname}${tail})`;
}

/**
 * Takes `web.example.com`, `web.example.com:8443`, `https://web.example.com/any/path`. A path, query or fragment is
 * dropped. Throws `insecure-transport` for http, `wrong-usage` for what is no such address.
 */
export function parseServerAddress(text: string): ServerAddress {
  const typed = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(typed)?.[1]?.toLowerCase();
  if (scheme === 'http') {
    throw new SyncError('insecure-transport', { path: typed, detail: 'The address must begin with https://.' });
  }
  if (scheme !== undefined && scheme !== 'https') throw wrong(typed, `${scheme}:// is no address of a cloud`);
  const whole = scheme === undefined ? `https://${typed}` : typed;
  if (typed === '' || /\s/.test(typed) || !URL.canParse(whole)) throw wrong(typed, 'not an address of a server');
  const url = new URL(whole);
  if (url.username !== '' || url.password !== '') throw wrong(url.hostname, 'a name or password does not belong here');
  return { origin: url.origin, shown: shownAs(url) };
}
