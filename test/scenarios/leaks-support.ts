/** Finding a secret wherever it was written, in whatever dress. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The secret as it is and as it looks in an address, a form, a header or a dump. */
function dresses(secret: string): Buffer[] {
  const bytes = Buffer.from(secret);
  const forms = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('base64url'),
    // Base64 of something that holds it looks otherwise at each offset; what is common to all of one offset is looked for.
    ...[0, 1, 2].map((offset) =>
      Buffer.concat([Buffer.alloc(offset), bytes])
        .toString('base64')
        .slice(offset === 0 ? 0 : 4, -4),
    ),
    bytes.toString('utf16le'),
  ];
  return [...new Set(forms)].map((form) => Buffer.from(form));
}

/** The secrets that show in some bytes. */
export function shownIn(bytes: Buffer, secrets: Readonly<Record<string, string>>): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => dresses(secret).some((dress) => bytes.includes(dress)))
    .map(([name]) => name);
}

export interface Written {
  readonly file: string;
  readonly mode: number;
  readonly kind: 'file' | 'folder' | 'other';
  readonly bytes: Buffer;
}

/** Everything below a folder, the folder itself first. */
export function everythingWritten(top: string): Written[] {
  const names = readdirSync(top, { recursive: true, encoding: 'utf8' });
  return ['', ...names].map((name) => {
    const file = path.join(top, name);
    const stats = lstatSync(file);
    const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
    return { file, mode: stats.mode & 0o777, kind, bytes: kind === 'file' ? readFileSync(file) : Buffer.alloc(0) };
  });
}

/** `file: secret` for each that shows; empty is good. */
export function leaks(top: string, secrets: Readonly<Record<string, string>>): string[] {
  return everythingWritten(top).flatMap(({ file, bytes }) => shownIn(bytes, secrets).map((name) => `${file}: ${name}`));
}
