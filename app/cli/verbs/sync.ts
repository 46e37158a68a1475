import type { Output } from '../../../shared/contract/contract.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { say } from '../../../shared/text/say.ts';
import { rootIdArgument } from '../arguments.ts';
import { EXIT, type ExitStatus, exitStatusOf } from '../exit-status.ts';
import { bytesInWords, counted, durationInWords, shown } from '../format.ts';
import type { Verb } from '../verb.ts';

type Summary = Output<'sync'>;

/** The summary in two or three sentences. */
export function summaryLines(done: Summary): string[] {
  if (done.cycles === 0) return ['No folder is linked yet: `leitz-cloud link ROOT_ID FOLDER` links one.'];
  const changes = [
    [done.uploaded, `uploaded (${bytesInWords(done.bytesUp)})`],
    [done.downloaded, `downloaded (${bytesInWords(done.bytesDown)})`],
    [done.movedCloud, 'moved in the cloud'],
    [done.movedLocal, 'moved here'],
    [done.deletedCloud, 'deleted in the cloud'],
    [done.deletedLocal, 'deleted here'],
    [done.foldersMade, done.foldersMade === 1 ? 'folder made' : 'folders made'],
  ] as const;
  const words = changes
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count.toLocaleString('en-US')} ${what}`);
  const open = [
    ...(done.conflicts > 0 ? [`${counted(done.conflicts, 'conflict')}: see \`leitz-cloud conflicts\`.`] : []),
    ...(done.held > 0 ? [`${counted(done.held, 'item')} held: see \`leitz-cloud held\`.`] : []),
    ...(done.stopped ?? []).map(
      ({ rootId, error, detail }) =>
        `Root ${rootId} could not go on: ${say(error, { detail: detail && shown(detail) }, 'en')}`,
    ),
    ...(done.failed > 0 ? [`${counted(done.failed, 'item')} failed: see \`leitz-cloud activity\`.`] : []),
  ];
  return [
    words.length === 0 ? 'Both sides were the same already.' : `${words.join(', ')}.`,
    `${durationInWords(done.wallMs)}, ${counted(done.requests, 'request')}, ${counted(done.cycles, 'cycle')}.`,
    ...open,
  ];
}

/** Failed beats held: what failed was to be done now. */
export function statusOfSummary(done: Summary): ExitStatus {
  const [stopped] = done.stopped ?? [];
  if (stopped !== undefined) return exitStatusOf(stopped.error);
  if (done.failed > 0) return EXIT.failed;
  return done.conflicts + done.held > 0 ? EXIT.attention : EXIT.done;
}

export const sync: Verb = {
  name: 'sync',
  summary: 'make both sides the same, then end',
  needs: ['sync'],
  answer: contract.sync.output,
  long: true,
  declare: (command, run) =>
    command.argument('[ROOT_ID]', 'only this root', rootIdArgument).action((rootId: number | undefined) =>
      run(async (face) => {
        const work = face.ask('sync', rootId === undefined ? {} : { rootId });
        const done = await face.during('Syncing', work, 'far');
        face.show(done, () => summaryLines(done));
        return statusOfSummary(done);
      }),
    ),
};
