/** The way to the cloud: the proxy in between, the certificates on both sides, and news about the network. */
import * as z from 'zod';
import { command, query } from './method.ts';
import { at, count, nothing, whichAccount } from './primitives.ts';

export const PROXY_MODES = ['system', 'none', 'manual'] as const;

const PEM_LIMIT = 1_000_000;

/** What this computer shows to servers that want to know it: PEM texts, or one PKCS #12 file in base64. */
export const clientCertificate = z.union([
  z.strictObject({
    certificate: z.string().min(1).max(PEM_LIMIT),
    key: z.string().min(1).max(PEM_LIMIT),
    passphrase: z.string().max(4096).optional(),
  }),
  z.strictObject({ pkcs12: z.base64().min(1).max(PEM_LIMIT), passphrase: z.string().max(4096).optional() }),
]);

const certificateInfo = z.object({
  subject: z.string(),
  issuer: z.string(),
  validTo: at,
  /** SHA-256 of the whole, as `AB:CD:...`. */
  fingerprint: z.string(),
});
export type CertificateInfo = z.infer<typeof certificateInfo>;

const network = z.object({
  proxy: z.object({
    /** `system`: what the environment and the operating system say. */
    mode: z.enum(PROXY_MODES),
    /** For `manual`: `http://`, `https://` or `socks5://` with host and port; never with credentials. */
    url: z.string().nullable(),
    user: z.string().nullable(),
    hasPassword: z.boolean(),
    /** Hosts that are reached without it: names, `.domains`, addresses, address ranges, each perhaps with a port. */
    bypass: z.array(z.string()),
    /** True where an administrator's file fixes it. */
    fixed: z.boolean().optional(),
  }),
  /** How each server that is in use is reached now. */
  ways: z.array(
    z.object({
      server: z.string(),
      /** null: directly. */
      proxy: z.string().nullable(),
      from: z.enum(['setting', 'environment', 'system']),
    }),
  ),
  certificates: z.array(
    z.object({
      server: z.string(),
      user: z.string(),
      /** Trusted for this account besides those of the system. */
      authorities: z.array(certificateInfo),
      client: certificateInfo.nullable(),
    }),
  ),
});
export type NetworkInfo = z.infer<typeof network>;

export const networkMethods = {
  network: query('network', nothing, network),
  /** The whole of it at once. A password that is left out stays, where url and user stay. */
  setProxy: command(
    'setProxy',
    z.strictObject({
      mode: z.enum(PROXY_MODES),
      url: z.string().min(1).max(2000).optional(),
      user: z.string().max(500).optional(),
      password: z.string().max(4096).optional(),
      bypass: z.array(z.string().min(1).max(300)).max(200).optional(),
    }),
    network,
  ),
  /** Of one account. null removes; what is left out stays. */
  setCertificates: command(
    'setCertificates',
    z.strictObject({
      account: whichAccount,
      ca: z.string().max(PEM_LIMIT).nullable().optional(),
      client: clientCertificate.nullable().optional(),
    }),
    network,
  ),
  /**
   * The computer woke up, or is in another network: connections of before are let go of, and everything is tried again
   * at once. The engine notices by itself within seconds; whoever knows earlier says so.
   */
  networkChanged: command('networkChanged', nothing, z.object({ links: count })),
};
