import { contract, type Output } from '../../../shared/contract/contract.ts';
import { say } from '../../../shared/text/say.ts';
import { bytesInWords, counted, moment, shown } from '../format.ts';
import type { Verb } from '../verb.ts';

type Status = Output<'status'>;
type LinkStatus = Status['links'][number];

function linkLines(link: LinkStatus, isOneOfMany: boolean): string[] {
  const counts = [
    ...(link.pending > 0 ? [`${counted(link.pending, 'item')} to do`] : []),
    ...(link.conflicts > 0 ? [counted(link.conflicts, 'conflict')] : []),
    ...(link.held > 0 ? [`${link.held.toLocaleString('en-US')} held`] : []),
    ...(link.failed > 0 ? [`${link.failed.toLocaleString('en-US')} failed`] : []),
  ];
  const params = { path: shown(link.folder), detail: link.detail === undefined ? undefined : shown(link.detail) };
  return [
    `${link.rootId}  ${shown(link.name)}  ${shown(link.folder)}${isOneOfMany ? `  (${link.account})` : ''}`,
    `    ${[link.state, ...counts].join(', ')}; last synced: ${moment(link.lastSyncedAt)}`,
    ...(link.reason === undefined ? [] : [`    ${say(link.reason, params, 'en')}`]),
  ];
}

/** The state of the whole for people. */
export function statusLines(status: Status): string[] {
  const paused = status.pausedUntil ? ` until ${moment(status.pausedUntil)}` : '';
  const isMany = new Set(status.links.map(({ account }) => account)).size > 1;
  return [
    `${status.state}${paused} (${status.watching ? 'watching both sides' : 'nothing is running: as last known'})`,
    ...(status.reason === undefined ? [] : [say(status.reason, {}, 'en')]),
    ...(status.links.length === 0 ? ['No folder is linked.'] : status.links.flatMap((link) => linkLines(link, isMany))),
    ...(status.missing ?? []).map(
      ({ account, method }) => `The cloud of ${shown(account)} does not have ${shown(method)}; what needs it is off.`,
    ),
    ...status.transfers.map((transfer) => {
      const far = `${bytesInWords(transfer.bytesDone)} of ${bytesInWords(transfer.bytes)}`;
      return `    ${transfer.direction === 'up' ? 'uploading' : 'downloading'} ${shown(transfer.path)}: ${far}`;
    }),
  ];
}

export const status: Verb = {
  name: 'status',
  summary: 'show the state of the whole and of each linked folder',
  needs: ['status'],
  answer: contract.status.output,
  declare: (command, run) =>
    command
      .option('--watch', 'go on showing it whenever it changes, until interrupted')
      .action((options: { readonly watch?: true }) =>
        run(async (face) => {
          if (options.watch) await face.needRunning();
          const show = (now: Status) => face.show(now, () => statusLines(now));
          show(await face.ask('status', {}));
          if (!options.watch) return undefined;
          await face.listen((event) => {
            if (event.type === 'status') show(event.status);
          });
          await face.ended();
          return undefined;
        }),
      ),
};
