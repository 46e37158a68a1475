/** Starting at login, as each platform wants it. */

/** What is to be done; `login-item-apply.ts` does it. */
export type LoginItem =
  /** macOS and Windows keep a list of their own. */
  | { readonly kind: 'system'; readonly openAtLogin: boolean; readonly path: string; readonly args: readonly string[] }
  /** Linux desktops start what lies in a folder. `text` undefined: no such file. */
  | { readonly kind: 'file'; readonly file: string; readonly text: string | undefined };

export interface LoginPlace {
  readonly platform: string;
  /** The program; for an AppImage the image itself, because what runs lies in a mount that is gone tomorrow. */
  readonly executable: string;
  /** Words after it, such as the home where it is not the default one. */
  readonly args: readonly string[];
  /** `$XDG_CONFIG_HOME`, or `~/.config`. */
  readonly configFolder: string;
}

/** Quoted as the desktop entry specification wants it, inside a value that is escaped once more. */
function execWord(word: string): string {
  const quoted = word.replace(/["`$\\]/gu, '\\$&').replaceAll('%', '%%');
  return `"${quoted}"`.replaceAll('\\', '\\\\');
}

const entryOf = (executable: string, words: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Leitz Cloud',
    'Comment=Keeps folders in sync with Leitz Cloud',
    'Icon=leitz-cloud',
    `Exec=${[executable, ...words].map(execWord).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

export function loginItem(wanted: boolean, { platform, executable, args, configFolder }: LoginPlace): LoginItem {
  const words = ['--hidden', ...args];
  if (platform !== 'linux') return { kind: 'system', openAtLogin: wanted, path: executable, args: words };
  const file = `${configFolder.replace(/\/$/u, '')}/autostart/leitz-cloud.desktop`;
  return { kind: 'file', file, text: wanted ? entryOf(executable, words) : undefined };
}
