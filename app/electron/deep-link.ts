/**
 * Links into the program. Any web page and any mail can hold one, so they only ever show something: a screen of the
 * window, or a file in the file manager. Nothing is opened, run, changed or sent because of a link.
 *
 *   leitzcloud://open?root=12&path=/Plans/a.txt      shows the file or folder
 *   leitzcloud://screen/conflicts                    shows the screen
 */
import { LINK_SCHEME } from './identity.ts';
import { isScreen, type Screen } from './screens.ts';

export type DeepLink =
  | { readonly kind: 'open'; readonly rootId: number; readonly path: string }
  | { readonly kind: 'screen'; readonly screen: Screen };

/** Where a start, a link or a file manager wants the program to lead. */
export type Goal = DeepLink | { readonly kind: 'file'; readonly file: string };

export const goalOf = ({
  link,
  file,
}: {
  readonly link: string | undefined;
  readonly file: string | undefined;
}): Goal | undefined =>
  (link === undefined ? undefined : parseDeepLink(link)) ?? (file === undefined ? undefined : { kind: 'file', file });

const LINK_LIMIT = 8000;

/** Undefined where the text is not one of ours. */
export function parseDeepLink(text: string): DeepLink | undefined {
  if (text.length > LINK_LIMIT || !URL.canParse(text)) return undefined;
  const { protocol, hostname, pathname, searchParams } = new URL(text);
  if (protocol !== `${LINK_SCHEME}:`) return undefined;
  if (hostname === 'screen') {
    const screen = pathname.replaceAll('/', '');
    return isScreen(screen) ? { kind: 'screen', screen } : undefined;
  }
  if (hostname !== 'open') return undefined;
  const root = searchParams.get('root') ?? '';
  const path = searchParams.get('path') ?? '/';
  if (!/^\d{1,15}$/u.test(root) || !path.startsWith('/')) return undefined;
  return { kind: 'open', rootId: Number(root), path };
}
