/** Which proxy each server is reached through, who says so, and whether it lets us through. */
import { SyncError } from '../../errors.ts';
import { bareHost, showProxy } from '../../proxies.ts';
import { trust } from '../../real/http-trust.ts';
import { openTunnel } from '../../real/proxy-tunnel.ts';
import { PROXY_SETTING, type ProxyChoice, proxyFor } from '../../ways.ts';
import type { Engine } from '../engine.ts';
import { bad, type Check, good, warning } from './check.ts';

const PATIENCE_MS = 10_000;

const FROM = { setting: 'as set here', environment: 'as the environment says', system: 'as this computer is set up' };

async function checkWay(server: string, ca: string | undefined, { proxy, from }: ProxyChoice): Promise<Check> {
  if (proxy === undefined) return good('proxy', `${server} is reached directly, ${FROM[from]}`);
  const { hostname, port } = new URL(server);
  const through = `${server} is reached through ${showProxy(proxy)}, ${FROM[from]}`;
  try {
    const target = { host: bareHost(hostname), port: Number(port || 443) };
    const socket = await openTunnel(proxy, { ...target, timeoutMs: PATIENCE_MS, secureContext: trust(ca) });
    socket.destroy();
    return good('proxy', through);
  } catch (thrown) {
    if (!(thrown instanceof SyncError)) throw thrown;
    const fix =
      thrown.code === 'proxy-refused'
        ? 'Give its user and password: leitz-cloud proxy URL --user NAME. If it should not be used: leitz-cloud proxy none.'
        : 'Check its address with `leitz-cloud proxy`, and whether this computer is in the network of the proxy.';
    return bad('proxy', `${through}, which does not work: ${thrown.detail ?? thrown.code}`, fix);
  }
}

/** A script would choose, and is not run; that matters only where nothing else is set. */
async function scriptCheck(engine: Engine): Promise<Check[]> {
  const script = await engine.parts.ways.network?.proxyScript();
  if (script === undefined || (engine.parts.state.setting(PROXY_SETTING) ?? 'system') !== 'system') return [];
  return [
    warning(
      'proxy',
      `a script chooses the proxy on this computer (${script}), and scripts are not run`,
      'Ask your administrator for the address of the proxy, and set it: leitz-cloud proxy URL.',
    ),
  ];
}

/** Certificates are checked whatever this says; whoever set it should know. */
export function environmentCheck(env: Readonly<Record<string, string | undefined>>): Check[] {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return [];
  return [
    warning(
      'environment',
      'NODE_TLS_REJECT_UNAUTHORIZED=0 is set; certificates are checked all the same',
      'Remove this variable; set the authority of your cloud with `leitz-cloud certificates --ca FILE`.',
    ),
  ];
}

/** One check for each server that somebody is signed in at. */
export async function proxyChecks(engine: Engine): Promise<readonly Check[]> {
  const { ways, state } = engine.parts;
  const servers = new Map(engine.accounts.signedIn().map(({ server, ca }) => [server, ca]));
  const checks = await Promise.all(
    [...servers].map(async ([server, ca]) => checkWay(server, ca, await proxyFor(ways, server))),
  );
  const set = state.setting(PROXY_SETTING) ?? 'system';
  const whole =
    checks.length > 0 ? checks : [good('proxy', `set to ${set}; nobody is signed in, so nothing was tried`)];
  return [...whole, ...(await scriptCheck(engine)), ...environmentCheck(process.env)];
}
