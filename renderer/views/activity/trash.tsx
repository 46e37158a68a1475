/** What syncing replaced or deleted on this computer, and bringing it back. */
import { RotateCcw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Ago, Empty, Loaded, PathText } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { useFace, useQuery, useRun } from '../../state/hooks.ts';

const MOST_SHOWN = 300;

export function TrashList() {
  const { t } = useTranslation();
  const { format, code } = useWords();
  const { notices } = useFace();
  const { run, running } = useRun();
  const trash = useQuery('trash', { side: 'local' });
  const bringBack = async (id: string): Promise<void> => {
    const result = await run('untrash', { id }, id);
    if (result.ok) notices.tell(t('activity.broughtBack', { path: result.value.path }));
  };
  return (
    <Loaded of={trash}>
      {(items) =>
        items.length === 0 ? (
          <div className="card">
            <Empty icon={Trash2} title={t('activity.trashNone')} text={t('activity.trashIntro')} />
          </div>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          <section className="act card" tabIndex={0} aria-label={t('activity.trash')}>
            <ul>
              {items.slice(0, MOST_SHOWN).map((item) => (
                <li key={item.id} className="act-row act-still">
                  <span className="action-icon">
                    <Trash2 size={16} aria-hidden />
                  </span>
                  <PathText path={item.path} />
                  <span className="act-deed">
                    <span className="act-why">{item.why === undefined ? '' : code(item.why).what}</span>
                    <span className="act-why">{item.at !== null && <Ago at={item.at} />}</span>
                  </span>
                  <span className="act-size">{format.size(item.size)}</span>
                  <Button icon={RotateCcw} busy={running === item.id} onClick={() => void bringBack(item.id)}>
                    {t('activity.bringBack')}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )
      }
    </Loaded>
  );
}
