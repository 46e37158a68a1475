import { contract } from '../../../shared/contract/contract.ts';
import { ACCOUNT_OPTION } from '../arguments.ts';
import type { Verb } from '../verb.ts';

export const signOut: Verb = {
  name: 'sign-out',
  summary: 'revoke the tokens; files and links stay',
  needs: ['signOut'],
  answer: contract.signOut.output,
  declare: (command, run) =>
    command
      .option(...ACCOUNT_OPTION)
      .option('--forget', 'also unlink its folders (files stay) and take it off the list')
      .action((options: { readonly account?: string; readonly forget?: true }) =>
        run(async (face) => {
          const done = await face.during('Signing out', face.ask('signOut', options));
          face.show(done, () =>
            done.user === null
              ? 'Nobody was signed in.'
              : [
                  `Signed out ${done.user} from ${done.server}. ${options.forget ? 'Its folders are unlinked; all files stay.' : 'Files and links stay.'}`,
                  ...(done.revoked
                    ? []
                    : ['The cloud could not be told; the tokens are deleted here and run out there.']),
                ],
          );
          return undefined;
        }),
      ),
};
