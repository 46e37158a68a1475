/** What can be said about an input before anybody is asked. Pure. */

/** Where a new installation most likely signs in. [seed] */
export const USUAL_SERVER = 'https://web.leitz-cloud.com';

/** An address as people type it, with the scheme that is the only one allowed; undefined where it is none. */
export function serverAddress(typed: string): string | undefined {
  const text = typed.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(full);
    const named = url.hostname.includes('.') || url.hostname === 'localhost' || url.hostname.startsWith('[');
    return url.protocol === 'https:' && named && url.username === '' ? url.origin : undefined;
  } catch {
    return undefined;
  }
}

export const looksLikeEmail = (typed: string): boolean => /^\S+@\S+$/u.test(typed.trim());

/** Whether a text is a whole path on that platform. */
export function isWholePath(typed: string, platform: string): boolean {
  const text = typed.trim();
  return platform === 'win32' ? /^([a-z]:[\\/]|\\\\)/iu.test(text) : text.startsWith('/');
}

/** A path to show as an example. */
export function examplePath(platform: string, name: string): string {
  if (platform === 'win32') return `C:\\Users\\Anna\\${name}`;
  return platform === 'darwin' ? `/Users/anna/${name}` : `/home/anna/${name}`;
}
