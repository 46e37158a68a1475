/** The stand-in's own certificate authority and the certificate it serves with, both kept in the data folder. */
import { type webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import './reflect-metadata.ts';
import * as x509 from '@peculiar/x509';

export interface Certificates {
  /** Path of the CA's certificate, PEM. */
  readonly caFile: string;
  readonly caPem: string;
  readonly certificatePem: string;
  readonly keyPem: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
const CA_NAME = 'CN=Leitz Cloud stand-in CA, O=Musterfirma GmbH';

async function pemOfKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function serial(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('hex');
}

function validity(days: number) {
  const now = Date.now();
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + days * DAY_MS) };
}

async function makeAuthority(keys: webcrypto.CryptoKeyPair): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: CA_NAME,
    ...validity(3650),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

async function makeLeaf(
  keys: webcrypto.CryptoKeyPair,
  authority: x509.X509Certificate,
  authorityKeys: webcrypto.CryptoKeyPair,
) {
  return x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: 'CN=localhost, O=Musterfirma GmbH',
    issuer: authority.subject,
    ...validity(390),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(authority),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

function stillGood(pem: string): boolean {
  return Date.parse(new X509Certificate(pem).validTo) > Date.now() + DAY_MS;
}

/** Uses what is in the folder, so that a trusted CA stays trusted over restarts; makes it anew where it is missing or old. */
export async function certificatesIn(folder: string): Promise<Certificates> {
  const caFile = path.join(folder, 'ca.pem');
  const leafFile = path.join(folder, 'server.pem');
  const keyFile = path.join(folder, 'server-key.pem');
  if ([caFile, leafFile, keyFile].every((file) => existsSync(file))) {
    const [caPem, certificatePem, keyPem] = [caFile, leafFile, keyFile].map((file) => readFileSync(file, 'utf8'));
    if (caPem && certificatePem && keyPem && stillGood(certificatePem))
      return { caFile, caPem, certificatePem, keyPem };
  }
  const authorityKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const authority = await makeAuthority(authorityKeys);
  const leafKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const leaf = await makeLeaf(leafKeys, authority, authorityKeys);
  const caPem = `${authority.toString('pem')}\n`;
  const certificatePem = leaf.toString('pem');
  const keyPem = await pemOfKey(leafKeys.privateKey);
  writeFileSync(caFile, caPem);
  writeFileSync(leafFile, `${certificatePem}\n`);
  writeFileSync(keyFile, `${keyPem}\n`, { mode: 0o600 });
  return { caFile, caPem, certificatePem, keyPem };
}
