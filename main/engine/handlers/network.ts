/** The way to the cloud: proxy, certificates, news about the network. */
import type { Parsed, SomeHandlers } from '../../../shared/contract/contract.ts';
import { SyncError } from '../../errors.ts';
import { checkIdentity, trust } from '../../real/http-trust.ts';
import {
  BYPASS_SETTING,
  keepClientIdentity,
  keepProxyCredentials,
  PROXY_SETTING,
  proxyCredentials,
} from '../../ways.ts';
import { sameAccount } from '../accounts.ts';
import type { Engine } from '../engine.ts';
import { networkInfo, proxyAddress } from '../network.ts';

async function setProxy(engine: Engine, input: Parsed<'setProxy'>): Promise<void> {
  const { state, world } = engine.parts;
  const { mode, url, user, password, bypass } = input;
  if (mode === 'manual' && url === undefined) throw new SyncError('wrong-usage', { detail: 'proxy-wrong' });
  const text = mode === 'manual' ? proxyAddress(url ?? '') : mode;
  if (mode === 'manual') {
    const before = await proxyCredentials(world.secrets, text);
    const kept = password ?? (before?.user === user ? before?.password : undefined);
    const credentials = { url: text, ...(kept === undefined ? {} : { password: kept }) };
    await keepProxyCredentials(world.secrets, user === undefined ? undefined : { ...credentials, user });
  } else {
    await keepProxyCredentials(world.secrets, undefined);
  }
  state.setSetting(PROXY_SETTING, text === 'system' ? undefined : text);
  if (bypass !== undefined) state.setSetting(BYPASS_SETTING, bypass.length === 0 ? undefined : bypass.join(','));
  engine.reconnect('finish');
}

async function setCertificates(engine: Engine, input: Parsed<'setCertificates'>): Promise<void> {
  const { state, world } = engine.parts;
  const record = engine.accounts.one(input.account);
  const { ca, client } = input;
  // Both are checked before anything is kept.
  if (ca !== undefined && ca !== null) trust(ca);
  if (client !== undefined && client !== null) checkIdentity(client);
  if (client !== undefined) await keepClientIdentity(world.secrets, record.server, record.user, client ?? undefined);
  if (ca !== undefined) state.putAccount({ ...record, ca: ca ?? undefined });
  // Whom an account trusts is part of its connections, so it is opened anew.
  await engine.forgetAccount(record);
  for (const link of state.links()) if (sameAccount(link, record)) await engine.openLink(link);
}

export function networkHandlers(engine: Engine) {
  return {
    network: () => networkInfo(engine),
    setProxy: async (input) => {
      await setProxy(engine, input);
      return networkInfo(engine);
    },
    setCertificates: async (input) => {
      await setCertificates(engine, input);
      return networkInfo(engine);
    },
    networkChanged: async () => {
      engine.reconnect('cut');
      return { links: engine.links().length };
    },
  } satisfies SomeHandlers;
}
