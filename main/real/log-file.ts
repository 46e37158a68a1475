/**
 * The log's file: private to its owner, and turned over before it gets too long. Written at once and synchronously: a line
 * takes microseconds, and the last lines before a crash are the ones that are needed.
 */
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const NAME = 'leitz-cloud.log';
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

export interface LogFile {
  write(line: string): void;
  close(): void;
}

/** Opens `leitz-cloud.log` in the folder. At `maxBytes` it becomes `.1`, `.1` becomes `.2`, and so on up to `keep`. */
export function openLogFile(folder: string, limits: { readonly maxBytes: number; readonly keep: number }): LogFile {
  const path = join(folder, NAME);
  mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });

  const open = (): { readonly fd: number; readonly size: number } => {
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
    const fd = openSync(path, flags, PRIVATE_FILE);
    // One that is there already may have come with another mode, from a backup for example.
    if (process.platform !== 'win32') chmodSync(path, PRIVATE_FILE);
    return { fd, size: fstatSync(fd).size };
  };

  const turnOver = (): void => {
    rmSync(`${path}.${limits.keep}`, { force: true });
    for (let index = limits.keep; index > 0; index -= 1) {
      const from = index === 1 ? path : `${path}.${index - 1}`;
      try {
        renameSync(from, `${path}.${index}`);
      } catch {
        // The older one is not there yet; or on Windows somebody reads it, and the lines go on where they are.
      }
    }
  };

  let { fd, size } = open();
  return {
    write: (line) => {
      try {
        size += writeSync(fd, line);
        if (size < limits.maxBytes) return;
        closeSync(fd);
        turnOver();
        ({ fd, size } = open());
      } catch {
        // A full disk must not stop the sync for want of a log line.
      }
    },
    close: () => closeSync(fd),
  };
}
