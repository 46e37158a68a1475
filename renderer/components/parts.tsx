/** Small pieces that many screens are made of. */
import { CircleAlert, CircleCheck, Info, LoaderCircle, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/contract/result.ts';
import { useNow, useSlow } from '../state/hooks.ts';
import type { Snapshot } from '../state/queries.ts';
import { Button } from './button.tsx';
import { useWords } from './use-words.ts';

interface EmptyProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: string;
  readonly tone?: 'good' | 'bad';
  readonly children?: ReactNode;
}

/** What a screen shows that has nothing to show. */
export function Empty({ icon: Icon, title, text, tone, children }: EmptyProps) {
  return (
    <div className={`empty${tone === undefined ? '' : ` empty-${tone}`}`}>
      <span className="empty-icon">
        <Icon size={28} strokeWidth={1.6} aria-hidden />
      </span>
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}

/** Says that something is under way, once that takes longer than 300 ms; its place is kept from the start. */
export function Waiting({ text }: { readonly text?: string }) {
  const { t } = useTranslation();
  const slow = useSlow(true);
  return (
    <div className="waiting" role="status">
      {slow && (
        <>
          <LoaderCircle size={18} className="spin" aria-hidden />
          {text ?? t('common.loading')}
        </>
      )}
    </div>
  );
}

export function Failed({ failure, onAgain }: { readonly failure: Failure; readonly onAgain?: () => void }) {
  const { t } = useTranslation();
  const { what, fix } = useWords().failure(failure);
  return (
    <Empty icon={CircleAlert} title={t('common.failedTitle')} text={[what, fix].filter(Boolean).join(' ')} tone="bad">
      {onAgain && <Button onClick={onAgain}>{t('common.again')}</Button>}
    </Empty>
  );
}

interface LoadedProps<T> {
  readonly of: Snapshot<T>;
  readonly onAgain?: () => void;
  readonly children: (value: T) => ReactNode;
}

/** Shows an answer, or that it is awaited, or why there is none. What was known stays on a failure. */
export function Loaded<T>({ of, onAgain, children }: LoadedProps<T>) {
  if (of.value !== undefined) return children(of.value);
  if (of.error !== undefined) return <Failed failure={of.error} {...(onAgain === undefined ? {} : { onAgain })} />;
  return <Waiting />;
}

const NOTE_ICONS = { bad: CircleAlert, warn: TriangleAlert, good: CircleCheck, busy: Info } as const;

interface NoteProps {
  readonly tone: keyof typeof NOTE_ICONS;
  readonly title?: string;
  readonly children?: ReactNode;
  /** Read out at once. */
  readonly alert?: boolean;
}

export function Note({ tone, title, children, alert = false }: NoteProps) {
  const Icon = NOTE_ICONS[tone];
  return (
    <div className={`note note-${tone}`} role={alert ? 'alert' : undefined}>
      <Icon size={18} aria-hidden />
      <div>
        {title !== undefined && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}

/** A failure where it happened, with what to do. */
export function FailureNote({ failure }: { readonly failure: Failure }) {
  const { what, fix } = useWords().failure(failure);
  return (
    <Note tone="bad" title={what} alert>
      {fix !== undefined && <span>{fix}</span>}
    </Note>
  );
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** Without the slash at its end; empty for what lies at the top. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A path with its name first: the name is what people look for. */
export function PathText({ path, extra }: { readonly path: string; readonly extra?: string }) {
  const name = nameOf(path);
  const folder = folderOf(path);
  const where = [folder === '' ? '/' : folder, extra].filter(Boolean).join(' · ');
  return (
    <span className="path" title={path}>
      <bdi className="path-name">{name === '' ? '/' : name}</bdi>
      <bdi className="path-folder">{where}</bdi>
    </span>
  );
}

export function Ago({ at }: { readonly at: string }) {
  const { format } = useWords();
  const now = useNow();
  return (
    <time dateTime={at} title={format.moment(at)}>
      {format.ago(at, now)}
    </time>
  );
}

interface BarProps {
  /** From 0 to 1. */
  readonly share: number;
  readonly label: string;
  readonly accent?: boolean;
}

export function Bar({ share, label, accent = false }: BarProps) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      className={accent ? 'bar bar-accent' : 'bar'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  );
}
