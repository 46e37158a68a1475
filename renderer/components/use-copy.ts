import { useTranslation } from 'react-i18next';
import { useFace } from '../state/hooks.ts';

/** Puts a text where it can be pasted from, and says so. */
export function useCopy(): (text: string) => void {
  const { notices } = useFace();
  const { t } = useTranslation();
  return (text) => {
    void navigator.clipboard.writeText(text).then(
      () => notices.tell(t('common.copied')),
      () => notices.tell(text),
    );
  };
}
