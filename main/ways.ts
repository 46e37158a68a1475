/** How each server is reached: what is set, what the computer says, and the secrets that belong to it. */
import * as z from 'zod';
import type { HomeState } from './home-state.ts';
import { isBypassed, isLoopback, type ProxyServer, parseProxy, wordsOf } from './proxies.ts';
import type { ClientIdentity, Network, NetworkWay, Secrets } from './world.ts';

export interface WaysWorld {
  readonly state: Pick<HomeState, 'setting'>;
  readonly secrets: Secrets;
  readonly network: Network | undefined;
}

/** Settings of that name hold `system`, `none` or an address without credentials; and words as in NO_PROXY. */
export const PROXY_SETTING = 'proxy';
export const BYPASS_SETTING = 'proxy.bypass';
const PROXY_SECRET = 'proxy';

const clientSecret = (server: string, user: string): string => `client certificate ${server} ${user.toLowerCase()}`;

/** Bound to the address it was given for, so that another one which somebody sets never gets to see it. */
const keptCredentials = z.object({ url: z.string(), user: z.string(), password: z.string().optional() });
export type ProxyCredentials = z.infer<typeof keptCredentials>;

const keptIdentity = z.union([
  z.object({ certificate: z.string(), key: z.string(), passphrase: z.string().optional() }),
  z.object({ pkcs12: z.string(), passphrase: z.string().optional() }),
]);

async function read<T>(secrets: Secrets, name: string, shape: z.ZodType<T>): Promise<T | undefined> {
  const text = await secrets.get(name);
  if (text === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function write(secrets: Secrets, name: string, value: unknown): Promise<void> {
  if (value === undefined) await secrets.delete(name);
  else await secrets.set(name, JSON.stringify(value));
}

/** The credentials for exactly this address; undefined where there are none. */
export async function proxyCredentials(secrets: Secrets, url: string): Promise<ProxyCredentials | undefined> {
  const kept = await read(secrets, PROXY_SECRET, keptCredentials);
  return kept?.url === url ? kept : undefined;
}

export const keepProxyCredentials = (secrets: Secrets, kept: ProxyCredentials | undefined): Promise<void> =>
  write(secrets, PROXY_SECRET, kept);

export const clientIdentity = (secrets: Secrets, server: string, user: string): Promise<ClientIdentity | undefined> =>
  read(secrets, clientSecret(server, user), keptIdentity);

export const keepClientIdentity = (
  secrets: Secrets,
  server: string,
  user: string,
  identity: ClientIdentity | undefined,
): Promise<void> => write(secrets, clientSecret(server, user), identity);

export interface ProxyChoice {
  readonly proxy: ProxyServer | undefined;
  readonly from: 'setting' | 'environment' | 'system';
}

/** The proxy for a server. What is set by hand also holds for this computer itself, what the system says does not. */
export async function proxyFor(world: WaysWorld, origin: string): Promise<ProxyChoice> {
  const { state, secrets, network } = world;
  const text = state.setting(PROXY_SETTING) ?? 'system';
  if (text === 'none') return { proxy: undefined, from: 'setting' };
  const bypass = wordsOf(state.setting(BYPASS_SETTING) ?? '');
  if (text === 'system') {
    const found = isLoopback(origin) || isBypassed(bypass, origin) ? undefined : await network?.systemProxy(origin);
    return found ?? { proxy: undefined, from: 'system' };
  }
  if (isBypassed(bypass, origin)) return { proxy: undefined, from: 'setting' };
  const { user, password } = (await proxyCredentials(secrets, text)) ?? {};
  const more = { ...(user === undefined ? {} : { user }), ...(password === undefined ? {} : { password }) };
  return { proxy: { ...parseProxy(text), ...more }, from: 'setting' };
}

/** @param client shown instead of the one that is kept, for an account that is not there yet */
export async function wayTo(
  world: WaysWorld,
  origin: string,
  account: { readonly server: string; readonly user: string; readonly client?: ClientIdentity | undefined },
): Promise<NetworkWay> {
  const { proxy } = await proxyFor(world, origin);
  // Shown to the account's own server only, wherever else a request may go.
  const client =
    origin === account.server
      ? (account.client ?? (await clientIdentity(world.secrets, account.server, account.user)))
      : undefined;
  return { ...(proxy === undefined ? {} : { proxy }), ...(client === undefined ? {} : { client }) };
}
