import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useFace, useStore } from '../state/hooks.ts';
import type { Notice, NoticeAction } from '../state/notices.ts';
import { Button, IconButton } from './button.tsx';
import { useWords } from './use-words.ts';

/** How long what was done stays, in milliseconds. What failed stays until it is dismissed. */
const SHOWN_MS = 6000;
/** The same where there is something to press. */
const SHOWN_WITH_ACTION_MS = 15_000;

function One({ notice }: { readonly notice: Notice }) {
  const { notices } = useFace();
  const { t } = useTranslation();
  const words = useWords();
  useEffect(() => {
    if (notice.kind === 'failed') return undefined;
    const timer = setTimeout(
      () => notices.dismiss(notice.id),
      notice.action === undefined ? SHOWN_MS : SHOWN_WITH_ACTION_MS,
    );
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
        {notice.kind === 'done' && notice.action && <ActionButton notice={notice} action={notice.action} />}
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

function ActionButton({ notice, action }: { readonly notice: Notice; readonly action: NoticeAction }) {
  const { notices } = useFace();
  const act = (): void => {
    notices.dismiss(notice.id);
    action.act();
  };
  return (
    <Button variant="quiet" onClick={act}>
      {action.label}
    </Button>
  );
}

export function NoticesList() {
  const { notices } = useFace();
  const shown = useStore(notices.shown);
  // Beside the face, which cannot be reached while a dialog is open: what failed in a dialog is seen and read out too.
  return createPortal(
    <ul className="notices" aria-live="polite">
      {shown.map((notice) => (
        <One key={notice.id} notice={notice} />
      ))}
    </ul>,
    document.body,
  );
}
