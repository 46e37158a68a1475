import { useTranslation } from 'react-i18next';
import type { LockInfo } from '../../shared/contract/files.ts';
import { useWords } from './use-words.ts';

/** “Locked by Bernd Müller until 24 Nov 2026, 15:27”, as far as the cloud tells it. */
export function useLockWords(): (lock: Readonly<LockInfo>) => string {
  const { t } = useTranslation();
  const { format } = useWords();
  return ({ by, until, mine }) => {
    const who = mine ? t('lock.byMe') : by === null ? t('lock.bySomebody') : t('lock.by', { name: by });
    return until === null ? `${who} ${t('lock.forGood')}` : `${who} ${t('lock.until', { time: format.moment(until) })}`;
  };
}
