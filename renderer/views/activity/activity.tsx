/** Everything that was done, with filter and search; and the trash, from which it can be brought back. */
import { ListChecks, SearchX } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Choices } from '../../components/choice.tsx';
import { SearchField, Select } from '../../components/field.tsx';
import { Empty, Failed, Waiting } from '../../components/parts.tsx';
import { ViewHead } from '../../components/view-head.tsx';
import { useClient, useHas, useMaybeQuery, useQuery, useSettled, useStatus, useStore } from '../../state/hooks.ts';
import { ActivityList } from './activity-list.tsx';
import { type CloudDeed, foreignDeeds } from './cloud.ts';
import { type Filter, KINDS, type Kind, rowsOf, wantedOf } from './filter.ts';
import { type Entry, PAGE, Pages } from './pages.ts';
import { TrashList } from './trash.tsx';
import { UndoButton } from './undo-dialog.tsx';

const NO_FILTER: Filter = { text: '', kind: 'all', rootId: undefined };

/** The entries that are wanted, newest first, and more of them as the list is read. */
function usePages(filter: Filter) {
  const client = useClient();
  const { rootId } = filter;
  const wanted = useMemo(() => wantedOf(filter), [filter]);
  const key = JSON.stringify([rootId, wanted]);
  // What is wanted decides by its value which pages these are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const pages = useMemo(() => new Pages(client, wanted), [client, key]);
  const newest = useQuery('activity', { ...wanted, ...(rootId === undefined ? {} : { rootId }), limit: PAGE });
  useEffect(() => {
    if (newest.value !== undefined) pages.take(newest.value);
  }, [pages, newest.value]);
  return { pages, newest, listed: useStore(pages.listed) };
}

const NO_DEEDS: readonly CloudDeed[] = [];

/** What was done in the cloud itself; kinds of this program's own actions do not fit it. */
function useDeeds(filter: Filter, entries: readonly Entry[]): readonly CloudDeed[] {
  const can = useHas('cloudActivity');
  const { queries } = useClient();
  // It costs a request, so it is asked for when somebody comes to look, and not with every step.
  useEffect(() => () => queries.forget('cloudActivity'), [queries]);
  const { rootId, kind, text } = filter;
  const wanted = can && kind === 'all' ? (rootId === undefined ? {} : { rootId }) : undefined;
  const deeds = useMaybeQuery('cloudActivity', wanted).value ?? NO_DEEDS;
  return useMemo(
    () => (deeds.length === 0 ? NO_DEEDS : foreignDeeds(deeds, entries, text.trim() === '' ? undefined : text.trim())),
    [deeds, entries, text],
  );
}

interface ToolsProps {
  readonly filter: Filter;
  readonly roots: ReadonlyMap<number, string>;
  readonly onChange: (filter: Filter) => void;
}

function Tools({ filter, roots, onChange }: ToolsProps) {
  const { t } = useTranslation();
  return (
    <div className="tools">
      <SearchField
        label={t('activity.search')}
        clearLabel={t('activity.clear')}
        value={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
      />
      <Select<Kind>
        label={t('activity.kind')}
        value={filter.kind}
        options={KINDS.map((value) => ({
          value,
          label: value === 'all' ? t('activity.allKinds') : t(`activity.kinds.${value}`),
        }))}
        onChange={(kind) => onChange({ ...filter, kind })}
      />
      {roots.size > 1 && (
        <Select
          label={t('activity.root')}
          value={String(filter.rootId ?? '')}
          options={[
            { value: '', label: t('activity.allRoots') },
            ...[...roots].map(([id, name]) => ({ value: String(id), label: name })),
          ]}
          onChange={(id) => onChange({ ...filter, rootId: id === '' ? undefined : Number(id) })}
        />
      )}
    </div>
  );
}

function Done() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(NO_FILTER);
  const settled = useSettled(filter);
  const { pages, newest, listed } = usePages(settled);
  const deeds = useDeeds(settled, listed.entries);
  const links = useStatus()?.links;
  const roots = useMemo(() => new Map(links?.map(({ rootId, name }) => [rootId, name])), [links]);
  const rows = useMemo(() => rowsOf(listed.entries, deeds, listed.atEnd), [listed.entries, listed.atEnd, deeds]);
  const rootIds = useMemo(
    () => (filter.rootId === undefined ? [...roots.keys()] : [filter.rootId]).join(','),
    [roots, filter.rootId],
  );
  const older = useCallback(() => {
    const ids = rootIds === '' ? [] : rootIds.split(',').map(Number);
    if (!pages.listed.get().atEnd) void pages.older(ids);
  }, [pages, rootIds]);
  const isFiltered = filter !== NO_FILTER;
  const nothing = listed.entries.length === 0 && deeds.length === 0;
  if (nothing && newest.error !== undefined) return <Failed failure={newest.error} />;
  if (nothing && newest.value === undefined && !isFiltered) return <Waiting />;
  return (
    <>
      <Tools filter={filter} roots={roots} onChange={setFilter} />
      <p className="unseen" role="status">
        {t('activity.shown', { count: listed.entries.length })}
      </p>
      {nothing && newest.value !== undefined ? (
        <div className="card">
          {isFiltered ? (
            <Empty icon={SearchX} title={t('activity.noneFound')} text={t('activity.noneFoundMore')}>
              <Button onClick={() => setFilter(NO_FILTER)}>{t('activity.clear')}</Button>
            </Empty>
          ) : (
            <Empty icon={ListChecks} title={t('activity.none')} text={t('activity.noneMore')} />
          )}
        </div>
      ) : (
        <ActivityList
          rows={rows}
          names={roots}
          footer={listed.atEnd ? t('activity.end') : t('common.loading')}
          onEnd={older}
        />
      )}
    </>
  );
}

export function Activity() {
  const { t } = useTranslation();
  const canUndo = useHas('undoable');
  const [shown, setShown] = useState<'done' | 'trash'>('done');
  return (
    <div className="view view-fill">
      <ViewHead title={t('activity.title')} text={shown === 'done' ? t('activity.intro') : t('activity.trashIntro')}>
        {canUndo && shown === 'done' && <UndoButton />}
        <Choices
          label={t('activity.title')}
          value={shown}
          options={[
            { value: 'done', label: t('activity.title') },
            { value: 'trash', label: t('activity.trashShort') },
          ]}
          onChange={setShown}
        />
      </ViewHead>
      {shown === 'done' ? (
        <Done />
      ) : (
        <>
          <span />
          <TrashList />
        </>
      )}
    </div>
  );
}
