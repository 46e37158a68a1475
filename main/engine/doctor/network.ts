/** The way to the cloud: name, connection, certificate, clock, sign-in. */
import { certificateKey } from '../../certificates-seen.ts';
import { SyncError } from '../../errors.ts';
import type { AccountRecord, HomeState } from '../../home-state.ts';
import type { World } from '../../world.ts';
import type { Engine } from '../engine.ts';
import { certificateOf, type Seen } from './certificate.ts';
import { bad, type Check, good, look, skipped, warning } from './check.ts';
import { missingChecks } from './features.ts';

const PATIENCE_MS = 10_000;
const CLOCK_OFF_MS = 60_000;
const CLOCK_BAD_MS = 5 * 60_000;
const ENDS_SOON_DAYS = 14;
const DAY_MS = 86_400_000;
/** Bytes of the answer about the version, which is one short line, or of the page that comes instead. */
const LONGEST_ANSWER = 1_000_000;

/** What an address answers to the question for its version, which needs no sign-in [seed]. */
export function answerCheck(server: string, status: number, text: string): Check {
  if (status === 200 && /"version"\s*:/u.test(text)) return good('server', `${server} answers`);
  const isPage = /^\s*<|<html/iu.test(text) || (status > 300 && status < 400) || status === 511;
  if (isPage)
    return bad(
      'server',
      `${server}: somebody in between answers with a web page of their own (HTTP ${status})`,
      'Open any page in a browser and sign in to this network, or to the proxy. If you see no such page, check the address of the cloud.',
    );
  return bad(
    'server',
    `${server} does not answer as a Leitz Cloud does (HTTP ${status})`,
    'Check the address of the cloud. If it was right before, the cloud may be out of order: ask its operator.',
  );
}

async function serverCheck(http: ReturnType<World['http']>, server: string, clock: World['clock']): Promise<Check[]> {
  const url = `${server}/api/2/version`;
  try {
    const answer = await http.request({ method: 'GET', url, headers: {}, idleTimeoutMs: PATIENCE_MS });
    const checks = [answerCheck(server, answer.status, Buffer.from(await answer.bytes(LONGEST_ANSWER)).toString())];
    const date = Date.parse(answer.headers['date'] ?? '');
    if (!Number.isNaN(date)) checks.push(clockCheck(clock.now() - date));
    return checks;
  } catch (thrown) {
    if (!(thrown instanceof SyncError)) throw thrown;
    const { code, detail = '' } = thrown;
    if (code === 'certificate-refused')
      return [
        bad(
          'tls',
          `the certificate of ${server} is refused: ${detail}`,
          'Nothing is sent to it. If the cloud is one of your own, sign in again with `--ca FILE`; otherwise ask your administrator whether its certificate was changed.',
        ),
      ];
    if (code === 'insecure-transport')
      return [
        bad(
          'tls',
          `${server} speaks only old versions of TLS: ${detail}`,
          'Ask the operator of the cloud to allow TLS 1.2 or 1.3.',
        ),
      ];
    return [
      bad(
        'server',
        `${server} cannot be reached: ${detail || code}`,
        'Check the connection to the internet, the name of the server, and whether a firewall lets this computer through.',
      ),
    ];
  }
}

/** @param offMs this computer's clock minus the server's */
export function clockCheck(offMs: number): Check {
  const seconds = Math.round(Math.abs(offMs) / 1000);
  const found = `${seconds} s ${offMs < 0 ? 'behind' : 'ahead of'} the server`;
  const fix = 'Set the clock of this computer, best by turning on automatic time (on Linux: timedatectl set-ntp true).';
  if (seconds * 1000 >= CLOCK_BAD_MS) return bad('clock', found, fix);
  return seconds * 1000 >= CLOCK_OFF_MS ? warning('clock', found, fix) : good('clock', seconds < 2 ? 'right' : found);
}

/** @param certificate as the server showed it just now */
export function certificateCheck(seen: Pick<Seen, 'protocol' | 'certificate' | 'chain'>, nowMs: number): Check {
  const { certificate, protocol, chain } = seen;
  const days = Math.floor((Date.parse(certificate.valid_to) - nowMs) / DAY_MS);
  const issuer = String(certificate.issuer?.O ?? certificate.issuer?.CN ?? 'unknown');
  const found = `${protocol}, certificate of ${issuer}, good for ${days} more days, chain ${chain.join(' < ')}, SHA-256 ${certificate.fingerprint256}`;
  if (days < ENDS_SOON_DAYS)
    return warning('tls', found, 'Tell the operator of the cloud that its certificate is about to expire.');
  return good('tls', found);
}

/**
 * The certificate against the one that was seen last, of which only the fingerprint is kept: a trusted one may be
 * another one all the same, such as of a proxy that reads along.
 */
export function sameCertificate(
  state: Pick<HomeState, 'setting' | 'setSetting'>,
  server: string,
  fingerprint256: string,
): Check {
  const before = state.setting(certificateKey(server));
  state.setSetting(certificateKey(server), fingerprint256);
  if (before === undefined || before === fingerprint256) return good('certificate', 'the same as before');
  return warning(
    'certificate',
    `it is another one than last time (SHA-256 ${before})`,
    'Certificates are renewed from time to time. If the issuer above is not the one you expect, ask your administrator.',
  );
}

async function signInCheck(engine: Engine, record: AccountRecord): Promise<Check> {
  try {
    const me = await engine.account(record).cloud.whoAmI();
    return good('sign-in', `${me.displayName} (${record.user}) at ${record.server}`);
  } catch (thrown) {
    if (!(thrown instanceof SyncError)) throw thrown;
    return bad(
      'sign-in',
      `${record.user} is not let in: ${thrown.detail ?? thrown.code}`,
      'Sign in again: leitz-cloud sign-in.',
    );
  }
}

async function checksOf(engine: Engine, record: AccountRecord): Promise<readonly Check[]> {
  const { state, world } = engine.parts;
  const { server, user, ca } = record;
  const http = engine.parts.httpFor({ server, user }, ca);
  try {
    const reached = await look('server', () => serverCheck(http, server, world.clock));
    if (reached.some(({ outcome, name }) => outcome === 'bad' && name !== 'clock'))
      return [...reached, skipped('sign-in', 'the server cannot be asked')];
    const seen = await certificateOf(engine.parts, server, { user, ca });
    const tls =
      seen === undefined ? skipped('tls', 'the certificate was not shown') : certificateCheck(seen, world.clock.now());
    const same = seen === undefined ? [] : [sameCertificate(state, server, seen.certificate.fingerprint256)];
    const inside = await look('sign-in', async () => [await signInCheck(engine, record)]);
    return [...reached, tls, ...same, ...inside, ...missingChecks(engine, record)];
  } finally {
    await http.close();
  }
}

/** Everything about each account that is signed in. */
export async function networkChecks(engine: Engine): Promise<readonly Check[]> {
  const records = engine.accounts.signedIn();
  if (records.length === 0)
    return [
      bad('sign-in', 'nobody is signed in', 'Sign in: leitz-cloud sign-in --server URL --user EMAIL'),
      skipped('server', 'no server is known'),
    ];
  return (await Promise.all(records.map((record) => checksOf(engine, record)))).flat();
}
