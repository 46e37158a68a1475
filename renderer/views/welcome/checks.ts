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

/** The path of something in a folder, with the separator that the folder's own path has. */
export const beside = (folder: string, name: string): string => {
  const separator = /^[a-z]:|^\\\\/iu.test(folder) ? '\\' : '/';
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
};

/** The name of a path that lies right in the folder; undefined where it lies elsewhere. */
export function inHome(home: string, path: string): string | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name !== '' && beside(home, name) === path ? name : undefined;
}

/** A name for the folder of a root: the first one of one's own has the name of the whole. */
export function suggestionOf(
  roots: readonly { readonly id: number; readonly name: string; readonly type: string }[],
  rootId: number,
): string {
  const root = roots.find(({ id }) => id === rootId);
  const own = roots.find(({ type }) => type === 'sync');
  if (root === undefined || own?.id === rootId) return 'Leitz Cloud';
  // Characters that some file system does not take in a name.
  return `Leitz Cloud ${root.name.replace(/[\\/:*?"<>|]/gu, '_').trim()}`;
}
