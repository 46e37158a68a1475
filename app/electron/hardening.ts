/** What no page in this program may do, whoever wrote it. Each rule stands alone: none relies on another. */
import { app, type Session, type WebContents } from 'electron';
import { checkedAddress } from './external.ts';
import { FACE_ORIGIN } from './identity.ts';

/** Schemes that the face makes itself, out of the contract's answers. */
const LOCAL = ['blob:', 'data:', 'devtools:'] as const;

export const mayLoad = (address: string): boolean =>
  address === FACE_ORIGIN ||
  address.startsWith(`${FACE_ORIGIN}/`) ||
  LOCAL.some((scheme) => address.startsWith(scheme));

/** Must come before the program is ready. */
export function hardenApp(openExternal: (address: string) => void): void {
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, openExternal));
}

function hardenContents(contents: WebContents, openExternal: (address: string) => void): void {
  contents.on('will-navigate', (event) => {
    if (!mayLoad(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const address = checkedAddress(url);
    if (address !== undefined) openExternal(address);
    return { action: 'deny' };
  });
}

/** No permission is granted, no device is offered, and nothing is loaded but our own files. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
}
