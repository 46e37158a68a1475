/** The stand-in's window to the system: power, look, displays, secrets, opening things, asking people. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { app } from './app.ts';
import { Emitter } from './emitter.ts';
import { seen, surroundings } from './recorder.ts';
import type { BrowserWindow } from './windows.ts';

class PowerMonitor extends Emitter {
  isOnBatteryPower(): boolean {
    return surroundings.onBattery;
  }
}
export const powerMonitor = new PowerMonitor();

class NativeTheme extends Emitter {
  get shouldUseDarkColors(): boolean {
    return surroundings.dark;
  }
}
export const nativeTheme = new NativeTheme();

const DISPLAY = { workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
export const screen = {
  getPrimaryDisplay: () => {
    app.requireReady('screen');
    return DISPLAY;
  },
  getAllDisplays: () => [DISPLAY],
};

/** A keyring of this user on this machine: a key that only the stand-in has. */
const KEY = createHash('sha256').update('the keyring of the stand-in').digest();

export const safeStorage = {
  isEncryptionAvailable: (): boolean => {
    app.requireReady('safeStorage');
    return true;
  },
  getSelectedStorageBackend: () => surroundings.backend,
  encryptString: (plain: string): Buffer => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', KEY, nonce);
    return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  decryptString: (encrypted: Buffer): string => {
    const end = encrypted.length - 16;
    const decipher = createDecipheriv('aes-256-gcm', KEY, encrypted.subarray(0, 12), { authTagLength: 16 });
    decipher.setAuthTag(encrypted.subarray(end));
    return Buffer.concat([decipher.update(encrypted.subarray(12, end)), decipher.final()]).toString('utf8');
  },
};

export const shell = {
  openPath: async (target: string): Promise<string> => {
    seen.opened.push({ kind: 'path', target });
    return '';
  },
  showItemInFolder: (target: string): void => {
    seen.opened.push({ kind: 'folder-of', target });
  },
  openExternal: async (target: string): Promise<void> => {
    seen.opened.push({ kind: 'address', target });
  },
};

interface Question {
  readonly message: string;
  readonly detail?: string;
  readonly buttons?: string[];
  readonly type?: 'none' | 'info' | 'error' | 'question' | 'warning';
  readonly title?: string;
  readonly defaultId?: number;
  readonly cancelId?: number;
  readonly noLink?: boolean;
}

export const dialog = {
  showErrorBox: (title: string, content: string): void => {
    seen.dialogs.push({ kind: 'error', text: `${title}: ${content}` });
  },
  showMessageBox: async ({ message, detail }: Question): Promise<{ response: number; checkboxChecked: boolean }> => {
    seen.dialogs.push({ kind: 'question', text: [message, detail].join('\n') });
    return { response: surroundings.answer, checkboxChecked: false };
  },
  showOpenDialog: async (
    _parent: BrowserWindow,
    { title = '' }: { readonly title?: string; readonly properties?: ('openDirectory' | 'createDirectory')[] },
  ): Promise<{ canceled: boolean; filePaths: string[] }> => {
    seen.dialogs.push({ kind: 'open', text: title });
    const { folder } = surroundings;
    return { canceled: folder === undefined, filePaths: folder === undefined ? [] : [folder] };
  },
};

export const crashReporter = {
  start: ({ uploadToServer = true }: { readonly uploadToServer?: boolean; readonly compress?: boolean }): void => {
    seen.crashReports = { uploadToServer };
  },
};
