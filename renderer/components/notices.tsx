import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFace, useStore } from '../state/hooks.ts';
import type { Notice } from '../state/notices.ts';
import { IconButton } from './button.tsx';
import { useWords } from './use-words.ts';

/** How long what was done stays, in milliseconds. What failed stays until it is dismissed. */
const SHOWN_MS = 6000;

function One({ notice }: { readonly notice: Notice }) {
  const { notices } = useFace();
  const { t } = useTranslation();
  const words = useWords();
  useEffect(() => {
    if (notice.kind === 'failed') return undefined;
    const timer = setTimeout(() => notices.dismiss(notice.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, notices]);
  const failed = notice.kind === 'failed' ? words.failure(notice.failure) : undefined;
  return (
    <li className="notice">
      {failed === undefined ? (
        <CircleCheck size={18} className="tone-good" aria-hidden />
      ) : (
        <CircleAlert size={18} className="tone-bad" aria-hidden />
      )}
      <div>
        {notice.kind === 'done' && notice.text}
        {failed && (
          <>
            <strong>{failed.what}</strong> {failed.fix}
          </>
        )}
      </div>
      <IconButton icon={X} label={t('common.dismiss')} onClick={() => notices.dismiss(notice.id)} />
    </li>
  );
}

export function NoticesList() {
  const { notices } = useFace();
  const shown = useStore(notices.shown);
  return (
    <ul className="notices" aria-live="polite">
      {shown.map((notice) => (
        <One key={notice.id} notice={notice} />
      ))}
    </ul>
  );
}
