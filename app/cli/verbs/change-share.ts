import { contract } from '../../../shared/contract/contract.ts';
import { collected, wholeNumber } from '../arguments.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly expires?: string;
  readonly loginRequired?: boolean;
  readonly downloadLimit?: number;
  readonly subscriber?: string[];
  readonly notifySubscribers?: true;
  readonly notifyDownloads?: boolean;
}

export const changeShare: Verb = {
  name: 'change-share',
  summary: 'change a share link; its address stays',
  needs: ['changeShare'],
  answer: contract.changeShare.output,
  declare: (command, run) =>
    command
      .argument('<ID>', 'as `leitz-cloud shares` lists it')
      .option('--expires <date>', 'last day, as 2026-12-31')
      .option('--login-required', 'only for people who sign in')
      .option('--no-login-required', 'for everybody who has the address')
      .option('--download-limit <n>', 'how many downloads', wholeNumber(1, 1_000_000))
      .option('--subscriber <email>', 'tell this person; may be repeated', collected)
      .option('--notify-subscribers', 'send the subscribers an email')
      .option('--notify-downloads', 'send me an email for every download')
      .option('--no-notify-downloads', 'send me none')
      .action((id: string, { subscriber, ...options }: Options) =>
        run(async (face) => {
          const input = { id, ...options, ...(subscriber === undefined ? {} : { subscribers: subscriber }) };
          const made = await face.ask('changeShare', input);
          face.show(made, () => `${shown(made.path)}: ${shown(made.url ?? 'the cloud told no address')} is changed.`);
          return undefined;
        }),
      ),
};
