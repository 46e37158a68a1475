/**
 * What every request to the page must fulfil before anything else is looked at. A browser sends requests on behalf of
 * whatever page its user looks at, so being on loopback proves nothing:
 *
 *   Host     must name this very address: a foreign name that resolves to 127.0.0.1 (DNS rebinding) is refused
 *   Origin   where there is one, must be this page's; calls and events must have one
 *   Sec-Fetch-Site  where the browser says that another site asks, calls are refused whatever else they bring
 *   Cookie   the session; HttpOnly and SameSite=Strict
 *   X-Leitz-Face    on calls: the session's key, which the page keeps where only its own origin can read it. Cookies do
 *                   not tell ports apart, so another program's page on this computer gets the cookie, and never this.
 *                   No form and no foreign page can send the header without asking first either.
 *   Sec-WebSocket-Protocol  on events: the key once more, because a WebSocket has no other header to give
 */
import type { IncomingHttpHeaders } from 'node:http';

export const FACE_HEADER = 'x-leitz-face';

/** The one protocol of the events; what the page offers after it is the session's key. */
export const FACE_PROTOCOL = 'leitz-face';

export type Refusal = 'foreign-host' | 'foreign-origin' | 'no-session' | 'no-face-header' | 'too-many-requests';

const NAMES = ['127.0.0.1', 'localhost'] as const;

/** The values of `Host` that are ours. */
export const hostsOf = (port: number): readonly string[] => NAMES.map((name) => `${name}:${port}`);

export interface Asked {
  /** `page`: a document or a file of it. `call`: a method of the contract. `events`: the WebSocket. */
  readonly kind: 'page' | 'call' | 'events';
  readonly headers: IncomingHttpHeaders;
  readonly port: number;
}

/** The key that a request brings, if any. */
export function keyOf({ kind, headers }: Pick<Asked, 'kind' | 'headers'>): string | undefined {
  if (kind === 'call') return headers[FACE_HEADER]?.toString();
  const [protocol, key] = (headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim());
  return protocol === FACE_PROTOCOL ? key : undefined;
}

/** The first reason to refuse a request by its headers, or undefined. Sessions and rates are looked at elsewhere. */
export function refuse({ kind, headers, port }: Asked): Refusal | undefined {
  const host = headers.host?.toLowerCase();
  if (host === undefined || !hostsOf(port).includes(host)) return 'foreign-host';
  const { origin } = headers;
  // `http://127.0.0.1:PORT` may not speak for `http://localhost:PORT`: for a browser they are two origins.
  if (origin !== undefined && origin !== `http://${host}`) return 'foreign-origin';
  if (kind === 'page') return undefined;
  if (origin === undefined) return 'foreign-origin';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return 'foreign-origin';
  if (kind === 'call' && headers[FACE_HEADER] === undefined) return 'no-face-header';
  return undefined;
}

export const STATUS_OF: Readonly<Record<Refusal, number>> = {
  'foreign-host': 421,
  'foreign-origin': 403,
  'no-session': 401,
  'no-face-header': 403,
  'too-many-requests': 429,
};

/**
 * Nothing from elsewhere, nothing inline, no frames. `style-src` has no `unsafe-inline`: the face sets styles only
 * through the style sheet or through the DOM. Images come as `blob:` from the contract's answers.
 */
export function securityHeaders(port: number): Readonly<Record<string, string>> {
  const sockets = hostsOf(port).map((host) => `ws://${host}`);
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' blob: data:",
      `connect-src 'self' ${sockets.join(' ')}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ].join('; '),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  };
}
