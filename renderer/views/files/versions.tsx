/** The versions that the cloud keeps of a file. */
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Loaded } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { useFace, useHas, useQuery, useRun } from '../../state/hooks.ts';

function List({ place }: { readonly place: string }) {
  const { t } = useTranslation();
  const { format } = useWords();
  const { notices } = useFace();
  const { run, running } = useRun();
  const canRestore = useHas('restore');
  const versions = useQuery('versions', { path: place });
  const restore = async (revision: number): Promise<void> => {
    const result = await run('restore', { path: place, revision }, String(revision));
    if (result.ok) notices.tell(t('files.restored'));
  };
  return (
    <Loaded of={versions}>
      {(list) => (
        <ul className="history">
          {list.map(({ revision, size, modifiedAt, current }) => (
            <li key={revision}>
              <div>
                <span>{modifiedAt === null ? t('common.unknown') : format.moment(modifiedAt)}</span>
                <span className="dim small">
                  {format.size(size)}
                  {current && ` · ${t('files.current')}`}
                </span>
              </div>
              {canRestore && !current && (
                <Button icon={RotateCcw} busy={running === String(revision)} onClick={() => void restore(revision)}>
                  {t('files.restore')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

/** Asked for only when it is opened: it costs a request to the cloud. */
export function Versions({ place }: { readonly place: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="deletion-list" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('files.versions')}</summary>
      {open && <List place={place} />}
    </details>
  );
}
