/** What was done and can be taken back, one by one. */
import { Undo2 } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { ACTION_ICONS } from '../../components/activity-row.tsx';
import { Button } from '../../components/button.tsx';
import { Ago, Loaded, PathText } from '../../components/parts.tsx';
import { useInertBehind } from '../../components/use-inert-behind.ts';
import { useFace, useQuery, useRun } from '../../state/hooks.ts';

type Deed = Output<'undoable'>[number];

const MOST_SHOWN = 50;

function Row({ deed }: { readonly deed: Deed }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const Icon = ACTION_ICONS[deed.action];
  const undo = async (): Promise<void> => {
    const result = await run('undo', { id: deed.id });
    if (result.ok) notices.tell(t('activity.undone', { path: result.value.path }));
  };
  const more = deed.count > 1 ? { extra: t('activity.andMore', { count: deed.count - 1 }) } : {};
  return (
    <li className="undo">
      <span className="action-icon tone-quiet">
        <Icon size={16} aria-hidden />
      </span>
      <PathText path={deed.path} {...more} />
      <span className="dim small">
        {t(`activity.undoWhat.${undoWord(deed.action)}`)} · <Ago at={deed.at} />
      </span>
      <Button
        icon={Undo2}
        busy={running !== undefined}
        aria-label={`${t('common.undo')}: ${deed.path}`}
        onClick={() => void undo()}
      >
        {t('common.undo')}
      </Button>
    </li>
  );
}

/** What can be taken back at all: deletions, replaced files, settled conflicts. */
const undoWord = (action: Deed['action']): 'delete' | 'download' | 'keep-both' =>
  action === 'download' || action === 'keep-both' ? action : 'delete';

function List() {
  const { t } = useTranslation();
  const undoable = useQuery('undoable', {});
  return (
    <Loaded of={undoable}>
      {(list) =>
        list.length === 0 ? (
          <p className="dim">{t('activity.undoNone')}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          <ul className="undo-list" tabIndex={0}>
            {list.slice(0, MOST_SHOWN).map((deed) => (
              <Row key={deed.id} deed={deed} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function UndoDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  useInertBehind(true);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="scrim" />
        <Dialog.Content className="dialog undo-dialog" aria-describedby={undefined}>
          <Dialog.Title asChild>
            <h2>{t('activity.undoTitle')}</h2>
          </Dialog.Title>
          <p>{t('activity.undoText')}</p>
          <List />
          <div className="dialog-actions">
            <Dialog.Close asChild>
              <Button variant="primary">{t('common.close')}</Button>
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

export function UndoButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={Undo2} onClick={() => setOpen(true)}>
        {t('activity.undo')}
      </Button>
      {open && <UndoDialog onClose={() => setOpen(false)} />}
    </>
  );
}
