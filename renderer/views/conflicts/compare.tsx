/** Both contents side by side: words of texts, pictures under a slider. */
import { Merge } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Failed, Waiting } from '../../components/parts.tsx';
import { useHas, useQuery } from '../../state/hooks.ts';
import { contentOf } from './contents.ts';
import { marked, type Piece } from './merge.ts';
import { MergeEditor } from './merge-editor.tsx';
import { mergesItself, regionsOf } from './regions.ts';

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

interface CompareProps {
  readonly conflict: Conflict;
  readonly busy: boolean;
  /** Without a text, the engine merges by itself. */
  readonly onMerge: (text: string | undefined) => void;
}

function Contents({ conflict, busy, onMerge }: CompareProps) {
  const { t } = useTranslation();
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
  return <TwoTexts conflict={conflict} mine={mine.text} theirs={theirs.text} busy={busy} onMerge={onMerge} />;
}

interface TwoTextsProps extends CompareProps {
  readonly mine: string;
  readonly theirs: string;
}

/** Both texts, with all ways to make one out of them. */
function TwoTexts({ conflict, mine, theirs, busy, onMerge }: TwoTextsProps) {
  const { t } = useTranslation();
  const [merging, setMerging] = useState(false);
  const base = useBase(conflict);
  const itself = useMemo(
    () => typeof base === 'string' && mergesItself(regionsOf(mine, base, theirs)),
    [mine, base, theirs],
  );
  if (merging && base !== undefined)
    return <MergeEditor mine={mine} theirs={theirs} base={base} busy={busy} onSave={onMerge} />;
  return (
    <>
      {mine !== theirs && (
        <div className="keep-both">
          {itself && (
            <Button icon={Merge} busy={busy} onClick={() => onMerge(undefined)}>
              {t('conflicts.mergeItself')}
            </Button>
          )}
          <Button disabled={base === undefined} onClick={() => setMerging(true)}>
            {t('conflicts.merge')}
          </Button>
          <span className="dim small">{itself ? t('conflicts.mergeItselfMore') : t('conflicts.mergeMore')}</span>
        </div>
      )}
      <Texts mine={mine} theirs={theirs} />
    </>
  );
}

/** Their last common version: null where it is not known, undefined until that is clear. */
function useBase({ id }: Conflict): string | null | undefined {
  const can = useHas('conflictBase');
  const base = useQuery('conflictBase', { id });
  if (!can || base.error !== undefined) return null;
  return base.value?.text;
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
