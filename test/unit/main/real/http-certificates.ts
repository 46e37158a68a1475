/** Certificates for TLS tests, good ones and bad ones, written out as DER by hand: it takes sixty lines and no library. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const DAY_MS = 86_400_000;
const SEQUENCE = 0x30;
const OID = 0x06;
const UTF8 = 0x0c;

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const oid = (hex: string): Buffer => der(OID, Buffer.from(hex, 'hex'));
const ECDSA_WITH_SHA256 = der(SEQUENCE, oid('2a8648ce3d040302'));
const COMMON_NAME = '550403';
const BASIC_CONSTRAINTS = '551d13';
const SUBJECT_ALTERNATIVE_NAME = '551d11';

function name(text: string): Buffer {
  return der(SEQUENCE, der(0x31, der(SEQUENCE, oid(COMMON_NAME), der(UTF8, Buffer.from(text)))));
}

function time(ms: number): Buffer {
  return der(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
}

function extension(hex: string, value: Buffer): Buffer {
  return der(SEQUENCE, oid(hex), der(0x04, value));
}

interface Plan {
  readonly subject: string;
  readonly issuer: string;
  readonly days: number;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

function certificate(plan: Plan): string {
  const now = Date.now();
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(12)]);
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ECDSA_WITH_SHA256,
    name(plan.issuer),
    der(SEQUENCE, time(now - 30 * DAY_MS), time(now + plan.days * DAY_MS)),
    name(plan.subject),
    plan.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, ...plan.extensions)),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, plan.signingKey));
  const base64 = der(SEQUENCE, body, ECDSA_WITH_SHA256, signature).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

export interface Identity {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/**
 * A server's certificate and its authority (PEM). `host` is the DNS name it is made out for, 127.0.0.1 without one;
 * `days` until it expires may be negative.
 */
export function makeIdentity(options: { readonly host?: string; readonly days?: number } = {}): Identity {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = `Test authority ${randomBytes(4).toString('hex')}`;
  const host =
    options.host === undefined ? der(0x87, Buffer.from([127, 0, 0, 1])) : der(0x82, Buffer.from(options.host));
  return {
    ca: certificate({
      subject: issuer,
      issuer,
      days: 300,
      publicKey: authority.publicKey,
      signingKey: authority.privateKey,
      extensions: [extension(BASIC_CONSTRAINTS, der(SEQUENCE, der(0x01, Buffer.from([255]))))],
    }),
    cert: certificate({
      subject: 'test',
      issuer,
      days: options.days ?? 300,
      publicKey: leaf.publicKey,
      signingKey: authority.privateKey,
      extensions: [extension(SUBJECT_ALTERNATIVE_NAME, der(SEQUENCE, host))],
    }),
    key: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
