import { describe, expect, it } from 'vitest';
import { SyncError } from '../../../main/errors.ts';
import { isBypassed, isLoopback, parseProxy, showProxy, wordsOf } from '../../../main/proxies.ts';
import { changeBetween, watchNetwork } from '../../../main/real/network-watch.ts';
import {
  fromEnvironment,
  fromGnome,
  fromRegistry,
  fromScutil,
  systemProxy,
  systemSettings,
} from '../../../main/real/system-proxy.ts';
import { proxyFor } from '../../../main/ways.ts';

describe('the address of a proxy', () => {
  it.each([
    ['http://proxy.test:3128', 'http://proxy.test:3128'],
    ['proxy.test:3128', 'http://proxy.test:3128'],
    ['HTTPS://Proxy.Test', 'https://proxy.test:443'],
    ['socks://proxy.test', 'socks5://proxy.test:1080'],
    ['socks5h://[::1]:9', 'socks5://[::1]:9'],
    ['http://anna:p%40ss@proxy.test:1', 'http://proxy.test:1'],
  ])('%s is %s', (typed, shown) => {
    expect(showProxy(parseProxy(typed))).toBe(shown);
  });

  it('may hold credentials, which are read and never shown', () => {
    expect(parseProxy('http://anna:p%40ss%3A@proxy.test:1')).toMatchObject({ user: 'anna', password: 'p@ss:' });
  });

  it.each(['', 'ftp://a', 'socks4://a:1', 'http://', 'http://a b', 'socks5:///x'])('%j is none', (typed) => {
    expect(() => parseProxy(typed)).toThrow(SyncError);
  });
});

describe('hosts that are reached without a proxy', () => {
  it.each([
    ['example.org', 'https://example.org', true],
    ['example.org', 'https://cloud.example.org', true],
    ['.example.org', 'https://cloud.example.org', true],
    ['*.example.org', 'https://cloud.example.org', true],
    ['example.org', 'https://badexample.org', false],
    ['example.org:8443', 'https://example.org', false],
    ['example.org:443', 'https://example.org', true],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.0.0.0/99', 'https://10.1.2.3', false],
    ['fd00::/8', 'https://[fd00::1]:8443', true],
    ['::1', 'https://[::1]', true],
    ['[::1]:8443', 'https://[::1]:8443', true],
    ['[::1]:8443', 'https://[::1]', false],
    ['1.2.3.4', 'https://1.2.3.4', true],
    ['.3.4', 'https://1.2.3.4', false],
    ['<local>', 'https://intranet', true],
    ['<local>', 'https://intranet.test', false],
    ['*', 'https://anything', true],
    ['', 'https://anything', false],
    ['EXAMPLE.org', 'https://Example.ORG', true],
  ])('%s and %s: %s', (list, origin, bypassed) => {
    expect(isBypassed(wordsOf(list), origin)).toBe(bypassed);
  });

  it('are this computer itself, where the system chooses', () => {
    for (const origin of ['https://localhost:1', 'https://127.8.0.1', 'https://[::1]:4', 'https://a.localhost'])
      expect(isLoopback(origin)).toBe(true);
    for (const origin of ['https://localhost.test', 'https://128.0.0.1', 'https://[::2]'])
      expect(isLoopback(origin)).toBe(false);
  });
});

