/**
 * Whether the way to the internet costs by volume. Electron does not know, so the system's own program is asked; where
 * there is none, or it does not say, nothing is known and nothing rests because of it. macOS has no such program.
 */

export interface Question {
  readonly program: string;
  readonly words: readonly string[];
}

const WINDOWS =
  '[void][Windows.Networking.Connectivity.NetworkInformation,Windows.Networking.Connectivity,ContentType=WindowsRuntime];' +
  '[Windows.Networking.Connectivity.NetworkInformation]::GetInternetConnectionProfile().GetConnectionCost().NetworkCostType';

export function meteredQuestion(platform: string): Question | undefined {
  if (platform === 'linux')
    return {
      program: 'busctl',
      words: [
        'get-property',
        'org.freedesktop.NetworkManager',
        '/org/freedesktop/NetworkManager',
        'org.freedesktop.NetworkManager',
        'Metered',
      ],
    };
  if (platform === 'win32')
    return { program: 'powershell.exe', words: ['-NoProfile', '-NonInteractive', '-Command', WINDOWS] };
  return undefined;
}

/** NetworkManager's numbers: 1 yes, 2 no, 3 and 4 the same as a guess, 0 unknown. */
const LINUX: Readonly<Record<string, boolean>> = { 'u 1': true, 'u 2': false, 'u 3': true, 'u 4': false };
const COSTS: Readonly<Record<string, boolean>> = { Unrestricted: false, Fixed: true, Variable: true };

/** @param output of the program; undefined: not known */
export function meteredAnswer(platform: string, output: string): boolean | undefined {
  const answers = platform === 'win32' ? COSTS : LINUX;
  const said = output.trim();
  return Object.hasOwn(answers, said) ? answers[said] : undefined;
}
