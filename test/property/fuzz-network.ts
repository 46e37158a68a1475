/** What people and operating systems write about proxies and certificates, as it may also be written. */
import fc from 'fast-check';
import { certificatesIn } from '../../main/engine/network.ts';
import { SyncError } from '../../main/errors.ts';
import { isBypassed, parseProxy, showProxy, wordsOf } from '../../main/proxies.ts';
import { fromEnvironment, fromGnome, fromRegistry, fromScutil } from '../../main/real/system-proxy.ts';
import { nastyText } from './fuzz-inputs.ts';

function must(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

export const proxyText = fc.oneof(
  nastyText,
  fc.webUrl(),
  fc
    .tuple(
      fc.constantFrom('http', 'https', 'socks5', 'socks4', 'ftp'),
      nastyText,
      nastyText,
      fc.domain(),
      fc.nat(99_999),
    )
    .map(([scheme, user, password, host, port]) => `${scheme}://${user}:${password}@${host}:${port}`),
);

/** What is shown is one address that leads to the same proxy, and holds no credentials. */
export function proxyHolds(text: string): void {
  try {
    const proxy = parseProxy(text);
    const shown = showProxy(proxy);
    const { kind, host, port, user, password } = parseProxy(shown);
    must(kind === proxy.kind && host === proxy.host && port === proxy.port, 'another proxy is shown');
    must(user === undefined && password === undefined, 'credentials are shown');
    must(Number.isInteger(port) && port > 0 && port < 65_536, `port ${port}`);
  } catch (thrown) {
    must(thrown instanceof SyncError, `threw ${String(thrown)}`);
    must(text.length < 8 || !String(thrown).includes(text), 'what was typed is said back');
  }
}

export const bypassText = fc.tuple(
  fc.array(
    fc.oneof(
      nastyText,
      fc.domain(),
      fc.ipV4(),
      fc.ipV6(),
      fc.constantFrom('*', '<local>', '.', '10.0.0.0/8', '::/0', 'a/b'),
    ),
  ),
  fc.oneof(
    fc.domain(),
    fc.ipV4(),
    fc.ipV6().map((address) => `[${address}]`),
  ),
);

export function bypassHolds([words, host]: readonly [readonly string[], string]): void {
  const origin = `https://${host}`;
  if (!URL.canParse(origin)) return;
  must(isBypassed(['*'], origin), 'all are not all');
  must(isBypassed([new URL(origin).hostname], origin), 'a host is not itself');
  isBypassed(wordsOf(words.join(',')), origin);
}

export const settingsText = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.constantFrom(
          '  HTTPSEnable : 1',
          '  HTTPSProxy : ',
          '  ExceptionsList : <array> {\n 0 : ',
          '    ProxyServer    REG_SZ    ',
          '    ProxyEnable    REG_DWORD    0x1',
          '    ProxyOverride    REG_SZ    ',
          "org.gnome.system.proxy mode 'manual'",
          'org.gnome.system.proxy.https host ',
          'org.gnome.system.proxy ignore-hosts [',
        ),
        nastyText,
      ),
      { maxLength: 8 },
    ),
  )
  .map(([lines]) => lines.map(([line, text]) => `${line}${text}`).join('\n'));

export function settingsHold(text: string): void {
  for (const read of [fromScutil, fromRegistry, fromGnome]) {
    const { proxy, bypass } = read(text);
    must(proxy === undefined || proxy.length > 0, 'a proxy without a name');
    must(
      bypass.every((word) => typeof word === 'string'),
      'words that are none',
    );
  }
  fromEnvironment({ https_proxy: text, no_proxy: text });
}

export const pemText = nastyText.map(
  (text) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n${text}`,
);
export const pemHolds = (text: string): void => must(certificatesIn(text).length === 0, 'a certificate out of nothing');
