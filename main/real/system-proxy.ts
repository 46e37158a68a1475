/**
 * The proxy that this computer is set up with: by the environment, as command lines have it, else by the settings of
 * the operating system, read with its own tools. Scripts that choose a proxy (PAC) are not run; they are told as such.
 */
import { execFile } from 'node:child_process';
import { isBypassed, type ProxyServer, parseProxy, wordsOf } from '../proxies.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface SystemSettings {
  readonly proxy: string | undefined;
  readonly bypass: readonly string[];
  /** Address of a script that would choose. */
  readonly script: string | undefined;
}

const NOTHING: SystemSettings = { proxy: undefined, bypass: [], script: undefined };

/** The first of these that is set counts, as with curl. */
const NAMES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const;

/** undefined where the environment names none. */
export function fromEnvironment(env: Env): SystemSettings | undefined {
  const proxy = NAMES.map((name) => env[name]).find((value) => value !== undefined && value !== '');
  if (proxy === undefined) return undefined;
  return { proxy, bypass: wordsOf(env['no_proxy'] ?? env['NO_PROXY'] ?? ''), script: undefined };
}

/** What `scutil --proxy` prints on macOS. */
export function fromScutil(text: string): SystemSettings {
  const value = (key: string): string | undefined => new RegExp(`^\\s*${key} : (.*)$`, 'mu').exec(text)?.[1]?.trim();
  const list = /ExceptionsList : <array> \{([^}]*)\}/u.exec(text)?.[1] ?? '';
  const bypass = [...list.matchAll(/^\s*\d+ : (.*)$/gmu)].map(([, word = '']) => word.trim());
  const simple = value('ExcludeSimpleHostnames') === '1' ? ['<local>'] : [];
  const of = (name: 'HTTPS' | 'SOCKS', scheme: string): string | undefined =>
    value(`${name}Enable`) === '1' && value(`${name}Proxy`) !== undefined
      ? `${scheme}://${value(`${name}Proxy`)}:${value(`${name}Port`) ?? ''}`
      : undefined;
  const script = value('ProxyAutoConfigEnable') === '1' ? value('ProxyAutoConfigURLString') : undefined;
  return { proxy: of('HTTPS', 'http') ?? of('SOCKS', 'socks5'), bypass: [...bypass, ...simple], script };
}

/** What `reg query` prints of Windows' Internet Settings. */
export function fromRegistry(text: string): SystemSettings {
  const value = (key: string): string | undefined =>
    new RegExp(`^\\s*${key}\\s+REG_\\w+\\s+(.*)$`, 'mu').exec(text)?.[1]?.trim();
  const script = value('AutoConfigURL');
  if (value('ProxyEnable') !== '0x1') return { ...NOTHING, script };
  // Either one for all, or `http=a:80;https=b:443;socks=c:1080`.
  const servers = (value('ProxyServer') ?? '').split(';').filter((part) => part !== '');
  const named = (name: string): string | undefined =>
    servers.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const socks = named('socks');
  const proxy = named('https') ?? servers.find((part) => !part.includes('=')) ?? (socks && `socks5://${socks}`);
  return { proxy, bypass: wordsOf(value('ProxyOverride') ?? ''), script };
}

/** What `gsettings list-recursively org.gnome.system.proxy` prints. */
export function fromGnome(text: string): SystemSettings {
  const value = (schema: string, key: string): string =>
    new RegExp(`^org\\.gnome\\.system\\.proxy${schema} ${key} '?([^'\\n]*)'?$`, 'mu').exec(text)?.[1] ?? '';
  const mode = value('', 'mode');
  if (mode === 'auto') return { ...NOTHING, script: value('', 'autoconfig-url') || 'found by the network itself' };
  if (mode !== 'manual') return NOTHING;
  const of = (kind: 'https' | 'socks', scheme: string): string | undefined => {
    const host = value(`\\.${kind}`, 'host');
    return host === '' ? undefined : `${scheme}://${host}:${value(`\\.${kind}`, 'port')}`;
  };
  const hosts = /^org\.gnome\.system\.proxy ignore-hosts \[(.*)\]$/mu.exec(text)?.[1] ?? '';
  const bypass = [...hosts.matchAll(/'([^']*)'/gu)].map(([, word = '']) => word);
  return { proxy: of('https', 'http') ?? of('socks', 'socks5'), bypass, script: undefined };
}

const PATIENCE_MS = 5_000;
const INTERNET_SETTINGS = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** How each platform is asked. A desktop other than GNOME's sets the environment, or nothing that could be asked for. */
const ASKED: Partial<
  Record<NodeJS.Platform, { readonly words: readonly string[]; readonly read: (text: string) => SystemSettings }>
> = {
  darwin: { words: ['/usr/sbin/scutil', '--proxy'], read: fromScutil },
  win32: { words: ['reg', 'query', INTERNET_SETTINGS], read: fromRegistry },
  linux: { words: ['gsettings', 'list-recursively', 'org.gnome.system.proxy'], read: fromGnome },
};

function output([program = '', ...words]: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, words, { timeout: PATIENCE_MS, windowsHide: true }, (error, text) =>
      resolve(error === null ? text : ''),
    );
  });
}

/** Without a desktop nobody is asked on Linux: the tool may be there and would only answer with defaults. */
async function ofPlatform(platform: NodeJS.Platform, env: Env): Promise<SystemSettings> {
  const asked = ASKED[platform];
  if (asked === undefined || (platform === 'linux' && !env['XDG_CURRENT_DESKTOP'])) return NOTHING;
  return asked.read(await output(asked.words));
}

/** Everything that is set up, and by whom. */
export async function systemSettings(
  env: Env = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<SystemSettings & { readonly from: 'environment' | 'system' }> {
  const named = fromEnvironment(env);
  if (named !== undefined) return { ...named, from: 'environment' };
  return { ...(await ofPlatform(platform, env)), from: 'system' };
}

/** The proxy for one server; undefined where there is none for it, or what is set is not understood. */
export async function systemProxy(
  origin: string,
  settings: () => ReturnType<typeof systemSettings> = systemSettings,
): Promise<{ readonly proxy: ProxyServer; readonly from: 'environment' | 'system' } | undefined> {
  const { proxy, bypass, from } = await settings();
  if (proxy === undefined || isBypassed(bypass, origin)) return undefined;
  try {
    return { proxy: parseProxy(proxy), from };
  } catch {
    return undefined;
  }
}
