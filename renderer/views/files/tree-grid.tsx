/** The rows of the tree as a grid for mouse, keyboard and reader; only those in sight are in the document. */
import { useVirtualizer } from '@tanstack/react-virtual';
import type { TFunction } from 'i18next';
import { ChevronDown, ChevronRight, LoaderCircle } from 'lucide-react';
import { type KeyboardEvent, memo, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Tick } from '../../components/choice.tsx';
import { FileIcon } from '../../components/file-icon.tsx';
import { GridPart } from '../../components/grid-part.tsx';
import { PathStateMark } from '../../components/state.tsx';
import { useWords } from '../../components/use-words.ts';
import type { Formats } from '../../text/format.ts';
import { keyStep } from './keys.ts';
import type { Entry, Row, Tree } from './tree.ts';

const ROW = 38;

interface GridProps {
  readonly tree: Tree;
  readonly rows: readonly Row[];
  readonly selected: string | undefined;
  readonly label: string;
  readonly onSelect: (path: string) => void;
  /** Leaves a folder out, or takes it back. */
  readonly onTick: (entry: Entry, keep: boolean) => void;
}

type EntryRow = Extract<Row, { readonly kind: 'entry' }>;

/** One by one: a row that is made anew with the same content is not drawn anew. */
interface CellsProps extends Pick<EntryRow, 'entry' | 'depth' | 'isOpen' | 'isInside' | 'kept' | 'inside'> {
  readonly t: TFunction;
  readonly format: Formats;
  readonly onTick: GridProps['onTick'];
}

const sizeOf = ({ entry, inside }: Pick<EntryRow, 'entry' | 'inside'>, format: Formats): string => {
  if (entry.kind !== 'folder') return format.size(entry.size);
  return inside === undefined || inside.files === 0 ? '' : format.size(inside.bytes);
};

/** Drawn once; scrolling moves it and draws only what comes into sight. */
const Cells = memo(function Cells({ entry, depth, isOpen, isInside, kept, inside, onTick, t, format }: CellsProps) {
  const isFolder = entry.kind === 'folder';
  const state = isInside && entry.state === 'unknown' ? 'excluded' : entry.state;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <GridPart role="gridcell" className="tree-name" style={{ paddingInlineStart: depth * 20 }}>
        <span className="tree-chevron" data-toggle>
          {isFolder && <Chevron size={16} aria-hidden />}
        </span>
        {isFolder && entry.inTheCloud ? (
          <Tick
            value={kept}
            label={t('files.keep', { name: entry.name })}
            disabled={isInside}
            tabIndex={-1}
            onChange={(keep) => onTick(entry, keep)}
          />
        ) : (
          <span className="tree-untick" />
        )}
        <FileIcon name={entry.name} kind={entry.kind} isOpen={isOpen} />
        <bdi className="tree-text" title={entry.name}>
          {entry.name}
        </bdi>
      </GridPart>
      <GridPart role="gridcell" className="tree-state">
        <PathStateMark state={state} word={t(`pathState.${state}`)} />
      </GridPart>
      <GridPart
        role="gridcell"
        className="tree-size"
        title={inside === undefined ? undefined : t('common.files', { count: inside.files })}
      >
        {sizeOf({ entry, inside }, format)}
      </GridPart>
      <GridPart role="gridcell" className="tree-changed">
        {entry.modifiedAt === null || isFolder ? '' : format.moment(entry.modifiedAt)}
      </GridPart>
    </>
  );
});

function OtherRow({ row, tree }: { readonly row: Exclude<Row, { kind: 'entry' }>; readonly tree: Tree }) {
  const { t } = useTranslation();
  const indent = { paddingInlineStart: row.depth * 20 + 46 };
  if (row.kind === 'more')
    return (
      <GridPart role="gridcell" style={indent}>
        <Button variant="quiet" onClick={() => tree.more(row.folder)}>
          {t('files.loadMore', { count: row.shown })}
        </Button>
      </GridPart>
    );
  const words = { empty: t('files.empty'), failed: t('common.failedTitle'), waiting: t('common.loading') };
  return (
    <GridPart role="gridcell" className="dim tree-note" style={indent}>
      {row.note === 'waiting' && <LoaderCircle size={15} className="spin" aria-hidden />}
      {words[row.note]}
    </GridPart>
  );
}

/** The number of each row by its key; looked up with every key and every turn of the wheel. */
const useIndex = (rows: readonly Row[]): ReadonlyMap<string, number> =>
  useMemo(() => new Map(rows.map(({ key }, index) => [key, index])), [rows]);

