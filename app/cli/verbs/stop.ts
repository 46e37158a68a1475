import * as z from 'zod';
import { connect } from '../../headless/client.ts';
import type { Verb } from '../verb.ts';

export const stop: Verb = {
  name: 'stop',
  summary: 'end the running one; what is on its way is finished or parked',
  needs: [],
  answer: z.object({ stopped: z.boolean(), pid: z.int().nullable() }),
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const client = await connect(face.flags.home);
        if (client !== undefined) await face.during('Waiting for it to end', client.stop());
        const pid = client?.hello.pid ?? null;
        face.show({ stopped: pid !== null, pid }, () =>
          pid === null ? `Nothing was running for the home ${face.flags.home}.` : `Stopped (it was pid ${pid}).`,
        );
        return undefined;
      }),
    ),
};
