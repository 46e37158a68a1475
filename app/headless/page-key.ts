/**
 * How the page gets its key: in the document that answers the one-time address, never in an address and never in a
 * cookie. A script of our own puts it where only this origin and this tab can read it, then goes to the face.
 */

/** Where the script is. */
export const KEEPER = '/keep-key.js';

/** The name in `sessionStorage`; `renderer/bridge/page-bridge.ts` reads it. */
const NAME = 'leitz-face';

/** `replace`, so that the way back does not lead to the used address. */
export const KEEP_KEY = `const key = document.querySelector('meta[name="${NAME}"]')?.content;
if (key) sessionStorage.setItem('${NAME}', key);
location.replace('/');
`;

/** @param key letters, digits, `-` and `_` only, so nothing of it has to be escaped */
export function keyDocument(key: string, keeper: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Leitz Cloud</title><meta name="${NAME}" content="${key}"><script src="${keeper}"></script></html>\n`;
}
