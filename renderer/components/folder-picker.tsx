/** Chooses a folder of the computer on which the engine runs, and makes one; also from a browser that is elsewhere. */
import { ArrowUp, Folder, FolderCheck, FolderPlus } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery, useRun } from '../state/hooks.ts';
import { Button } from './button.tsx';
import { FailureNote, Waiting } from './parts.tsx';
import { useInertBehind } from './use-inert-behind.ts';

function NewFolder({ parent, onMade }: { readonly parent: string; readonly onMade: (path: string) => void }) {
  const { t } = useTranslation();
  const { run, running } = useRun();
  const [name, setName] = useState('');
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await run('makeFolder', { parent, name: name.trim() });
    if (!result.ok) return;
    setName('');
    onMade(result.value.path);
  };
  return (
    <form className="new-name" onSubmit={(event) => void make(event)}>
      <input
        className="input"
        aria-label={t('picker.newName')}
        placeholder={t('picker.newFolder')}
        value={name}
        maxLength={255}
        spellCheck={false}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" icon={FolderPlus} busy={running !== undefined} disabled={name.trim() === ''}>
        {t('picker.make')}
      </Button>
    </form>
  );
}

interface PickerProps {
  /** Where to begin; the user's own folder where nothing is known. */
  readonly start?: string | undefined;
  readonly title: string;
  readonly text?: string;
  readonly action: string;
  readonly busy?: boolean;
  readonly onPick: (path: string) => void;
  readonly onClose: () => void;
}

function Listing({ path, onGo }: { readonly path: string | undefined; readonly onGo: (path: string) => void }) {
  const { t } = useTranslation();
  const found = useQuery('folders', path === undefined ? {} : { path });
  if (found.error !== undefined && found.value === undefined) return <FailureNote failure={found.error} />;
  if (found.value === undefined)
    return (
      <div className="picker-list">
        <Waiting />
      </div>
    );
  const { path: here, parent, folders, more } = found.value;
  return (
    <>
      <div className="picker-here">
        <Button icon={ArrowUp} disabled={parent === null} onClick={() => parent !== null && onGo(parent)}>
          {t('picker.up')}
        </Button>
        <bdi className="mono small">{here}</bdi>
      </div>
      <ul className="picker-list" aria-label={t('picker.here', { path: here })}>
        {folders.map(({ name, path: at, linked }) => (
          <li key={at}>
            <button type="button" className="picker-folder" disabled={linked} onClick={() => onGo(at)}>
              <Folder size={17} aria-hidden />
              <bdi>{name}</bdi>
              {linked && <span className="dim small">{t('picker.linked')}</span>}
            </button>
          </li>
        ))}
        {folders.length === 0 && <li className="dim picker-none">{t('picker.none')}</li>}
        {more && <li className="dim picker-none">{t('picker.more')}</li>}
      </ul>
      <NewFolder parent={here} onMade={onGo} />
    </>
  );
}

export function FolderPicker({ start, title, text, action, busy = false, onPick, onClose }: PickerProps) {
  const { t } = useTranslation();
  const [path, setPath] = useState(start);
  const shown = useQuery('folders', path === undefined ? {} : { path }).value?.path;
  useInertBehind(true);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="scrim" />
        <Dialog.Content className="dialog picker" aria-describedby={undefined}>
          <Dialog.Title asChild>
            <h2>{title}</h2>
          </Dialog.Title>
          {text !== undefined && <p>{text}</p>}
          <Listing path={path} onGo={setPath} />
          <div className="dialog-actions">
            <Dialog.Close asChild>
              <Button>{t('common.cancel')}</Button>
            </Dialog.Close>
            <Button
              variant="primary"
              icon={FolderCheck}
              busy={busy}
              disabled={shown === undefined}
              onClick={() => shown !== undefined && onPick(shown)}
            >
              {action}
            </Button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
