/** Which folders are not wanted on this computer, before anything of them was fetched. */
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../../components/parts.tsx';
import { useRun } from '../../state/hooks.ts';
import type { Entry, Tree } from '../files/tree.ts';
import { TreeGrid } from '../files/tree-grid.tsx';
import { useRows, useTree } from '../files/use-tree.ts';

function Grid({ tree, rootId, name }: { readonly tree: Tree; readonly rootId: number; readonly name: string }) {
  const { t } = useTranslation();
  const { run } = useRun();
  const rows = useRows(tree);
  const tick = useCallback(
    (entry: Entry, keep: boolean): void => {
      void run(keep ? 'include' : 'exclude', { path: `${rootId}:${entry.path}` });
    },
    [run, rootId],
  );
  return (
    <TreeGrid
      tree={tree}
      rows={rows}
      selected={undefined}
      label={t('files.tree', { name })}
      onSelect={(path) => tree.toggle(path)}
      onTick={tick}
    />
  );
}

function Opened({ rootId, name }: { readonly rootId: number; readonly name: string }) {
  const tree = useTree(rootId, undefined);
  return tree === undefined ? <Waiting /> : <Grid tree={tree} rootId={rootId} name={name} />;
}

export function LeaveOut({ rootId, name }: { readonly rootId: number; readonly name: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="deletion-list leave-out" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('welcome.leaveOut')}</summary>
      <p className="dim">{t('welcome.leaveOutIntro')}</p>
      {open && <Opened rootId={rootId} name={name} />}
    </details>
  );
}
