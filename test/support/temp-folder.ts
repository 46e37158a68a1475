/** Folders that exist for one test, and the few verbs with which a story changes what is in them. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new empty folder (its real path); gone when the running test has ended. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leitz-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The user's hands on a real folder: paths are relative to it. */
export function handsOn(folder: string) {
  const at = (path: string): string => join(folder, path);
  return {
    write(path: string, content: string | Uint8Array): void {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), content);
    },
    read: (path: string): string => readFileSync(at(path), 'utf8'),
    /** Every file below with its content, by relative path; folders end in `/`. What is ours is left out. */
    tree(): Readonly<Record<string, string>> {
      const found: Record<string, string> = {};
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
        if (path.startsWith('.leitzcloud')) continue;
        if (entry.isDirectory()) found[`${path}/`] = '';
        else found[path] = entry.isFile() ? readFileSync(at(path), 'utf8') : '(no file)';
      }
      return found;
    },
  };
}

/** Resolves as soon as the condition holds; fails, naming it, if it does not within half a minute. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
