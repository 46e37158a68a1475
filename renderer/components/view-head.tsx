import type { ReactNode } from 'react';

interface ViewHeadProps {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}

/** The top of a screen. */
export function ViewHead({ title, text, children }: ViewHeadProps) {
  return (
    <header className="view-head">
      <div>
        <h1>{title}</h1>
        {text !== undefined && <p>{text}</p>}
      </div>
      {children}
    </header>
  );
}
