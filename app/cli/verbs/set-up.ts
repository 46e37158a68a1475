/** `set-up`: everything from one file, the password from standard input; for rolling out, and safe to repeat. */

import { Refused } from '../../headless/refused.ts';
import { readSetUp, setUp, setUpAnswer } from '../../headless/unattended.ts';
import { shown } from '../format.ts';
import { firstLine } from '../password.ts';
import type { Verb } from '../verb.ts';

export const setUpVerb: Verb = {
  name: 'set-up',
  summary: 'sign in, link and set from a file; may be repeated',
  needs: ['signIn', 'link', 'changeSetting'],
  answer: setUpAnswer,
  declare: (command, run) =>
    command
      .argument('<FILE>', 'JSON: {server, user, ca?, roots: [{root, folder, exclude?}], settings?}')
      .option('--password-stdin', 'take the password from the first line of standard input, where it is needed')
      .action((file: string, options: { readonly passwordStdin?: true }) =>
        run(async (face) => {
          const plan = await readSetUp(file);
          const password = async (): Promise<string> => {
            const line = options.passwordStdin ? await firstLine(face.around.stdin) : '';
            if (line !== '') return line;
            throw new Refused({ code: 'wrong-usage', detail: 'the password is needed; give it with --password-stdin' });
          };
          const done = await face.during(
            'Setting up',
            setUp((name, input) => face.call(name, input), plan, password),
          );
          face.show(done, () => [
            `${done.signedIn ? 'Signed in' : 'Signed in before'}: ${done.user} at ${done.server}.`,
            ...done.links.map(
              ({ rootId, folder, made }) =>
                `Root ${rootId}: ${made ? 'linked to' : 'linked before to'} ${shown(folder)}`,
            ),
            ...done.settings.map((key) => `Set: ${key}`),
          ]);
          return undefined;
        }),
      ),
};
