import { contract } from '../../../shared/contract/contract.ts';
import { collected, placeArgument, wholeNumber } from '../arguments.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly expires?: string;
  readonly loginRequired?: true;
  readonly downloadLimit?: number;
  readonly subscriber?: string[];
  readonly notifySubscribers?: true;
  readonly notifyDownloads?: true;
}

export const share: Verb = {
  name: 'share',
  summary: 'make a share link',
  needs: ['share'],
  answer: contract.share.output,
  declare: (command, run) =>
    command
      .argument('<PATH>', 'inside a linked folder, or ROOT_ID:/path/in/the/cloud')
      .option('--expires <date>', 'last day, as 2026-12-31')
      .option('--login-required', 'only for people who sign in')
      .option('--download-limit <n>', 'how many downloads', wholeNumber(1, 1_000_000))
      .option('--subscriber <email>', 'tell this person; may be repeated', collected)
      .option('--notify-subscribers', 'send the subscribers an email')
      .option('--notify-downloads', 'send me an email for every download')
      .action((word: string, options: Options) =>
        run(async (face) => {
          const made = await face.ask('share', {
            path: placeArgument(word, face.around.cwd),
            loginRequired: options.loginRequired ?? false,
            subscribers: options.subscriber ?? [],
            ...(options.notifySubscribers === undefined ? {} : { notifySubscribers: true }),
            ...(options.notifyDownloads === undefined ? {} : { notifyDownloads: true }),
            ...(options.expires === undefined ? {} : { expires: options.expires }),
            ...(options.downloadLimit === undefined ? {} : { downloadLimit: options.downloadLimit }),
          });
          face.show(
            made,
            () => `${shown(made.path)}: ${shown(made.url ?? 'the cloud told no address')} (share ${made.id})`,
          );
          return undefined;
        }),
      ),
};
