/**
 * The announcements of newer versions, `latest*.yml`, that electron-builder puts beside the packages.
 *
 *   node build/electron-feed.ts keys FILE                  makes a pair of keys: the private one into FILE, the public one
 *                                                          is printed, for LEITZ_UPDATES_KEY when packages are built
 *   node build/electron-feed.ts sign FILE [FOLDER] [--staging PERCENT]
 *                                                          signs each in FOLDER (dist/packages); with --staging only so
 *                                                          many of all installations get it, until it is signed anew
 */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseUpdateInfo } from 'electron-updater/out/providers/Provider.js';
import { signatureOf } from '../app/electron/update-signature.ts';
import { ROOT } from './inputs.ts';

const OURS = /^(?:signature|stagingPercentage):.*\n/gmu;

/** The announcement with its signature. @param staging percent of the installations that get it; left out: all */
export function signedAnnouncement(yaml: string, privateKeyPem: string, staging?: number): string {
  const plain = yaml.replace(OURS, '');
  const info = parseUpdateInfo(plain, 'latest.yml', new URL('file:///latest.yml'));
  const lines = [
    ...(staging === undefined ? [] : [`stagingPercentage: ${staging}`]),
    `signature: ${signatureOf(info, createPrivateKey(privateKeyPem))}`,
  ];
  return `${plain.trimEnd()}\n${lines.join('\n')}\n`;
}

/** Both base64 or PEM, as the two places want them. */
export function newKeys(): { readonly privatePem: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}

function run(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { staging: { type: 'string' } } });
  const [what, file, folder = path.join(ROOT, 'dist', 'packages')] = positionals;
  if (file === undefined || (what !== 'keys' && what !== 'sign'))
    throw new Error('Say `keys FILE` or `sign FILE [FOLDER] [--staging PERCENT]`.');
  if (what === 'keys') {
    const { privatePem, publicKey } = newKeys();
    // Never over an older one: whoever loses that can update nobody any more.
    writeFileSync(file, privatePem, { mode: 0o600, flag: 'wx' });
    process.stdout.write(`LEITZ_UPDATES_KEY=${publicKey}\n`);
    return;
  }
  const staging = values.staging === undefined ? undefined : Number(values.staging);
  if (staging !== undefined && !(staging >= 0 && staging <= 100)) throw new Error('--staging is from 0 to 100.');
  const announcements = globSync('latest*.yml', { cwd: folder });
  if (announcements.length === 0) throw new Error(`There is no latest*.yml in ${folder}.`);
  for (const name of announcements) {
    const place = path.join(folder, name);
    writeFileSync(place, signedAnnouncement(readFileSync(place, 'utf8'), readFileSync(file, 'utf8'), staging));
    process.stdout.write(`${place}: signed${staging === undefined ? '' : `, for ${staging} % of the installations`}\n`);
  }
}

if (import.meta.main) run();
