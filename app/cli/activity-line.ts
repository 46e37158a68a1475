import type { Output } from '../../shared/contract/contract.ts';
import { say, wordsFor } from '../../shared/text/say.ts';
import { bytesInWords, moment, shown } from './format.ts';

type Entry = Output<'activity'>[number];

const VERBS: Readonly<Record<Entry['action'], readonly [here: string, cloud: string]>> = {
  upload: ['uploaded', 'uploaded'],
  download: ['downloaded', 'downloaded'],
  'make-folder': ['folder made here', 'folder made in the cloud'],
  move: ['moved here', 'moved in the cloud'],
  delete: ['deleted here', 'deleted in the cloud'],
  restore: ['restored here', 'restored in the cloud'],
  'keep-both': ['kept both', 'kept both'],
  'set-aside': ['set aside here', 'set aside in the cloud'],
  read: ['read', 'read'],
  adopt: ['found equal', 'found equal'],
  forget: ['forgotten', 'forgotten'],
  hold: ['held', 'held'],
  lock: ['locked', 'locked'],
  unlock: ['unlocked', 'unlocked'],
};

/** What was done, for people: when, what, to which path, why, and how it ended where that was not well. */
export function activityLine(entry: Entry): string {
  const [here, cloud] = VERBS[entry.action];
  const what = entry.side === 'local' ? here : cloud;
  const size = entry.bytes > 0 ? ` (${bytesInWords(entry.bytes)})` : '';
  const where = entry.to === undefined ? shown(entry.path) : `${shown(entry.path)} -> ${shown(entry.to)}`;
  const detail = entry.detail === undefined ? undefined : shown(entry.detail);
  const { what: reason } = wordsFor(entry.why, { detail }, 'en');
  const end =
    entry.outcome === 'done' ? '' : ` ${entry.outcome}: ${say(entry.error ?? entry.why, { path: 'it', detail }, 'en')}`;
  return `${moment(entry.at)}  ${what}  ${where}${size}. ${reason}${end}`;
}
