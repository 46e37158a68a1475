import type { ComponentProps } from 'react';

interface GridPartProps extends ComponentProps<'div'> {
  readonly role: 'row' | 'rowgroup' | 'gridcell' | 'columnheader';
}

/**
 * A part of a grid of which only the rows in sight are in the document, which a table cannot be. The grid itself has
 * the focus and the keys, and tells which row is active.
 */
export function GridPart({ role, ...rest }: GridPartProps) {
  return <div role={role} {...rest} />;
}
