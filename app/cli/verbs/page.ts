/** `page`: a fresh one-time address of the page that is running, for another browser or another tab. */
import * as z from 'zod';
import { connect } from '../../headless/client.ts';
import { openHome } from '../../headless/home.ts';
import { Refused } from '../../headless/refused.ts';
import type { Verb } from '../verb.ts';

const invitation = z.object({ address: z.string() });

export const page: Verb = {
  name: 'page',
  summary: 'print a new address of the running page; it lets one browser in, once',
  needs: [],
  answer: invitation,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const { home } = face.flags;
        await openHome(home);
        const client = await connect(home);
        if (client === undefined) throw new Refused({ code: 'not-running', path: home });
        const given = await client.invite().finally(() => client.close());
        if (!given.ok) throw new Refused(given.error);
        const told = invitation.parse(given.value);
        face.show(told, () => told.address);
        face.note('This address lets one browser in, once, within an hour.');
        return undefined;
      }),
    ),
};
