/** The stand-in's custom schemes and its session. */
import { app } from './app.ts';
import { Emitter } from './emitter.ts';
import type { WebContents } from './web-contents.ts';

type Serve = (request: Request) => Response | Promise<Response>;
const handlers = new Map<string, Serve>();
const privileged = new Set<string>();

interface CustomScheme {
  readonly scheme: string;
  readonly privileges?: {
    readonly standard?: boolean;
    readonly secure?: boolean;
    readonly supportFetchAPI?: boolean;
    readonly codeCache?: boolean;
  };
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes: CustomScheme[]): void => {
    app.requireNotReady('protocol.registerSchemesAsPrivileged');
    for (const { scheme } of schemes) privileged.add(scheme);
  },
  handle: (scheme: string, handler: Serve): void => {
    app.requireReady('protocol.handle');
    handlers.set(scheme, handler);
  },
};

const WEB = '.stand-in.invalid';

/**
 * Chromium loads no scheme that it does not know, so `scheme://host/x` is loaded as
 * `https://host.scheme.stand-in.invalid/x`, which never leaves the machine: the request is answered here.
 */
export function toWeb(address: string): string {
  const match = /^([a-z][\w+.-]*):\/\/([^/?#]+)(.*)$/su.exec(address);
  return match !== null && privileged.has(match[1] ?? '')
    ? `https://${match[2]}.${match[1]}${WEB}${match[3]}`
    : address;
}

export function fromWeb(address: string): string {
  if (!URL.canParse(address)) return address;
  const { hostname } = new URL(address);
  if (!hostname.endsWith(WEB)) return address;
  const [host, scheme] = hostname.slice(0, -WEB.length).split('.');
  return `${scheme}://${host}${address.slice(address.indexOf(hostname) + hostname.length)}`;
}

/** Undefined where no handler serves the address. */
export async function serve(address: string, method: string): Promise<Response | undefined> {
  const handler = handlers.get(address.slice(0, address.indexOf(':')));
  // A `Request` of Node takes only addresses with `//`, which ours have.
  return handler?.(new Request(address, { method }));
}

type PermissionRequest = (contents: WebContents, permission: string, answer: (granted: boolean) => void) => void;
type BeforeRequest = (details: { url: string }, answer: (verdict: { cancel?: boolean }) => void) => void;

export class Session extends Emitter {
  #request: PermissionRequest | null = null;
  #check: (() => boolean) | null = null;
  #device: (() => boolean) | null = null;
  #before: BeforeRequest | null = null;
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest | null): void => {
      this.#before = listener;
    },
  };

  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: (() => boolean) | null): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: (() => boolean) | null): void {
    this.#device = handler;
  }

  /** As Chromium asks before a request goes out. */
  static mayLoad(session: Session, url: string): Promise<boolean> {
    return new Promise((resolve) => {
      if (session.#before === null) resolve(true);
      else session.#before({ url }, ({ cancel }) => resolve(cancel !== true));
    });
  }

  /** What each handler answers for a permission; without one, Electron grants it. */
  static async permissions(session: Session, contents: WebContents, permission: string): Promise<readonly boolean[]> {
    const asked = await new Promise<boolean>((resolve) => {
      if (session.#request === null) resolve(true);
      else session.#request(contents, permission, resolve);
    });
    return [asked, session.#check?.() ?? true, session.#device?.() ?? true];
  }
}

const partitions = new Map<string, Session>();

export const session = {
  defaultSession: new Session(),
  fromPartition: (partition: string, _options: { readonly cache: boolean } = { cache: true }): Session => {
    app.requireReady('session.fromPartition');
    const made = partitions.get(partition) ?? new Session();
    partitions.set(partition, made);
    return made;
  },
};
