/** The window's files under a scheme of our own: nothing of the window is ever loaded from a server or from `file:`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { FACE_ORIGIN, FACE_SCHEME } from './identity.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/**
 * Nothing from elsewhere, nothing inline, no frames, no connections at all: the window asks through its preload.
 * Previews come as `blob:` and `data:` from the contract's answers.
 */
export const FACE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** The file of an address, or undefined where it is none of ours. Only plain names: no way leads out of the folder. */
export function faceFile(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol: scheme, hostname, pathname } = new URL(address);
  if (`${scheme}//${hostname}` !== FACE_ORIGIN) return undefined;
  const names = pathname === '/' ? ['index.html'] : pathname.slice(1).split('/');
  const plain = names.every((name) => /^[\w-][\w.-]*$/u.test(name) && name !== '..');
  return plain && TYPES[path.posix.extname(names.at(-1) ?? '')] !== undefined ? names.join('/') : undefined;
}

/** Must come before the program is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: FACE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** @param folder with the face's bundle */
export function serveFace(folder: string): void {
  protocol.handle(FACE_SCHEME, async ({ url, method }) => {
    const file = method === 'GET' ? faceFile(url) : undefined;
    const bytes = file === undefined ? undefined : await readFile(path.join(folder, file)).catch(() => undefined);
    if (file === undefined || bytes === undefined)
      return new Response('', { status: 404, headers: { ...FACE_HEADERS } });
    const type = TYPES[path.posix.extname(file)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(bytes), { headers: { ...FACE_HEADERS, 'content-type': type } });
  });
}
