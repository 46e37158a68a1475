/** What the program is called, towards the user and towards the system. */
export const APP_NAME = 'Leitz Cloud';
/** As in `electron-builder.yml`; Windows groups notifications and taskbar buttons by it. */
export const APP_ID = 'eu.leitz-cloud.desktop';
/** The scheme of links that lead into the program. */
export const LINK_SCHEME = 'leitzcloud';
/** The scheme under which the window loads its files; only this program knows it. */
export const FACE_SCHEME = 'leitz-face';
export const FACE_ORIGIN = `${FACE_SCHEME}://face`;
export const FACE_PAGE = `${FACE_ORIGIN}/index.html`;
