/** States as a shape and a word; the colour only repeats them. */
import {
  ArrowDownToLine,
  ArrowUpFromLine,
  CircleAlert,
  CircleCheck,
  CircleHelp,
  CircleMinus,
  CirclePause,
  CloudOff,
  EyeOff,
  GitCompareArrows,
  Hand,
  Hourglass,
  Lock,
  LogOut,
  type LucideIcon,
  OctagonAlert,
  RefreshCw,
  TriangleAlert,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LinkState, PathState } from '../../shared/model/states.ts';

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'quiet';

interface Look {
  readonly icon: LucideIcon;
  readonly tone: Tone;
  readonly moves?: true;
}

const LINKS: Readonly<Record<LinkState, Look>> = {
  synced: { icon: CircleCheck, tone: 'good' },
  working: { icon: RefreshCw, tone: 'busy', moves: true },
  waiting: { icon: Hourglass, tone: 'busy' },
  attention: { icon: TriangleAlert, tone: 'warn' },
  halted: { icon: OctagonAlert, tone: 'bad' },
  paused: { icon: CirclePause, tone: 'quiet' },
  offline: { icon: CloudOff, tone: 'warn' },
  'signed-out': { icon: LogOut, tone: 'quiet' },
};

const PATHS: Readonly<Record<PathState, Look>> = {
  synced: { icon: CircleCheck, tone: 'good' },
  uploading: { icon: ArrowUpFromLine, tone: 'busy' },
  downloading: { icon: ArrowDownToLine, tone: 'busy' },
  waiting: { icon: Hourglass, tone: 'busy' },
  held: { icon: Hand, tone: 'warn' },
  conflict: { icon: GitCompareArrows, tone: 'warn' },
  locked: { icon: Lock, tone: 'warn' },
  excluded: { icon: CircleMinus, tone: 'quiet' },
  ignored: { icon: EyeOff, tone: 'quiet' },
  failed: { icon: CircleAlert, tone: 'bad' },
  unknown: { icon: CircleHelp, tone: 'quiet' },
};

interface StateProps {
  readonly look: Look;
  readonly word: string;
  readonly pill?: boolean;
}

function State({ look: { icon: Icon, tone, moves }, word, pill = false }: StateProps) {
  return (
    <span className={`state tone-${tone}${pill ? ' state-pill' : ''}`}>
      <Icon size={15} strokeWidth={2.2} aria-hidden className={moves === true ? 'spin' : undefined} />
      {word}
    </span>
  );
}

export function LinkStateBadge({ state }: { readonly state: LinkState }) {
  const { t } = useTranslation();
  return <State look={LINKS[state]} word={t(`linkState.${state}`)} pill />;
}

/** For lists of thousands: the word is given, so that no row has to ask for the language. */
export const PathStateMark = ({ state, word }: { readonly state: PathState; readonly word: string }) => (
  <State look={PATHS[state]} word={word} />
);

export function PathStateBadge({ state, pill = false }: { readonly state: PathState; readonly pill?: boolean }) {
  const { t } = useTranslation();
  return <State look={PATHS[state]} word={t(`pathState.${state}`)} pill={pill} />;
}
