/** The one honest state of the whole, and what can be done about it at once. */
import {
  CircleCheck,
  CirclePause,
  CloudOff,
  FolderPlus,
  LogIn,
  type LucideIcon,
  OctagonAlert,
  Pause,
  Play,
  RefreshCw,
  TriangleAlert,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Menu } from '../../components/menu.tsx';
import type { Tone } from '../../components/state.tsx';
import { useWords } from '../../components/use-words.ts';
import { needsOf } from '../../state/attention.ts';
import { useClient, useQuery, useRun, useStore } from '../../state/hooks.ts';
import { hashOf } from '../../state/route.ts';
import { together } from '../../state/speed.ts';

type StatusNow = Output<'status'>;

interface Head {
  readonly icon: LucideIcon;
  readonly tone: Tone;
  readonly title: string;
  readonly more: string;
}

function useHead(status: StatusNow): Head {
  const { t } = useTranslation();
  const { format, code } = useWords();
  const client = useClient();
  const paces = useStore(client.paces);
  const held = useQuery('held', {}).value;
  const needs = needsOf(status, held);
  const count = status.links.length;
  switch (status.state) {
    case 'signed-out':
      return { icon: LogIn, tone: 'warn', title: t('headline.signedOut'), more: t('headline.signedOutMore') };
    case 'halted': {
      const { what } = code(status.reason ?? 'internal', { path: haltedFolder(status) });
      return { icon: OctagonAlert, tone: 'bad', title: t('headline.halted'), more: what };
    }
    case 'offline':
      return { icon: CloudOff, tone: 'warn', title: t('headline.offline'), more: t('headline.offlineMore') };
    case 'paused': {
      const until = status.pausedUntil;
      // It may rest by itself: on a network that costs, or on battery.
      const why = status.reason === undefined ? undefined : code(status.reason).what;
      const more =
        why ??
        (typeof until === 'string'
          ? t('headline.pausedUntil', { time: format.time(until) })
          : t('headline.pausedMore'));
      return { icon: CirclePause, tone: 'quiet', title: t('headline.paused'), more };
    }
    case 'working': {
      const pending = status.links.reduce((sum, link) => sum + link.pending, 0);
      const { speed, secondsLeft } = together(paces);
      const todo = pending === 0 ? t('headline.workingLook') : t('headline.workingMore', { count: pending });
      const left = secondsLeft === undefined ? undefined : format.duration(secondsLeft);
      const moving =
        left === undefined
          ? undefined
          : t('headline.inTransit', { count: paces.length, speed: format.speed(speed), left });
      return {
        icon: RefreshCw,
        tone: 'busy',
        title: t('headline.working'),
        more: moving === undefined ? todo : `${todo} · ${moving}`,
      };
    }
    case 'attention': {
      const title = t('headline.attention', { count: needs.conflicts + needs.held + needs.halted });
      return { icon: TriangleAlert, tone: 'warn', title, more: t('headline.attentionMore') };
    }
    case 'synced':
      if (count === 0)
        return { icon: FolderPlus, tone: 'quiet', title: t('headline.none'), more: t('headline.noneMore') };
      return {
        icon: CircleCheck,
        tone: 'good',
        title: t('headline.synced'),
        more: status.watching ? t('headline.syncedMore', { count }) : t('headline.notWatching'),
      };
  }
}

const haltedFolder = (status: StatusNow): string | undefined =>
  status.links.find(({ state }) => state === 'halted')?.folder;

/** Minutes until tomorrow at eight. */
function minutesUntilTomorrow(): number {
  const tomorrow = new Date();
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setHours(8, 0, 0, 0);
  return Math.max(1, Math.round((tomorrow.getTime() - Date.now()) / 60_000));
}

function PauseMenu() {
  const { t } = useTranslation();
  const { run, running } = useRun();
  const pause = (minutes?: number): void => {
    void run('pause', minutes === undefined ? {} : { minutes });
  };
  return (
    <Menu
      trigger={
        <Button icon={Pause} busy={running !== undefined}>
          {t('overview.pause')}
        </Button>
      }
      groups={[
        [
          { key: '30', label: t('overview.pauseMinutes', { count: 30 }), onSelect: () => pause(30) },
          { key: '60', label: t('overview.pauseHours', { count: 1 }), onSelect: () => pause(60) },
          { key: '240', label: t('overview.pauseHours', { count: 4 }), onSelect: () => pause(240) },
          { key: 'day', label: t('overview.pauseTomorrow'), onSelect: () => pause(minutesUntilTomorrow()) },
        ],
        [{ key: 'ever', label: t('overview.pauseForever'), onSelect: () => pause() }],
      ]}
    />
  );
}

function HeadActions({ status }: { readonly status: StatusNow }) {
  const { t } = useTranslation();
  const { run, running } = useRun();
  if (status.state === 'signed-out')
    return (
      <ButtonLink variant="primary" icon={LogIn} href={hashOf('welcome')}>
        {t('overview.signIn')}
      </ButtonLink>
    );
  if (status.links.length === 0)
    return (
      <ButtonLink variant="primary" icon={FolderPlus} href={hashOf('welcome')}>
        {t('overview.addFolder')}
      </ButtonLink>
    );
  if (status.state === 'paused')
    return (
      <Button variant="primary" icon={Play} busy={running !== undefined} onClick={() => void run('resume', {})}>
        {t('overview.resume')}
      </Button>
    );
  return (
    <>
      <Button icon={RefreshCw} busy={running !== undefined} onClick={() => void run('syncNow', {})}>
        {t('overview.syncNow')}
      </Button>
      <PauseMenu />
    </>
  );
}

export function Headline({ status }: { readonly status: StatusNow }) {
  const { icon: Icon, tone, title, more } = useHead(status);
  return (
    <header className="headline">
      <span className={`headline-icon tone-${tone}`}>
        <Icon size={28} strokeWidth={2} aria-hidden className={status.state === 'working' ? 'spin' : undefined} />
      </span>
      <div className="headline-words">
        <div role="status">
          <h1>{title}</h1>
        </div>
        <p>{more}</p>
      </div>
      <div className="headline-actions">
        <HeadActions status={status} />
      </div>
    </header>
  );
}
