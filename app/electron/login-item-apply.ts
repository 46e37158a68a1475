/** Does what `login-item.ts` says. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { loginItem } from './login-item.ts';

/** @param args words for the start at login, such as the home where it is not the default one */
export function setLoginItem(wanted: boolean, args: readonly string[]): void {
  const item = loginItem(wanted, {
    platform: process.platform,
    executable: process.env['APPIMAGE'] ?? app.getPath('exe'),
    args,
    configFolder: process.env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config'),
  });
  if (item.kind === 'system') {
    app.setLoginItemSettings({ openAtLogin: item.openAtLogin, path: item.path, args: [...item.args] });
  } else if (item.text === undefined) rmSync(item.file, { force: true });
  else {
    mkdirSync(path.dirname(item.file), { recursive: true });
    writeFileSync(item.file, item.text);
  }
}