/** Where the active row is, kept on something that is still there. */
function useActive(index: ReadonlyMap<string, number>, selected: string | undefined) {
  const [active, setActive] = useState<string>();
  return { active: index.get(active ?? selected ?? '') ?? 0, setActive };
}

/** The virtual list; what it is made from keeps its identity while the rows are the same, or all of it is reckoned anew. */
function useVirtual(rows: readonly Row[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const estimateSize = useCallback(() => ROW, []);
  const getItemKey = useCallback((index: number) => rows[index]?.key ?? index, [rows]);
  const getScrollElement = useCallback(() => scroller.current, []);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement, estimateSize, getItemKey, overscan: 10 });
  return { scroller, virtual };
}

/** A folder with more than was read is read on when its end comes into sight. */
function useReadOn(tree: Tree, row: Row | undefined): void {
  useEffect(() => {
    if (row?.kind === 'more') tree.more(row.folder);
  }, [tree, row]);
}

export function TreeGrid({ tree, rows, selected, label, onSelect, onTick }: GridProps) {
  const { t } = useTranslation();
  const { format } = useWords();
  const id = useId();
  const index = useIndex(rows);
  const { active, setActive } = useActive(index, selected);
  const { scroller, virtual } = useVirtual(rows);
  const items = virtual.getVirtualItems();
  useReadOn(
    tree,
    items.map((item) => rows[item.index]).find((row) => row?.kind === 'more'),
  );
  const toggle = ({ entry }: EntryRow): void => tree.toggle(entry.path);
  const go = (to: number): void => {
    const row = rows[to];
    if (row === undefined) return;
    setActive(row.key);
    virtual.scrollToIndex(to);
  };
  const press = (event: KeyboardEvent): void => {
    // Keys that are meant for a button or a box inside a row are its own.
    if (event.target !== event.currentTarget) return;
    const row = rows[active];
    const step = keyStep(event.key, rows, active);
    if (step === undefined || row === undefined) return;
    event.preventDefault();
    if (step.kind === 'go') return go(step.index);
    if (row.kind === 'more') return tree.more(row.folder);
    if (row.kind !== 'entry') return;
    if (step.kind === 'toggle') return toggle(row);
    if (step.kind === 'select') return onSelect(row.entry.path);
    if (row.entry.kind === 'folder' && row.entry.inTheCloud && !row.isInside)
      onTick(row.entry, row.entry.state === 'excluded');
  };
  // A path that was asked for by the address is brought into sight once it is there.
  const selectedIndex = index.get(selected ?? '') ?? -1;
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (selected === undefined || selectedIndex < 0 || shown.current === selected) return;
    shown.current = selected;
    virtual.scrollToIndex(selectedIndex);
  }, [selected, selectedIndex, virtual]);
  return (
    <div
      className="tree card"
      role="treegrid"
      aria-label={label}
      aria-activedescendant={rows.length > 0 ? `${id}-${active}` : undefined}
      aria-rowcount={rows.length + 1}
      tabIndex={0}
      ref={scroller}
      onKeyDown={press}
    >
      <GridPart role="row" className="tree-row tree-head" aria-rowindex={1}>
        {(['name', 'state', 'size', 'changed'] as const).map((column) => (
          <GridPart key={column} role="columnheader" className={`tree-${column}`}>
            {t(`files.${column}`)}
          </GridPart>
        ))}
      </GridPart>
      <GridPart role="rowgroup" className="tree-rows" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return undefined;
          const isEntry = row.kind === 'entry';
          return (
            <GridPart
              key={item.key}
              id={`${id}-${item.index}`}
              role="row"
              className="tree-row"
              aria-rowindex={item.index + 2}
              aria-level={row.depth + 1}
              data-active={item.index === active || undefined}
              {...(isEntry
                ? {
                    'aria-posinset': row.position,
                    'aria-setsize': row.siblings,
                    'aria-selected': row.key === selected,
                    ...(row.entry.kind === 'folder' ? { 'aria-expanded': row.isOpen } : {}),
                  }
                : {})}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={(event) => {
                if (!isEntry) return;
                setActive(row.key);
                const onChevron = event.target instanceof Element && event.target.closest('[data-toggle]') !== null;
                if (onChevron) toggle(row);
                else onSelect(row.entry.path);
              }}
              onDoubleClick={() => isEntry && toggle(row)}
            >
              {isEntry ? (
                <Cells
                  entry={row.entry}
                  depth={row.depth}
                  isOpen={row.isOpen}
                  isInside={row.isInside}
                  kept={row.kept}
                  inside={row.inside}
                  onTick={onTick}
                  t={t}
                  format={format}
                />
              ) : (
                <OtherRow row={row} tree={tree} />
              )}
            </GridPart>
          );
        })}
      </GridPart>
    </div>
  );
}
