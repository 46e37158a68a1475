/** One program per home: a second start hands its words to the first and ends. */
import { app } from 'electron';

/** False where another one runs; it has been told. @param onSecond gets the second start's words and folder */
export function becomeOnlyInstance(onSecond: (argv: readonly string[], cwd: string) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv, cwd) => onSecond(argv, cwd));
  return true;
}
