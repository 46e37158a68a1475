/** What was done in the cloud itself, woven into what this program did. Pure. */
import type { Output } from '../../../shared/contract/contract.ts';
import type { Entry } from './pages.ts';

export type CloudDeed = Output<'cloudActivity'>[number];

/** Milliseconds within which a deed of ours shows up in the cloud's own list. */
const SAME_MS = 90_000;

/** The cloud's words for what our own actions come to there. */
const OURS: Readonly<Record<string, readonly Entry['action'][]>> = {
  file_added: ['upload', 'keep-both'],
  file_revised: ['upload'],
  folder_added: ['make-folder'],
  renamed: ['move'],
  moved: ['move'],
  deleted: ['delete'],
  restored: ['restore'],
  locked: ['lock'],
  unlocked: ['unlock'],
};

/** Things that are no news to anybody who looks for files. */
const UNTOLD: ReadonlySet<string> = new Set(['login']);

/** The deeds that were not done by this program, newest first; of a text, only those whose path holds it. */
export function foreignDeeds(
  deeds: readonly CloudDeed[],
  entries: readonly Entry[],
  text: string | undefined,
): readonly CloudDeed[] {
  const ours = new Map<string, number[]>();
  for (const { side, action, path, to, at } of entries) {
    if (side !== 'cloud') continue;
    for (const each of [path, to])
      if (each !== undefined) ours.set(`${action} ${each}`, [...(ours.get(`${action} ${each}`) ?? []), Date.parse(at)]);
  }
  const isOurs = ({ what, path, at }: CloudDeed): boolean =>
    (OURS[what] ?? []).some((action) =>
      ours.get(`${action} ${path}`)?.some((ms) => Math.abs(ms - Date.parse(at)) < SAME_MS),
    );
  const wanted = text?.toLocaleLowerCase();
  return deeds.filter(
    (deed) =>
      !UNTOLD.has(deed.what) &&
      !isOurs(deed) &&
      (wanted === undefined || (deed.path?.toLocaleLowerCase().includes(wanted) ?? false)),
  );
}

export const CLOUD_WORDS = [
  'file_added',
  'file_revised',
  'folder_added',
  'renamed',
  'moved',
  'deleted',
  'restored',
  'purged',
  'locked',
  'unlocked',
  'shared',
  'share_changed',
  'share_removed',
  'share_downloaded',
  'rolled_back',
] as const;
