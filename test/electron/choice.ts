/** Which Electron the desktop's specs run on: the real one where its program and a screen are, the stand-in elsewhere. */
import { electronProgram, noScreen } from '../../build/electron-start.ts';

export type Choice =
  | { readonly kind: 'electron'; readonly program: string }
  | { readonly kind: 'stand-in'; readonly why: string };

type Env = Readonly<Record<string, string | undefined>>;

/**
 * @param env `LEITZ_TEST_ELECTRON=stand-in` asks for the stand-in, `=real` for the real one: then it is an error where it
 * cannot be had
 */
export function chooseElectron(platform: string, env: Env, program: string | undefined): Choice {
  const wanted = env['LEITZ_TEST_ELECTRON'];
  const why =
    wanted === 'stand-in'
      ? 'LEITZ_TEST_ELECTRON asks for it'
      : program === undefined
        ? "Electron's program is not on this computer"
        : noScreen(platform, env);
  if (why === undefined && program !== undefined) return { kind: 'electron', program };
  if (wanted === 'real') throw new Error(`The real Electron was asked for, but ${why}.`);
  return { kind: 'stand-in', why: why ?? '' };
}

export const CHOICE: Choice = chooseElectron(process.platform, process.env, electronProgram());

/** Said in the output of every run, so that nobody takes one for the other. */
export const runsOn = (choice: Choice): string =>
  choice.kind === 'electron'
    ? `Electron itself (${choice.program})`
    : `the stand-in for Electron (Chromium and recorders), not on Electron itself: ${choice.why}`;
