/** Asks the user for a folder. */
import { type BrowserWindow, dialog } from 'electron';

/** Undefined where the user chose none. */
export async function pickFolder(parent: BrowserWindow, title: string): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog(parent, {
    title,
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0];
}
