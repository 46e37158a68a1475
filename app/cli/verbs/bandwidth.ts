import { contract, type Output } from '../../../shared/contract/contract.ts';
import { bytesInWords, table } from '../format.ts';
import type { Verb } from '../verb.ts';

type Limit = Output<'bandwidth'>['up'];

const BY: Readonly<Record<NonNullable<Limit['by']>, string>> = {
  setting: 'your setting',
  schedule: 'your schedule',
  machine: 'what your administrator set for this computer',
  organization: 'what your administrator set for the organization',
};

const limitLine = (what: string, { bytesPerSecond, by }: Limit): string =>
  bytesPerSecond === null || by === null
    ? `${what}: no limit`
    : `${what}: ${bytesInWords(bytesPerSecond)} a second, by ${BY[by]}`;

export const bandwidth: Verb = {
  name: 'bandwidth',
  summary: 'what may be used of the network now, and how much runs at a time',
  needs: ['bandwidth'],
  answer: contract.bandwidth.output,
  declare: (command, run) =>
    command.action(() =>
      run(async (face) => {
        const now = await face.ask('bandwidth', {});
        face.show(now, () => [
          limitLine('up', now.up),
          limitLine('down', now.down),
          ...table(
            ['ROOT', 'LANE', 'RUNNING', 'ALLOWED', 'MOST'],
            now.lanes.map(({ rootId, lane, running, allowed, most }) => [rootId, lane, running, allowed, most]),
          ),
        ]);
        return undefined;
      }),
    ),
};
