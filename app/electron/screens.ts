/** The window's screens that the shell leads to, as the addresses after `#` that the face understands. */
export const SCREENS = ['overview', 'welcome', 'activity', 'files', 'conflicts', 'held', 'shares', 'settings'] as const;
export type Screen = (typeof SCREENS)[number];

export const isScreen = (text: string): text is Screen => SCREENS.some((screen) => screen === text);

/** `#/files/12/Plans` for the screen `files` with two more parts. */
export const hashOfScreen = (screen: Screen, ...parts: readonly (string | number)[]): string =>
  `#/${[screen, ...parts.map((part) => encodeURIComponent(String(part)))].join('/')}`;
