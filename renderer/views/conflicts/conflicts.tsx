/** All conflicts in one list, one of them side by side, and many settled at once. */
import { CircleCheck, Merge } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Tick } from '../../components/choice.tsx';
import { Ago, Empty, Loaded, nameOf, PathText } from '../../components/parts.tsx';
import { ViewHead } from '../../components/view-head.tsx';
import { useClient, useFace, useHas, useQuery, useRoute, useRun } from '../../state/hooks.ts';
import { hashOf } from '../../state/route.ts';
import { type Conflict, Detail, type Keep } from './detail.tsx';
import { Settled } from './settled.tsx';

/** More than anybody settles one by one; all of them can be selected at once. */
const MOST_SHOWN = 300;

interface ListProps {
  readonly conflicts: readonly Conflict[];
  readonly open: string | undefined;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ids: ReadonlySet<string>) => void;
}

function List({ conflicts, open, ticked, onTick }: ListProps) {
  const { t } = useTranslation();
  const all = ticked.size === conflicts.length;
  const tick = (id: string, on: boolean): void =>
    onTick(on ? new Set([...ticked, id]) : new Set([...ticked].filter((one) => one !== id)));
  return (
    <div className="conflict-list card">
      <div className="conflict-all">
        <Tick
          value={all ? true : ticked.size > 0 && 'some'}
          label={t('common.selectAll')}
          onChange={(on) => onTick(on ? new Set(conflicts.map(({ id }) => id)) : new Set())}
        />
        <span className="dim small" aria-live="polite">
          {ticked.size === 0 ? t('common.selectAll') : t('conflicts.selected', { count: ticked.size })}
        </span>
      </div>
      <ul aria-label={t('conflicts.list')}>
        {conflicts.slice(0, MOST_SHOWN).map(({ id, path, at }) => (
          <li key={id}>
            <Tick
              value={ticked.has(id)}
              label={t('common.select', { name: nameOf(path) })}
              onChange={(on) => tick(id, on)}
            />
            <a href={hashOf('conflicts', id)} aria-current={id === open ? 'true' : undefined}>
              <PathText path={path} />
              <span className="dim small">
                <Ago at={at} />
              </span>
            </a>
          </li>
        ))}
        {conflicts.length > MOST_SHOWN && (
          <li className="card-none">{t('plan.more', { count: conflicts.length - MOST_SHOWN })}</li>
        )}
      </ul>
    </div>
  );
}

function ManyActions({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const busy = running !== undefined;
  const settle = async (keep: Keep | 'merged'): Promise<void> => {
    const result = await run('resolveMany', { ids, keep });
    if (!result.ok) return;
    onDone();
    for (const { error, path, detail } of result.value)
      if (error !== undefined) notices.fail({ code: error, path, ...(detail === undefined ? {} : { detail }) });
    const count = result.value.filter(({ error }) => error === undefined).length;
    if (count > 0) notices.tell(t('conflicts.doneMany', { count }));
  };
  return (
    <section className="many card" aria-label={t('conflicts.forSelected')}>
      <strong>{t('conflicts.selected', { count: ids.length })}</strong>
      <div className="many-actions">
        <Button busy={busy} onClick={() => void settle('mine')}>
          {t('conflicts.keepMine')}
        </Button>
        <Button busy={busy} onClick={() => void settle('theirs')}>
          {t('conflicts.keepTheirs')}
        </Button>
        <Button busy={busy} onClick={() => void settle('both')}>
          {t('conflicts.keepBoth')}
        </Button>
        <Button icon={Merge} busy={busy} onClick={() => void settle('merged')}>
          {t('conflicts.mergeItself')}
        </Button>
      </div>
    </section>
  );
}

function Screen({ conflicts }: { readonly conflicts: readonly Conflict[] }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const [open] = useRoute().parts;
  const [wanted, setTicked] = useState<ReadonlySet<string>>(new Set());
  // What was settled elsewhere meanwhile is no longer selected.
  const ticked = new Set([...wanted].filter((id) => conflicts.some((conflict) => conflict.id === id)));
  const shown = conflicts.find(({ id }) => id === open) ?? (open === undefined ? conflicts[0] : undefined);
  const canReopen = useHas('reopen');
  const settle = async (conflict: Conflict, how: { readonly keep: Keep | 'merged'; readonly text?: string }) => {
    const next = conflicts[conflicts.indexOf(conflict) + 1] ?? conflicts.find((other) => other !== conflict);
    const result = await run('resolve', { id: conflict.id, ...how });
    if (!result.ok) return;
    const undo = { label: t('common.undo'), act: () => void run('reopen', { id: conflict.id }) };
    notices.tell(
      t('conflicts.done', { name: nameOf(conflict.path) }),
      canReopen && conflict.state === 'kept-both' ? undo : undefined,
    );
    location.replace(open === undefined || next === undefined ? hashOf('conflicts') : hashOf('conflicts', next.id));
  };
  return (
    <div className="conflicts" data-open={open !== undefined || undefined}>
      <List conflicts={conflicts} open={shown?.id} ticked={ticked} onTick={setTicked} />
      <div className="conflict-side">
        {ticked.size > 0 && <ManyActions ids={[...ticked]} onDone={() => setTicked(new Set())} />}
        {shown !== undefined && (
          <Detail
            key={shown.id}
            conflict={shown}
            busy={running !== undefined}
            onKeep={(keep) => void settle(shown, { keep })}
            onMerge={(text) => void settle(shown, { keep: 'merged', ...(text === undefined ? {} : { text }) })}
          />
        )}
      </div>
    </div>
  );
}

export function Conflicts() {
  const { t } = useTranslation();
  const client = useClient();
  const conflicts = useQuery('conflicts', {});
  const canSettle = useHas('settledConflicts');
  return (
    <div className="view view-wide">
      <ViewHead title={t('conflicts.title')} text={t('conflicts.intro')} />
      <Loaded of={conflicts} onAgain={() => client.queries.refresh('conflicts')}>
        {(list) =>
          list.length === 0 ? (
            <div className="card">
              <Empty icon={CircleCheck} title={t('conflicts.none')} text={t('conflicts.noneMore')} tone="good" />
            </div>
          ) : (
            <Screen conflicts={list} />
          )
        }
      </Loaded>
      {canSettle && <Settled />}
    </div>
  );
}
