/** `certificates`: whom an account trusts, and what it shows to a server that wants to know this computer. */
import { contract, type Output } from '../../../shared/contract/contract.ts';
import type { CertificateInfo } from '../../../shared/contract/network.ts';
import { readAuthority, readClient } from '../client-certificate.ts';
import { moment, shown } from '../format.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly account?: string;
  readonly ca?: string;
  readonly client?: string;
  readonly key?: string;
  readonly passphraseStdin?: boolean;
}

const one = (what: string, { subject, issuer, validTo }: CertificateInfo): string =>
  `    ${what}: ${shown(subject)}${issuer === '' ? '' : `, issued by ${shown(issuer)}, good until ${moment(validTo)}`}`;

function lines({ certificates }: Output<'network'>): string[] {
  if (certificates.length === 0) return ['Nobody is signed in.'];
  return certificates.flatMap(({ server, user, authorities, client }) => [
    `${shown(user)} at ${shown(server)}`,
    ...authorities.map((authority) => one('also trusted', authority)),
    ...(authorities.length === 0 ? ['    trusted: the authorities of this computer'] : []),
    client === null ? '    shown to the server: nothing' : one('shown to the server', client),
  ]);
}

export const certificates: Verb = {
  name: 'certificates',
  summary: 'show or set whom an account trusts, and its own certificate; the word `none` removes',
  needs: ['network', 'setCertificates'],
  answer: contract.network.output,
  declare: (command, run) =>
    command
      .option('--account <which>', 'whose, where several are signed in')
      .option('--ca <file>', 'certificate authority of the server (PEM)')
      .option('--client <file>', 'certificate of this computer: .p12, .pfx, or PEM')
      .option('--key <file>', 'its key (PEM), where that is a file of its own')
      .option('--passphrase-stdin', 'take the passphrase of the key from the first line of standard input')
      .action(({ account, ca, client, key, passphraseStdin = false }: Options) =>
        run(async (face) => {
          const changes = {
            ...(ca === undefined ? {} : { ca: ca === 'none' ? null : await readAuthority(ca) }),
            ...(client === undefined
              ? {}
              : { client: client === 'none' ? null : await readClient(face, { client, key }, passphraseStdin) }),
          };
          const info =
            Object.keys(changes).length === 0
              ? await face.ask('network', {})
              : await face.ask('setCertificates', { ...changes, ...(account === undefined ? {} : { account }) });
          face.show(info, () => lines(info));
          return undefined;
        }),
      ),
};
