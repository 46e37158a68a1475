import type { ReactNode } from 'react';

interface SettingRowProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

/** One setting: what it is about, and its control. */
export function SettingRow({ label, hint, children }: SettingRowProps) {
  return (
    <div className="setting">
      <div>
        <strong>{label}</strong>
        {hint !== undefined && <span className="dim small">{hint}</span>}
      </div>
      {children}
    </div>
  );
}
