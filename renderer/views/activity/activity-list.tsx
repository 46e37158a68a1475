/** The rows of the activity; only those in sight are in the document. */
import { useVirtualizer } from '@tanstack/react-virtual';
import type { TFunction } from 'i18next';
import { Cloud } from 'lucide-react';
import { memo, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionIcon, useDeed, useReason } from '../../components/activity-row.tsx';
import { PathText } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { useNow } from '../../state/hooks.ts';
import { hashOfPath } from '../../state/route.ts';
import type { Formats } from '../../text/format.ts';
import { CLOUD_WORDS, type CloudDeed } from './cloud.ts';
import type { Row } from './filter.ts';
import type { Entry } from './pages.ts';

const ROW = 52;
const DAY = 42;

interface EntryRowProps {
  readonly entry: Entry;
  readonly rootName: string | undefined;
  readonly deed: (entry: Entry) => string;
  readonly reason: (entry: Entry) => string;
  readonly format: Formats;
}

/** Drawn once; scrolling moves it and draws only what comes into sight. */
const EntryRow = memo(function EntryRow({ entry, rootName, deed, reason, format }: EntryRowProps) {
  const why = reason(entry);
  return (
    <>
      <ActionIcon entry={entry} />
      <a className="act-path" href={hashOfPath(entry.rootId, entry.to ?? entry.path)}>
        <PathText path={entry.path} {...(rootName === undefined ? {} : { extra: rootName })} />
      </a>
      <span className="act-deed">
        <span className="act-what" title={entry.to}>
          {deed(entry)}
        </span>
        <span className="act-why" title={why}>
          {why}
        </span>
      </span>
      <span className="act-size">{entry.bytes > 0 ? format.size(entry.bytes) : ''}</span>
      <time className="act-time" dateTime={entry.at} title={format.moment(entry.at)}>
        {format.time(entry.at)}
      </time>
    </>
  );
});

interface DeedRowProps {
  readonly deed: CloudDeed;
  readonly rootName: string | undefined;
  readonly t: TFunction;
  readonly format: Formats;
}

const DeedRow = memo(function DeedRow({ deed, rootName, t, format }: DeedRowProps) {
  const { path, rootId, what, by, at } = deed;
  const word = CLOUD_WORDS.find((one) => one === what);
  const shown = <PathText path={path ?? '/'} {...(rootName === undefined ? {} : { extra: rootName })} />;
  return (
    <>
      <span className="action-icon tone-quiet">
        <Cloud size={16} aria-hidden />
      </span>
      {rootId === null || path === null ? (
        <span className="act-path">{shown}</span>
      ) : (
        <a className="act-path" href={hashOfPath(rootId, path)}>
          {shown}
        </a>
      )}
      <span className="act-deed">
        <span className="act-what">{word === undefined ? what : t(`activity.cloud.${word}`)}</span>
        <span className="act-why">
          {by === null ? t('activity.cloudBySomebody') : t('activity.cloudBy', { name: by })}
        </span>
      </span>
      <span className="act-size" />
      <time className="act-time" dateTime={at} title={format.moment(at)}>
        {format.time(at)}
      </time>
    </>
  );
});

interface ListProps {
  readonly rows: readonly Row[];
  readonly names: ReadonlyMap<number, string>;
  readonly footer: string;
  readonly onEnd: () => void;
}

/** The virtual list; what it is made from keeps its identity while the rows are the same, or all of it is reckoned anew. */
function useVirtual(rows: readonly Row[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const estimateSize = useCallback((index: number) => (rows[index]?.kind === 'day' ? DAY : ROW), [rows]);
  const getItemKey = useCallback((index: number) => rows[index]?.key ?? 'footer', [rows]);
  const getScrollElement = useCallback(() => scroller.current, []);
  const virtual = useVirtualizer({ count: rows.length + 1, getScrollElement, estimateSize, getItemKey, overscan: 8 });
  return { scroller, virtual };
}

export function ActivityList({ rows, names, footer, onEnd }: ListProps) {
  const { t } = useTranslation();
  const { format } = useWords();
  const deed = useDeed();
  const reason = useReason();
  const now = useNow(60_000);
  const { scroller, virtual } = useVirtual(rows);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length) onEnd();
  }, [last, rows.length, onEnd]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="act card" ref={scroller} tabIndex={0} aria-label={t('activity.table')}>
      <ul className="act-rows" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          const place = { transform: `translateY(${item.start}px)`, height: item.size };
          if (row === undefined)
            return (
              <li key={item.key} className="act-row act-footer" style={place}>
                {footer}
              </li>
            );
          if (row.kind === 'cloud')
            return (
              <li key={item.key} className="act-row" style={place}>
                <DeedRow
                  deed={row.deed}
                  rootName={names.size > 1 ? names.get(row.deed.rootId ?? -1) : undefined}
                  t={t}
                  format={format}
                />
              </li>
            );
          return row.kind === 'day' ? (
            <li key={item.key} className="act-row act-day" style={place}>
              <h2>{format.day(row.at, now)}</h2>
            </li>
          ) : (
            <li key={item.key} className="act-row" style={place}>
              <EntryRow
                entry={row.entry}
                rootName={names.size > 1 ? names.get(row.entry.rootId) : undefined}
                deed={deed}
                reason={reason}
                format={format}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
