/** Every file and folder of a root with its state, why it is so, and what of it is wanted on this computer. */
import { FolderTree } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchField, Select } from '../../components/field.tsx';
import { Empty, Waiting } from '../../components/parts.tsx';
import { ViewHead } from '../../components/view-head.tsx';
import { useRoute, useSettled, useStatus } from '../../state/hooks.ts';
import { hashOf, hashOfPath } from '../../state/route.ts';
import { ShareDialog } from '../shares/share-dialog.tsx';
import { Details } from './details.tsx';
import { FoundList } from './found.tsx';
import type { Tree } from './tree.ts';
import { TreeGrid } from './tree-grid.tsx';
import { useKeeping } from './use-keeping.tsx';
import { useRows, useTree } from './use-tree.ts';

interface PaneProps {
  readonly rootId: number;
  readonly name: string;
  readonly tree: Tree;
  readonly selected: string | undefined;
  readonly search: string;
}

function Pane({ rootId, name, tree, selected, search }: PaneProps) {
  const { t } = useTranslation();
  const rows = useRows(tree);
  const { onTick, dialog } = useKeeping(rootId);
  const [sharing, setSharing] = useState<string>();
  const select = (path: string): void => {
    location.replace(hashOfPath(rootId, path));
  };
  return (
    <div className="files" data-open={selected !== undefined || undefined}>
      {search === '' ? (
        <TreeGrid
          tree={tree}
          rows={rows}
          selected={selected}
          label={t('files.tree', { name })}
          onSelect={select}
          onTick={onTick}
        />
      ) : (
        <FoundList rootId={rootId} text={search} selected={selected} />
      )}
      {selected === undefined ? (
        <section className="details details-none card" aria-label={t('files.details')}>
          <Empty icon={FolderTree} title={t('files.details')} text={t('files.detailsNone')} />
        </section>
      ) : (
        <Details
          key={selected}
          rootId={rootId}
          path={selected}
          entry={tree.find(selected)}
          onTick={onTick}
          onShare={setSharing}
          onClose={() => location.replace(hashOf('files', rootId))}
        />
      )}
      {dialog}
      {sharing !== undefined && <ShareDialog rootId={rootId} path={sharing} onClose={() => setSharing(undefined)} />}
    </div>
  );
}

export function Files() {
  const { t } = useTranslation();
  const links = useStatus()?.links;
  const [wanted, ...names] = useRoute().parts;
  const [text, setText] = useState('');
  const search = useSettled(text.trim());
  const link = links?.find(({ rootId }) => String(rootId) === wanted) ?? links?.[0];
  const selected = names.length === 0 ? undefined : `/${names.join('/')}`;
  const tree = useTree(link?.rootId ?? 0, selected);
  if (links === undefined) return <Waiting />;
  if (link === undefined) return <Empty icon={FolderTree} title={t('files.noRoots')} />;
  return (
    <div className="view view-fill">
      <ViewHead title={t('files.title')} text={t('files.intro')} />
      <div className="tools">
        {links.length > 1 && (
          <Select
            label={t('files.root')}
            value={String(link.rootId)}
            options={links.map(({ rootId, name }) => ({ value: String(rootId), label: name }))}
            onChange={(rootId) => {
              location.hash = hashOf('files', rootId);
            }}
          />
        )}
        <SearchField
          label={t('files.search', { name: link.name })}
          clearLabel={t('files.clear')}
          value={text}
          onChange={setText}
        />
      </div>
      {tree === undefined || tree.rootId !== link.rootId ? (
        <Waiting />
      ) : (
        <Pane rootId={link.rootId} name={link.name} tree={tree} selected={selected} search={search} />
      )}
    </div>
  );
}
