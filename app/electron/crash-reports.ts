/** Crash reports stay on this machine, for whoever wants to look into one; nothing is ever sent. */
import { app, crashReporter } from 'electron';

/** Must come before the program is ready. */
export function keepCrashReports(folder: string): void {
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false, compress: false });
}
