/** Both contents side by side: words of texts, pictures under a slider. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Choices } from '../../components/choice.tsx';
import { Failed, Waiting } from '../../components/parts.tsx';
import { useHas, useQuery } from '../../state/hooks.ts';
import { contentOf } from './contents.ts';
import { joined, marked, type Piece, stretches, TAKES, type Take } from './merge.ts';

type Conflict = Output<'conflicts'>[number];

function Side({
  pieces,
  label,
  mark,
}: {
  readonly pieces: readonly Piece[];
  readonly label: string;
  readonly mark: 'ins' | 'del';
}) {
  const Mark = mark;
  return (
    <section className="diff-side" aria-label={label}>
      <h3>{label}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0}>
        {pieces.map(({ text, own }, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name.
          own ? <Mark key={index}>{text}</Mark> : <span key={index}>{text}</span>,
        )}
      </pre>
    </section>
  );
}

function Texts({ mine, theirs }: { readonly mine: string; readonly theirs: string }) {
  const { t } = useTranslation();
  const sides = useMemo(() => marked(mine, theirs), [mine, theirs]);
  if (mine === theirs) return <p className="dim">{t('conflicts.same')}</p>;
  return (
    <>
      <p className="dim small">{t('conflicts.compareHint')}</p>
      <div className="diff">
        <Side pieces={sides.mine} label={t('conflicts.mine')} mark="ins" />
        <Side pieces={sides.theirs} label={t('conflicts.theirs')} mark="del" />
      </div>
    </>
  );
}

function Pictures({ mine, theirs }: { readonly mine: string; readonly theirs: string }) {
  const { t } = useTranslation();
  const [share, setShare] = useState(50);
  return (
    <figure className="pictures">
      <div className="pictures-frame">
        <img src={theirs} alt={t('conflicts.theirs')} />
        <img src={mine} alt={t('conflicts.mine')} style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }} />
        <span className="pictures-line" style={{ left: `${share}%` }} />
      </div>
      <input
        type="range"
        min={0}
        max={100}
        value={share}
        aria-label={t('conflicts.slider')}
        onChange={(event) => setShare(Number(event.target.value))}
      />
      <figcaption className="pictures-names">
        <span>{t('conflicts.mine')}</span>
        <span>{t('conflicts.theirs')}</span>
      </figcaption>
    </figure>
  );
}

interface MergeProps {
  readonly mine: string;
  readonly theirs: string;
  readonly busy: boolean;
  readonly onSave: (text: string) => void;
}

function Merge({ mine, theirs, busy, onSave }: MergeProps) {
  const { t } = useTranslation();
  const all = useMemo(() => stretches(mine, theirs), [mine, theirs]);
  const count = all.filter(({ kind }) => kind === 'differs').length;
  const [takes, setTakes] = useState<readonly (Take | undefined)[]>([]);
  const [edited, setEdited] = useState<string>();
  const text = edited ?? joined(all, takes);
  const take = (index: number, chosen: Take): void => {
    setEdited(undefined);
    setTakes(Array.from({ length: count }, (_, n) => (n === index ? chosen : takes[n])));
  };
  const words = { mine: t('conflicts.mine'), theirs: t('conflicts.theirs'), both: t('conflicts.keepBoth') };
  return (
    <section className="merge" aria-label={t('conflicts.mergeTitle')}>
      <h3>{t('conflicts.mergeTitle')}</h3>
      <p className="dim small">{t('conflicts.mergeHint')}</p>
      <ul className="merge-takes">
        {Array.from({ length: Math.min(count, 50) }, (_, index) => {
          const label = t('conflicts.mergeTake', { n: index + 1 });
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: differences have no other name than their number.
            <li key={index} className="merge-take">
              <span className="small dim">{label}</span>
              <Choices
                label={label}
                value={takes[index] ?? 'both'}
                options={TAKES.map((value) => ({ value, label: words[value] }))}
                onChange={(chosen) => take(index, chosen)}
              />
            </li>
          );
        })}
      </ul>
      <textarea
        className="input"
        rows={12}
        aria-label={t('conflicts.mergeTitle')}
        spellCheck={false}
        value={text}
        onChange={(event) => setEdited(event.target.value)}
      />
      <span>
        <Button variant="primary" busy={busy} onClick={() => onSave(text)}>
          {t('conflicts.mergeSave')}
        </Button>
      </span>
    </section>
  );
}

interface CompareProps {
  readonly conflict: Conflict;
  readonly busy: boolean;
  readonly onMerge: (text: string) => void;
}

function Contents({ conflict, busy, onMerge }: CompareProps) {
  const { t } = useTranslation();
  const [merging, setMerging] = useState(false);
  const place = (path: string | undefined): string => `${conflict.rootId}:${path ?? conflict.path}`;
  const one = useQuery('preview', { path: place(conflict.mine?.path), side: 'local' });
  // Until it is decided, a conflict that was asked about has the other version in the cloud only.
  const side = conflict.state === 'open' ? 'cloud' : 'local';
  const other = useQuery('preview', { path: place(conflict.theirs?.path), side });
  const error = one.error ?? other.error;
  if (error !== undefined) return <Failed failure={error} />;
  if (one.value === undefined || other.value === undefined) return <Waiting />;
  const mine = contentOf(one.value);
  const theirs = contentOf(other.value);
  if (mine.kind === 'image' && theirs.kind === 'image') return <Pictures mine={mine.url} theirs={theirs.url} />;
  if (mine.kind === 'too-large' || theirs.kind === 'too-large') return <p className="dim">{t('conflicts.tooLarge')}</p>;
  if (mine.kind !== 'text' || theirs.kind !== 'text') return <p className="dim">{t('conflicts.notText')}</p>;
  return (
    <>
      <Texts mine={mine.text} theirs={theirs.text} />
      {merging ? (
        <Merge mine={mine.text} theirs={theirs.text} busy={busy} onSave={onMerge} />
      ) : (
        mine.text !== theirs.text && (
          <span>
            <Button onClick={() => setMerging(true)}>{t('conflicts.merge')}</Button>
          </span>
        )
      )}
    </>
  );
}

export function Compare(props: CompareProps) {
  const { t } = useTranslation();
  const can = useHas('preview');
  const { conflict } = props;
  if (conflict.mine === null || conflict.theirs === null) return undefined;
  return (
    <section className="compare" aria-label={t('conflicts.compare')}>
      <h3>{t('conflicts.compare')}</h3>
      {can ? <Contents key={conflict.id} {...props} /> : <p className="dim">{t('conflicts.noPreview')}</p>}
    </section>
  );
}
