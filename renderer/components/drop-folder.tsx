/** A folder that is dragged in is to be linked. Only a window on the same desktop is told where a dragged folder lies. */
import { FolderDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFace } from '../state/hooks.ts';
import { hashOf } from '../state/route.ts';

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

/** The first thing that was dropped, if it is a folder or may be one. */
function droppedFolder({ dataTransfer }: DragEvent): File | 'no-folder' | undefined {
  const [item] = dataTransfer?.items ?? [];
  const file = dataTransfer?.files[0];
  if (item === undefined || file === undefined) return undefined;
  return item.webkitGetAsEntry()?.isFile === true ? 'no-folder' : file;
}

export function DropFolder() {
  const { t } = useTranslation();
  const { client, notices } = useFace();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const { pathOfFile } = client.shell;
    const move = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      // Otherwise the browser would leave this page and open what is dropped.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const dropped = droppedFolder(event);
      if (dropped === 'no-folder') return notices.tell(t('drop.noFolder'));
      const path = dropped === undefined ? undefined : pathOfFile?.(dropped);
      if (path === undefined || path === '') {
        const act = (): void => {
          location.hash = hashOf('welcome');
        };
        return notices.tell(t('drop.unknownPlace'), { label: t('drop.choose'), act });
      }
      location.hash = hashOf('welcome', 'folder', path);
    };
    const events = { dragenter: move, dragover: move, dragleave: leave, drop } as const;
    const each = Object.entries(events) as [keyof typeof events, (event: DragEvent) => void][];
    for (const [name, listener] of each) window.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of each) window.removeEventListener(name, listener);
    };
  }, [client, notices, t]);
  if (!over) return undefined;
  return (
    <div className="drop" role="status">
      <FolderDown size={40} strokeWidth={1.6} aria-hidden />
      <strong>{t('drop.here')}</strong>
    </div>
  );
}
