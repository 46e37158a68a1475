/** Where in the face we are, as the address after `#`: `#/files/12/Plans` is the view `files` with two more parts. */

export const VIEWS = ['overview', 'welcome', 'activity', 'files', 'conflicts', 'held', 'shares', 'settings'] as const;
export type ViewName = (typeof VIEWS)[number];

export interface Route {
  readonly view: ViewName;
  /** Decoded. */
  readonly parts: readonly string[];
}

const isView = (text: string): text is ViewName => VIEWS.some((view) => view === text);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An address that is not ours leads to the overview. */
export function parseRoute(hash: string): Route {
  const [view = '', ...parts] = hash.replace(/^#?\/?/u, '').split('/');
  return isView(view)
    ? { view, parts: parts.map(decoded).filter((part) => part !== '') }
    : { view: 'overview', parts: [] };
}

export function hashOf(view: ViewName, ...parts: readonly (string | number)[]): string {
  return `#/${[view, ...parts.map((part) => encodeURIComponent(String(part)))].join('/')}`;
}

/** The address of a path such as `/Plans/a.txt` in the files of a root. */
export const hashOfPath = (rootId: number, path: string): string =>
  hashOf('files', rootId, ...path.split('/').filter((part) => part !== ''));
