/**
 * Two edits of one text beside what both came from, place by place, and the text that comes of the choices. What only one
 * side changed is taken by itself; where both did, somebody decides.
 */
import { ArrowDown, Check, RotateCcw } from 'lucide-react';
import { memo, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Choices } from '../../components/choice.tsx';
import { marked } from './merge.ts';
import { joined, ownTake, type Region, regionsOf, TAKES, type Take, undecided } from './regions.ts';

/** Lines of equal text that are shown before and after a place. */
const CONTEXT = 2;

function Same({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const lines = text.replace(/\n$/u, '').split('\n');
  const hidden = lines.length - 2 * CONTEXT;
  if (open || hidden <= 1) return <pre className="merge-same">{lines.join('\n')}</pre>;
  return (
    <div className="merge-same">
      <pre>{lines.slice(0, CONTEXT).join('\n')}</pre>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        {t('conflicts.equalLines', { count: hidden })}
      </Button>
      <pre>{lines.slice(-CONTEXT).join('\n')}</pre>
    </div>
  );
}

interface VersionProps {
  readonly label: string;
  readonly text: string;
  /** What it is compared with, to mark what is its own. */
  readonly base: string | undefined;
  readonly isTaken: boolean;
}

function Version({ label, text, base, isTaken }: VersionProps) {
  const { t } = useTranslation();
  const pieces = useMemo(() => (base === undefined ? [{ text, own: false }] : marked(text, base).mine), [text, base]);
  return (
    <div className="merge-version" data-taken={isTaken || undefined}>
      <span className="small dim">
        {isTaken && <Check size={13} strokeWidth={3} aria-hidden />}
        {label}
        {isTaken && <span className="unseen">{t('conflicts.taken')}</span>}
      </span>
      {text === '' ? (
        <p className="dim small">{t('conflicts.nothingHere')}</p>
      ) : (
        <pre>
          {pieces.map((piece, index) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name.
            piece.own ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
          )}
        </pre>
      )}
    </div>
  );
}

interface PlaceProps {
  readonly region: Region;
  readonly index: number;
  readonly number: number;
  readonly take: Take | undefined;
  readonly onTake: (index: number, take: Take) => void;
}

/** One place where the texts differ. Drawn again only when it is decided otherwise: there may be hundreds. */
const Place = memo(function Place({ region, index, number, take, onTake }: PlaceProps) {
  const { t } = useTranslation();
  const { kind, mine, theirs, base } = region;
  const now = take ?? ownTake(region);
  const label = t('conflicts.mergeTake', { n: number });
  const words: Readonly<Record<Take, string>> = {
    mine: t('conflicts.mine'),
    theirs: t('conflicts.theirs'),
    both: t('conflicts.both'),
    base: t('conflicts.asBefore'),
  };
  const options = TAKES.filter((one) => one !== 'base' || base !== undefined);
  return (
    <section
      className="merge-place"
      id={`place-${index}`}
      data-open={now === undefined || undefined}
      aria-label={label}
      tabIndex={-1}
    >
      <header>
        <strong>{t('conflicts.placeNumber', { n: number })}</strong>
        <span className={now === undefined ? 'tone-warn' : 'dim'}>
          {t(`conflicts.changedBy.${kind === 'same' ? 'agreed' : kind}`)}
        </span>
        <Choices<Take | 'none'>
          label={label}
          value={now ?? 'none'}
          options={options.map((value) => ({ value, label: words[value] }))}
          onChange={(chosen) => chosen !== 'none' && onTake(index, chosen)}
        />
      </header>
      <div className={base === undefined ? 'merge-versions' : 'merge-versions merge-three'}>
        <Version label={words.mine} text={mine} base={base} isTaken={now === 'mine' || now === 'both'} />
        {base !== undefined && (
          <Version label={t('conflicts.before')} text={base} base={undefined} isTaken={now === 'base'} />
        )}
        <Version label={words.theirs} text={theirs} base={base} isTaken={now === 'theirs' || now === 'both'} />
      </div>
    </section>
  );
});

interface MergeEditorProps {
  readonly mine: string;
  readonly theirs: string;
  /** Their last common version; null where it is not known. */
  readonly base: string | null;
  readonly busy: boolean;
  readonly onSave: (text: string) => void;
}

/** Places shown one by one; a text with more of them is merged elsewhere, or by a side for all. */
const MOST_PLACES = 300;

export function MergeEditor({ mine, theirs, base, busy, onSave }: MergeEditorProps) {
  const { t } = useTranslation();
  const regions = useMemo(() => regionsOf(mine, base ?? undefined, theirs), [mine, theirs, base]);
  const [takes, setTakes] = useState<readonly (Take | undefined)[]>([]);
  const [edited, setEdited] = useState<string>();
  const list = useRef<HTMLElement>(null);
  const open = undecided(regions, takes);
  const text = edited ?? joined(regions, takes);
  const places = regions.flatMap((region, index) => (region.kind === 'same' ? [] : [index]));
  const change = useMemo(
    () => (index: number, take: Take) => {
      setEdited(undefined);
      setTakes((before) => regions.map((_, at) => (at === index ? take : before[at])));
    },
    [regions],
  );
  const all = (take: Take): void => {
    setEdited(undefined);
    setTakes(regions.map(({ kind }) => (kind === 'conflict' ? take : undefined)));
  };
  const showNext = (): void => {
    const place = list.current?.querySelector<HTMLElement>('[data-open]');
    place?.scrollIntoView({ block: 'center' });
    place?.focus({ preventScroll: true });
  };
  const state =
    edited !== undefined
      ? t('conflicts.edited')
      : open.length > 0
        ? t('conflicts.undecided', { count: open.length })
        : t('conflicts.decided');
  return (
    <section className="merge" aria-label={t('conflicts.merge')}>
      <p className="dim small">{base === null ? t('conflicts.mergeHintTwo') : t('conflicts.mergeHint')}</p>
      <div className="merge-bar">
        <strong role="status">{state}</strong>
        {open.length > 0 && edited === undefined && (
          <Button icon={ArrowDown} onClick={showNext}>
            {t('conflicts.nextPlace')}
          </Button>
        )}
        <Button onClick={() => all('mine')}>{t('conflicts.allMine')}</Button>
        <Button onClick={() => all('theirs')}>{t('conflicts.allTheirs')}</Button>
        <Button onClick={() => all('both')}>{t('conflicts.allBoth')}</Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="merge-places" ref={list} tabIndex={0} aria-label={t('conflicts.places')}>
        {regions.map((region, index) => {
          const number = places.indexOf(index) + 1;
          if (number > MOST_PLACES) return undefined;
          return region.kind === 'same' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: regions of one text have no other name.
            <Same key={index} text={region.mine} />
          ) : (
            <Place
              // biome-ignore lint/suspicious/noArrayIndexKey: regions of one text have no other name.
              key={index}
              region={region}
              index={index}
              number={number}
              take={takes[index]}
              onTake={change}
            />
          );
        })}
      </section>
      <div className="merge-result">
        <h3>{t('conflicts.mergeTitle')}</h3>
        <p className="dim small">{t('conflicts.resultHint')}</p>
        <textarea
          className="input"
          rows={14}
          aria-label={t('conflicts.mergeTitle')}
          spellCheck={false}
          value={text}
          onChange={(event) => setEdited(event.target.value)}
        />
        <div className="many-actions">
          <Button
            variant="primary"
            busy={busy}
            disabled={open.length > 0 && edited === undefined}
            onClick={() => onSave(text)}
          >
            {t('conflicts.mergeSave')}
          </Button>
          {edited !== undefined && (
            <Button icon={RotateCcw} onClick={() => setEdited(undefined)}>
              {t('conflicts.startOver')}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
