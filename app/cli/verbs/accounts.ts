import { contract } from '../../../shared/contract/contract.ts';
import { say } from '../../../shared/text/say.ts';
import { bytesInWords, counted, shown } from '../format.ts';
import type { Verb } from '../verb.ts';

export const accounts: Verb = {
  name: 'accounts',
  summary: 'list the accounts of this installation; each has its own links',
  needs: ['accounts'],
  answer: contract.accounts.output,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const found = await face.ask('accounts', {});
        face.show(found, () =>
          found.length === 0
            ? 'Nobody has signed in yet: `leitz-cloud sign-in` does.'
            : found.flatMap((account) => [
                `${shown(account.user)} at ${shown(account.server)}: ${account.signedIn ? 'signed in' : 'signed out'}, ${counted(account.links, 'link')}${
                  account.spaceUsed === null ? '' : `, ${bytesInWords(account.spaceUsed)} used`
                }`,
                ...(account.trouble === undefined ? [] : [`    ${say(account.trouble, {}, 'en')}`]),
              ]),
        );
        return undefined;
      }),
    ),
};
