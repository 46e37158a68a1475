import { contract } from '../../../shared/contract/contract.ts';
import type { Verb } from '../verb.ts';

export const signOut: Verb = {
  name: 'sign-out',
  summary: 'revoke the tokens; files and links stay',
  needs: ['signOut'],
  answer: contract.signOut.output,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const done = await face.during('Signing out', face.ask('signOut', {}));
        face.show(done, () =>
          done.user === null
            ? 'Nobody was signed in.'
            : [
                `Signed out ${done.user} from ${done.server}. Files and links stay.`,
                ...(done.revoked
                  ? []
                  : ['The cloud could not be told; the tokens are deleted here and run out there.']),
              ],
        );
        return undefined;
      }),
    ),
};
