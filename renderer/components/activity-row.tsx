/** One line of what was done. */
import {
  ArrowDownToLine,
  ArrowUpFromLine,
  CircleAlert,
  Copy,
  Equal,
  FolderPlus,
  Hand,
  Lock,
  LockOpen,
  type LucideIcon,
  MoveRight,
  RotateCcw,
  ScanText,
  Trash2,
  Unplug,
} from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../shared/contract/contract.ts';
import type { ActionName } from '../../shared/model/states.ts';
import { useWords } from './use-words.ts';

export type Entry = Output<'activity'>[number];

export const ACTION_ICONS: Readonly<Record<ActionName, LucideIcon>> = {
  upload: ArrowUpFromLine,
  download: ArrowDownToLine,
  'make-folder': FolderPlus,
  move: MoveRight,
  delete: Trash2,
  restore: RotateCcw,
  'keep-both': Copy,
  'set-aside': Copy,
  read: ScanText,
  adopt: Equal,
  forget: Unplug,
  hold: Hand,
  lock: Lock,
  unlock: LockOpen,
};

export function ActionIcon({ entry }: { readonly entry: Entry }) {
  const failed = entry.outcome === 'failed';
  const Icon = failed ? CircleAlert : ACTION_ICONS[entry.action];
  const tone = failed ? 'bad' : entry.action === 'delete' ? 'warn' : entry.action === 'keep-both' ? 'warn' : 'quiet';
  return (
    <span className={`action-icon tone-${tone}`}>
      <Icon size={16} aria-hidden />
    </span>
  );
}

/** “Uploaded in the cloud”, and where it went if it moved. */
export function useDeed(): (entry: Entry) => string {
  const { t } = useTranslation();
  return useCallback(
    (entry) => {
      const done = `${t(`did.${entry.action}`)} ${t(`activity.onSide.${entry.side}`)}`;
      const plain = entry.action === 'upload' || entry.action === 'download' || entry.action === 'adopt';
      const words = plain ? t(`did.${entry.action}`) : done;
      return entry.to === undefined ? words : `${words} ${t('activity.to', { path: entry.to })}`;
    },
    [t],
  );
}

/** Why it was done, or what went wrong. */
export function useReason(): (entry: Entry) => string {
  const { code } = useWords();
  return useCallback(
    (entry) => code(entry.error ?? entry.why, { path: entry.path, detail: entry.detail }).what,
    [code],
  );
}
