/** `sign-in`: the password comes from a prompt or from standard input, never from argv. */
import { contract, type Input, type Output } from '../../../shared/contract/contract.ts';
import { Refused } from '../../headless/refused.ts';
import { readAuthority, readClient } from '../client-certificate.ts';
import type { Face } from '../face.ts';
import { firstLine, promptHidden } from '../password.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly server: string;
  readonly user: string;
  readonly code?: string;
  readonly ca?: string;
  readonly client?: string;
  readonly key?: string;
  readonly passwordStdin?: true;
}

async function readPassword(face: Face, options: Options): Promise<string> {
  const { stdin } = face.around;
  if (!options.passwordStdin && !stdin.isTTY) {
    const detail = 'there is no terminal to ask for the password; give it on standard input with --password-stdin';
    throw new Refused({ code: 'wrong-usage', detail });
  }
  const password = options.passwordStdin
    ? await firstLine(stdin)
    : await promptHidden(`Password of ${options.user}: `, face.around);
  if (password === undefined) throw new Refused({ code: 'cancelled' });
  if (password === '') throw new Refused({ code: 'wrong-usage', detail: 'the password is empty' });
  return password;
}

/** Signs in; where the account turns out to need a two-step code and there is a terminal, asks for it. */
async function signInWith(face: Face, given: Input<'signIn'>): Promise<Output<'signIn'>> {
  try {
    return await face.during('Signing in', face.ask('signIn', given));
  } catch (thrown) {
    const needed = thrown instanceof Refused && thrown.failure.code === 'code-needed' && given.code === undefined;
    if (!needed || !face.around.stdin.isTTY) throw thrown;
    const code = await promptHidden('Two-step code: ', face.around);
    if (code === undefined || code === '') throw thrown;
    return face.during('Signing in', face.ask('signIn', { ...given, code }));
  }
}

export const signIn: Verb = {
  name: 'sign-in',
  summary: 'sign in to a cloud; asks for the password',
  needs: ['signIn'],
  answer: contract.signIn.output,
  declare: (command, run) =>
    command
      .requiredOption('--server <url>', 'address of the cloud, such as https://cloud.example.org')
      .requiredOption('--user <email>', 'who signs in')
      .option('--code <code>', 'two-step code, where the account needs one')
      .option('--ca <file>', 'certificate authority of the server (PEM), where the system does not know it')
      .option('--client <file>', 'certificate of this computer, where the server wants one: .p12, .pfx, or PEM')
      .option('--key <file>', 'its key (PEM), where that is a file of its own')
      .option('--password-stdin', 'take the password from the first line of standard input')
      .action((options: Options) =>
        run(async (face) => {
          const { server, user, code, ca, client, key } = options;
          const pem = {
            ...(ca === undefined ? {} : { ca: await readAuthority(ca) }),
            ...(client === undefined ? {} : { client: await readClient(face, { client, key }, false) }),
          };
          const password = await readPassword(face, options);
          const given = { server, user, password, ...pem, ...(code === undefined ? {} : { code }) };
          const account = await signInWith(face, given);
          face.show(account, () => [
            `Signed in to ${account.server} as ${account.displayName ?? account.user} (${account.user}).`,
            'Next: `leitz-cloud roots`, then `leitz-cloud link ROOT_ID FOLDER`.',
          ]);
          return undefined;
        }),
      ),
};
