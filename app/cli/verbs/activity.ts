import * as z from 'zod';
import { activityEntry } from '../../../shared/contract/history.ts';
import { activityLine } from '../activity-line.ts';
import { wholeNumber } from '../arguments.ts';
import type { Verb } from '../verb.ts';

export const activity: Verb = {
  name: 'activity',
  summary: 'list what was done, newest first',
  needs: ['activity'],
  // With --follow, one entry a line.
  answer: z.union([z.array(activityEntry), activityEntry]),
  declare: (command, run) =>
    command
      .option('--limit <n>', 'how many', wholeNumber(1, 1000), 50)
      .option('--follow', 'show each one as it is done, until interrupted; oldest first')
      .action((options: { readonly limit: number; readonly follow?: true }) =>
        run(async (face) => {
          if (options.follow) await face.needRunning();
          const found = await face.ask('activity', { limit: options.limit });
          if (!options.follow) {
            face.show(found, () => (found.length === 0 ? 'Nothing was done yet.' : found.map(activityLine)));
            return undefined;
          }
          for (const entry of found.toReversed()) face.show(entry, () => activityLine(entry));
          await face.follow((entry) => face.show(entry, () => activityLine(entry)));
          await face.ended();
          return undefined;
        }),
      ),
};
