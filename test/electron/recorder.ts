/** What the program did to the desktop, as plain values that a test can read; and what the desktop answers. */

export interface SeenNotification {
  readonly title: string;
  readonly body: string;
  readonly state: 'shown' | 'closed' | 'clicked';
}

export interface Seen {
  tray: { image: string; tooltip: string } | undefined;
  notifications: SeenNotification[];
  /** Error boxes, questions and choices of a folder, in order. */
  dialogs: { kind: 'error' | 'question' | 'open'; text: string }[];
  /** What the system was asked to open. */
  opened: { kind: 'path' | 'folder-of' | 'address'; target: string }[];
  progress: { value: number; mode: string | undefined } | undefined;
  loginItem: { openAtLogin: boolean; path: string; args: readonly string[] } | undefined;
  linkSchemes: string[];
  crashReports: { uploadToServer: boolean } | undefined;
  /** Addresses that pages asked for and did not get. */
  refusedLoads: string[];
  sandbox: boolean;
  /** What the system's own updater was told, by event or by call. */
  autoUpdater: string[];
  /** What pages threw or wrote to their console as an error. */
  pageErrors: string[];
}

export const seen: Seen = {
  tray: undefined,
  notifications: [],
  dialogs: [],
  opened: [],
  progress: undefined,
  loginItem: undefined,
  linkSchemes: [],
  crashReports: undefined,
  refusedLoads: [],
  sandbox: false,
  autoUpdater: [],
  pageErrors: [],
};

/** The desktop that the program finds; the test sets it. */
export interface Surroundings {
  locale: string;
  dark: boolean;
  onBattery: boolean;
  /** What the credential store on this machine is. */
  backend: 'basic_text' | 'gnome_libsecret';
  /** False: this desktop has no tray. */
  tray: boolean;
  /** Index of the button with which questions are answered. */
  answer: number;
  /** The folder that the user chooses. */
  folder: string | undefined;
}

export const surroundings: Surroundings = {
  locale: 'en-GB',
  dark: false,
  onBattery: false,
  backend: 'gnome_libsecret',
  tray: true,
  answer: 0,
  folder: undefined,
  ...JSON.parse(process.env['STAND_IN_DESKTOP'] ?? '{}'),
};
