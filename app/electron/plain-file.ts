/** Once, after the first sign-in: where the system keeps no secrets, the user is told how theirs are kept. */
import type { Shown } from './notifications.ts';
import type { ShellFile } from './shell-file.ts';
import type { Snapshot } from './snapshot.ts';
import type { ShellWords } from './words.ts';

export function sayPlainFile(
  { protection, status }: Snapshot,
  file: ShellFile,
  words: ShellWords,
  show: (notice: Shown) => void,
): void {
  const signedIn = status !== undefined && status.state !== 'signed-out';
  if (protection !== 'owner-only-file' || !signedIn || file.memory.saidPlainFile) return;
  file.change({ saidPlainFile: true });
  const [title, body] = words.notices.plainFile();
  show({ kind: 'plain-file', title, body, screen: 'settings' });
}
