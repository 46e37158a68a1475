/** Clients that may ask for tokens. `anchor` needs no secret [oauth]; a registered application has one and says where it may be sent back to. */
import { timingSafeEqual } from 'node:crypto';
import { oauthErrors } from './errors.ts';

interface Application {
  readonly id: string;
  readonly secret?: string;
  readonly redirects: readonly RegExp[];
}

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?\/[\w\-./]*$/;

const APPLICATIONS: readonly Application[] = [
  { id: 'anchor', redirects: [] },
  { id: 'leitz-cloud-desktop', secret: 'stand-in-application-secret', redirects: [LOOPBACK] },
];

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Throws `invalid_client` for an unknown client or a wrong secret. */
export function authenticateClient(id: string, secret: string | undefined): Application {
  const found = APPLICATIONS.find((application) => application.id === id);
  if (found === undefined) throw oauthErrors.invalidClient();
  if (found.secret !== undefined && (secret === undefined || !same(found.secret, secret)))
    throw oauthErrors.invalidClient();
  return found;
}

/** The application, if it may be sent back to that address. */
export function applicationFor(id: string, redirect: string): Application | undefined {
  return APPLICATIONS.find(
    (application) => application.id === id && application.redirects.some((allowed) => allowed.test(redirect)),
  );
}
