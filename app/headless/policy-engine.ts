/** The engine under a policy: whatever face asks, what the administrator decided comes first. */
import { mkdir, readFile } from 'node:fs/promises';
import type { SomeHandlers } from '../../shared/contract/contract.ts';
import type { Engine, OpenEngine } from './engine.ts';
import { FEATURES, type Policy, policyFolder } from './policy.ts';

/** Crosses the contract like the engine's own errors, which are known by their name. */
class ByPolicy extends Error {
  override readonly name = 'SyncError';
  readonly code = 'wrong-usage';
  readonly path: string;
  readonly detail: string;

  constructor(what: string, detail: string) {
    super(`${what}: ${detail}`);
    this.path = what;
    this.detail = detail;
  }
}

const refused = (what: string, detail: string): ByPolicy =>
  new ByPolicy(what, `the administrator of this computer ${detail}`);

const originOf = (server: string): string => {
  const text = server.includes('://') ? server : `https://${server}`;
  return URL.canParse(text) ? new URL(text).origin : text;
};

async function certificate(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw refused(file, 'named this certificate authority, and it cannot be read');
  }
}

/** Methods that are turned off answer so. */
function turnedOff(policy: Policy): SomeHandlers {
  const names = policy.off.flatMap((feature) => FEATURES[feature].map((method) => [method, feature] as const));
  return Object.fromEntries(
    names.map(([method, feature]) => [method, () => Promise.reject(refused(method, `turned ${feature} off`))]),
  );
}

function signIn(inner: SomeHandlers, policy: Policy, afterwards: () => Promise<void>): SomeHandlers {
  const { signIn: real } = inner;
  if (real === undefined) return {};
  return {
    signIn: async (input) => {
      const { server, ca } = policy;
      if (server !== undefined && originOf(input.server) !== originOf(server))
        throw refused(input.server, `allows ${server} only`);
      const answer = await real(ca === undefined ? input : { ...input, ca: await certificate(ca) });
      await afterwards();
      return answer;
    },
  };
}

function linking(inner: SomeHandlers, policy: Policy): SomeHandlers {
  const { link, unlink } = inner;
  const isFixed = (rootId: number): boolean => policy.roots.some((root) => root.rootId === rootId);
  return {
    ...(link && {
      link: async (input) => {
        if (policy.onlyTheseRoots && !isFixed(input.rootId))
          throw refused(`root ${input.rootId}`, 'allows other roots only');
        return link(input);
      },
    }),
    ...(unlink && {
      unlink: async (input) => {
        if (isFixed(input.rootId)) throw refused(`root ${input.rootId}`, 'linked this root for everybody');
        return unlink(input);
      },
    }),
  };
}

function settings(inner: SomeHandlers, policy: Policy): SomeHandlers {
  const { settings: list, changeSetting } = inner;
  const isFixed = (key: string): boolean => Object.hasOwn(policy.settings, key);
  return {
    ...(list && {
      settings: async (input) =>
        (await list(input)).map((setting) => (isFixed(setting.key) ? { ...setting, fixed: true } : setting)),
    }),
    ...(changeSetting && {
      changeSetting: async (input) => {
        if (isFixed(input.key)) throw refused(input.key, 'fixed this setting');
        return changeSetting(input);
      },
    }),
  };
}

/** A fixed proxy may be given credentials, and nothing else; a fixed authority stays the only one. */
function network(inner: SomeHandlers, policy: Policy): SomeHandlers {
  const { network: tell, setProxy, setCertificates } = inner;
  const fixed = policy.settings['proxy'];
  const isFixed = fixed !== undefined || policy.settings['proxy.bypass'] !== undefined;
  return {
    ...(tell && {
      network: async (input) => {
        const told = await tell(input);
        return isFixed ? { ...told, proxy: { ...told.proxy, fixed: true } } : told;
      },
    }),
    ...(setProxy && {
      setProxy: async (input) => {
        const asked = input.mode === 'manual' ? input.url : input.mode;
        if (isFixed && (asked !== fixed || input.bypass !== undefined)) throw refused('proxy', 'fixed this setting');
        return setProxy(input);
      },
    }),
    ...(setCertificates && {
      setCertificates: async (input) => {
        if (policy.ca !== undefined && input.ca !== undefined) throw refused('ca', 'fixed whom to trust');
        return setCertificates(input);
      },
    }),
  };
}

/** Links what everybody has linked and this user has not yet. Without a sign-in there is nothing to do. */
async function linkRoots({ handlers }: Engine, policy: Policy): Promise<void> {
  const { account, status, link } = handlers;
  if (policy.roots.length === 0 || account === undefined || status === undefined || link === undefined) return;
  if (!(await account({})).signedIn) return;
  const linked = new Set((await status({})).links.map(({ rootId }) => rootId));
  for (const { rootId, folder } of policy.roots) {
    if (linked.has(rootId)) continue;
    const place = policyFolder(folder);
    await mkdir(place, { recursive: true });
    await link({ rootId, folder: place, exclude: [] });
  }
}

async function fixSettings({ handlers }: Engine, policy: Policy): Promise<void> {
  // Those of the desktop program are its shell's; see `app/electron/shell-settings.ts`.
  const own = Object.entries(policy.settings).filter(([key]) => !key.startsWith('desktop.'));
  for (const [key, value] of own) await handlers.changeSetting?.({ key, value });
}

/** The engine as it may be used under the policy. Fixed settings are in force before anything else happens. */
export async function govern(engine: Engine, policy: Policy): Promise<Engine> {
  const { handlers } = engine;
  await fixSettings(engine, policy);
  const { server } = policy;
  const known = (await handlers.accounts?.({})) ?? [];
  const other = known.find((one) => one.signedIn && server !== undefined && originOf(one.server) !== originOf(server));
  if (other !== undefined) throw refused(other.server, `allows ${server} only; sign out, then sign in there`);
  return {
    ...engine,
    on: (listener) => engine.on(listener),
    close: () => engine.close(),
    start: async () => {
      // A root that cannot be linked now is tried again at the next start; the others go on.
      await linkRoots(engine, policy).catch(() => undefined);
      await engine.start();
    },
    handlers: {
      ...handlers,
      ...signIn(handlers, policy, () => linkRoots(engine, policy)),
      ...linking(handlers, policy),
      ...settings(handlers, policy),
      ...network(handlers, policy),
      ...turnedOff(policy),
    },
  };
}

/** Opens engines under the policy that is in force at that moment. */
export function governed(open: OpenEngine, policyNow: () => Policy | undefined): OpenEngine {
  return async (options) => {
    const policy = policyNow();
    const engine = await open(options);
    if (policy === undefined) return engine;
    try {
      return await govern(engine, policy);
    } catch (thrown) {
      await engine.close();
      throw thrown;
    }
  };
}
