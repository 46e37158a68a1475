/** Leaving a folder out, after asking, and taking it back. */
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../components/confirm.tsx';
import { useFace, useRun } from '../../state/hooks.ts';
import type { Entry } from './tree.ts';

export function useKeeping(rootId: number) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const [leaving, setLeaving] = useState<Entry>();
  const change = useCallback(
    async (entry: Entry, keep: boolean): Promise<void> => {
      const { name, path } = entry;
      const result = await run(keep ? 'include' : 'exclude', { path: `${rootId}:${path}` });
      setLeaving(undefined);
      if (result.ok) notices.tell(keep ? t('files.included', { name }) : t('files.excluded', { name }));
    },
    [notices, rootId, run, t],
  );
  // The same one for as long as it can be: every row of the tree has it.
  const onTick = useCallback(
    (entry: Entry, keep: boolean): void => {
      if (keep) void change(entry, true);
      else setLeaving(entry);
    },
    [change],
  );
  const name = leaving?.name ?? '';
  return {
    onTick,
    dialog: (
      <Confirm
        open={leaving !== undefined}
        title={t('files.excludeTitle', { name })}
        text={t('files.excludeText')}
        action={t('files.excludeDo')}
        busy={running !== undefined}
        onConfirm={() => leaving && void change(leaving, false)}
        onClose={() => setLeaving(undefined)}
      />
    ),
  };
}
