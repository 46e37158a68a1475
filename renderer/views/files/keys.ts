/** What a key does in the tree, as in the trees that people know. Pure. */
import type { Row } from './tree.ts';

export type Step =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'select' }
  | { readonly kind: 'tick' };

/** Rows that PageUp and PageDown pass. */
const PAGE_STEP = 15;

export function keyStep(key: string, rows: readonly Row[], active: number): Step | undefined {
  const row = rows[active];
  const go = (index: number): Step => ({ kind: 'go', index: Math.min(rows.length - 1, Math.max(0, index)) });
  switch (key) {
    case 'ArrowDown':
      return go(active + 1);
    case 'ArrowUp':
      return go(active - 1);
    case 'PageDown':
      return go(active + PAGE_STEP);
    case 'PageUp':
      return go(active - PAGE_STEP);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'ArrowRight':
      if (row?.kind !== 'entry' || row.entry.kind !== 'folder') return undefined;
      return row.isOpen ? go(active + 1) : { kind: 'toggle' };
    case 'ArrowLeft': {
      if (row === undefined) return undefined;
      if (row.kind === 'entry' && row.isOpen) return { kind: 'toggle' };
      const parent = rows.slice(0, active).findLastIndex(({ depth }) => depth < row.depth);
      return parent < 0 ? undefined : go(parent);
    }
    case 'Enter':
      return { kind: 'select' };
    case ' ':
      return { kind: 'tick' };
    default:
      return undefined;
  }
}