describe('what the computer is set up with', () => {
  it('is read from the environment as curl does', () => {
    expect(fromEnvironment({})).toBeUndefined();
    expect(fromEnvironment({ HTTPS_PROXY: '', ALL_PROXY: 'socks5://b' })?.proxy).toBe('socks5://b');
    expect(fromEnvironment({ HTTPS_PROXY: 'http://a', https_proxy: 'http://b', NO_PROXY: 'x, .y' })).toEqual({
      proxy: 'http://b',
      bypass: ['x', '.y'],
      script: undefined,
    });
    // For plain HTTP only, which is never used.
    expect(fromEnvironment({ HTTP_PROXY: 'http://a' })).toBeUndefined();
  });

  it('is read from macOS', () => {
    const text = `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
  }
  ExcludeSimpleHostnames : 1
  HTTPSEnable : 1
  HTTPSPort : 3128
  HTTPSProxy : proxy.test
  ProxyAutoConfigEnable : 0
}`;
    expect(fromScutil(text)).toEqual({
      proxy: 'http://proxy.test:3128',
      bypass: ['*.local', '169.254/16', '<local>'],
      script: undefined,
    });
    const pac = '  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://wpad/x.pac\n';
    expect(fromScutil(pac)).toMatchObject({ proxy: undefined, script: 'http://wpad/x.pac' });
  });

  it.each([
    ['proxy.test:3128', 'proxy.test:3128'],
    ['http=a:1;https=b:2;socks=c:3', 'b:2'],
    ['socks=c:3', 'socks5://c:3'],
    ['http=a:1', undefined],
  ])('is read from Windows: %s', (server, proxy) => {
    const text = `
HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings
    ProxyEnable    REG_DWORD    0x1
    ProxyServer    REG_SZ    ${server}
    ProxyOverride    REG_SZ    *.corp;<local>
`;
    expect(fromRegistry(text)).toEqual({ proxy, bypass: ['*.corp', '<local>'], script: undefined });
    expect(fromRegistry(text.replace('0x1', '0x0')).proxy).toBeUndefined();
  });

  it('is read from GNOME', () => {
    const text = `org.gnome.system.proxy ignore-hosts ['localhost', '10.0.0.0/8']
org.gnome.system.proxy mode 'manual'
org.gnome.system.proxy.https host 'proxy.test'
org.gnome.system.proxy.https port 3128
org.gnome.system.proxy.socks host ''
org.gnome.system.proxy.socks port 0
`;
    expect(fromGnome(text)).toEqual({
      proxy: 'http://proxy.test:3128',
      bypass: ['localhost', '10.0.0.0/8'],
      script: undefined,
    });
    expect(fromGnome(text.replace("'manual'", "'none'")).proxy).toBeUndefined();
    expect(fromGnome("org.gnome.system.proxy mode 'auto'\n").script).toBeDefined();
  });

  it('counts the environment first, and what is not understood as nothing', async () => {
    expect(await systemSettings({ ALL_PROXY: 'http://a' })).toMatchObject({ from: 'environment' });
    const settings = async () => ({ proxy: 'gopher://a', bypass: [], script: undefined, from: 'system' as const });
    expect(await systemProxy('https://cloud.test', settings)).toBeUndefined();
  });
});

describe('the proxy for a server', () => {
  const environment = async () => ({ proxy: parseProxy('http://env.test:1'), from: 'environment' as const });
  const network = { systemProxy: environment, proxyScript: async () => undefined, watch: () => () => undefined };
  const secrets = { get: async () => undefined, set: async () => undefined, delete: async () => undefined } as never;
  const chosen = async (settings: Readonly<Record<string, string>>, origin: string) => {
    const { proxy, from } = await proxyFor({ state: { setting: (key) => settings[key] }, secrets, network }, origin);
    return [proxy === undefined ? 'directly' : showProxy(proxy), from];
  };

  it.each([
    [{}, 'https://cloud.test', ['http://env.test:1', 'environment']],
    [{}, 'https://127.0.0.1:4', ['directly', 'system']],
    [{ proxy: 'none' }, 'https://cloud.test', ['directly', 'setting']],
    [{ proxy: 'http://own.test:2' }, 'https://cloud.test', ['http://own.test:2', 'setting']],
    [{ proxy: 'http://own.test:2' }, 'https://127.0.0.1:4', ['http://own.test:2', 'setting']],
    [{ 'proxy.bypass': 'cloud.test' }, 'https://cloud.test', ['directly', 'system']],
    [{ proxy: 'http://own.test:2', 'proxy.bypass': '.test' }, 'https://cloud.test', ['directly', 'setting']],
  ] as const)('%j, %s: %j', async (settings, origin, expected) => {
    expect(await chosen(settings, origin)).toEqual(expected);
  });
});

describe('a change of the network', () => {
  const seen = (atMs: number, ...addresses: string[]) => ({ atMs, addresses: new Set(addresses) });

  it('is told from two looks', () => {
    expect(changeBetween(seen(0, 'a'), seen(5_000, 'a'))).toBeUndefined();
    expect(changeBetween(seen(0, 'a'), seen(5_000))).toBe('lost');
    expect(changeBetween(seen(0), seen(5_000, 'a'))).toBe('gained');
    expect(changeBetween(seen(0, 'a'), seen(5_000, 'b'))).toBe('lost');
    expect(changeBetween(seen(0, 'a'), seen(600_000, 'a'))).toBe('woke');
    // A clock that is set back is no sleep.
    expect(changeBetween(seen(600_000, 'a'), seen(0, 'a'))).toBeUndefined();
  });

  it('is told once, until nobody wants to hear of it', async () => {
    const looks = [seen(0, 'a'), seen(1, 'b'), seen(2, 'b')];
    const told: string[] = [];
    await new Promise<void>((resolve) => {
      const end = watchNetwork((change) => told.push(change), {
        everyMs: 1,
        look: () => {
          const next = looks.shift();
          if (next !== undefined) return next;
          end();
          resolve();
          return seen(3, 'b');
        },
      });
    });
    expect(told).toEqual(['lost']);
  });
});
