import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../support/temp-folder.ts';
import { makeIdentity } from '../../main/real/http-certificates.ts';
import { runWords } from './run-words.ts';
import { samples } from './samples.ts';

const identity = makeIdentity();

/** Runs the verb with these files beside it; gives what the engine was asked. */
async function asked(files: Readonly<Record<string, string | Buffer>>, words: readonly string[], input = '') {
  const cwd = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(cwd, name), content);
  const inputs: unknown[] = [];
  const full = words.map((word) => (Object.hasOwn(files, word) ? path.join(cwd, word) : word));
  const { status, err } = await runWords(['certificates', ...full], {
    home: temporaryFolder(),
    input,
    handlers: {
      ...samples,
      setCertificates: async (given) => {
        inputs.push(given);
        return samples.network({});
      },
    },
  });
  return { status, err, inputs };
}

test.each([
  ['one PEM file with both', { 'both.pem': identity.cert + identity.key }, ['--client', 'both.pem']],
  ['a PEM file for each', { 'c.pem': identity.cert, 'k.pem': identity.key }, ['--client', 'c.pem', '--key', 'k.pem']],
] as const)('%s', async (_what, files, words) => {
  const { status, inputs } = await asked(files, words);
  expect(status).toBe(0);
  const [{ client }] = inputs as [{ client: { certificate: string; key: string; passphrase?: string } }];
  expect(client.certificate).toContain(identity.cert);
  expect(client.key).toContain(identity.key);
  expect(client).not.toHaveProperty('passphrase');
});

test('a PKCS #12 file goes as it is, with the passphrase from standard input', async () => {
  const bytes = Buffer.from([0x30, 0x82, 0, 1, 2, 0xff]);
  const { inputs } = await asked({ 'c.p12': bytes }, ['--client', 'c.p12', '--passphrase-stdin'], 'open sesame\n');
  expect(inputs).toEqual([{ client: { pkcs12: bytes.toString('base64'), passphrase: 'open sesame' } }]);
});

test('an authority is read and checked before anything is asked, and `none` takes away', async () => {
  expect((await asked({ 'ca.pem': identity.ca }, ['--ca', 'ca.pem'])).inputs).toEqual([{ ca: identity.ca }]);
  expect((await asked({}, ['--ca', 'none', '--client', 'none'])).inputs).toEqual([{ ca: null, client: null }]);
  const wrong = await asked({ 'ca.pem': 'hello' }, ['--ca', 'ca.pem']);
  expect([wrong.status, wrong.inputs]).toEqual([2, []]);
  expect(wrong.err).toContain('holds no certificate');
  const missing = await asked({}, ['--client', '/no/such/file']);
  expect([missing.status, missing.inputs]).toEqual([2, []]);
});
