/** The navigation: where one can go, and how much needs the user there. */
import {
  FolderTree,
  GitCompareArrows,
  Hand,
  House,
  Link2,
  ListChecks,
  type LucideIcon,
  Settings,
  Sparkles,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { needsOf } from '../state/attention.ts';
import { useClient, useHas, useIsNew, useQuery, useRoute, useStatus, useStore } from '../state/hooks.ts';
import { hashOf, type ViewName } from '../state/route.ts';
import { useWords } from './use-words.ts';

interface Place {
  readonly view: ViewName;
  readonly icon: LucideIcon;
  readonly count?: number;
}

function usePlaces(): readonly Place[] {
  const status = useStatus();
  const held = useQuery('held', {}).value;
  const needs = status === undefined ? undefined : needsOf(status, held);
  const shares = useHas('shares');
  if (useIsNew())
    return [
      { view: 'welcome', icon: Sparkles },
      { view: 'settings', icon: Settings },
    ];
  return [
    { view: 'overview', icon: House },
    { view: 'files', icon: FolderTree },
    { view: 'activity', icon: ListChecks },
    { view: 'conflicts', icon: GitCompareArrows, count: needs?.conflicts ?? 0 },
    { view: 'held', icon: Hand, count: needs?.held ?? 0 },
    ...(shares ? [{ view: 'shares' as const, icon: Link2 }] : []),
    { view: 'settings', icon: Settings },
  ];
}

function PlaceLink({ place: { view, icon: Icon, count = 0 } }: { readonly place: Place }) {
  const { t } = useTranslation();
  const { format } = useWords();
  const current = useRoute().view === view;
  return (
    <a href={hashOf(view)} aria-current={current ? 'page' : undefined}>
      <Icon size={18} strokeWidth={1.9} aria-hidden />
      <span>{t(`nav.${view}`)}</span>
      {count > 0 && (
        <span className="count count-warn">
          <span aria-hidden>{count > 99 ? '99+' : format.number(count)}</span>
          <span className="unseen">{t('app.needsYou', { count })}</span>
        </span>
      )}
    </a>
  );
}

export function Side() {
  const { t } = useTranslation();
  const client = useClient();
  const about = useStore(client.about);
  const account = useQuery('account', {}).value;
  const places = usePlaces();
  return (
    <div className="side">
      <div className="brand">
        <img src="./mark.svg" alt="" />
        <span>
          {t('app.name')}
          {about !== undefined && <small>{t('app.onHost', { host: about.host })}</small>}
        </span>
      </div>
      <nav className="nav" aria-label={t('app.navigation')}>
        {places.map((place) => (
          <PlaceLink key={place.view} place={place} />
        ))}
      </nav>
      {account?.signedIn === true && (
        <div className="side-foot" title={t('app.signedInAs', { user: account.user ?? '' })}>
          <strong>{account.displayName ?? account.user}</strong>
          <span className="dim">{account.server?.replace(/^https:\/\//u, '')}</span>
        </div>
      )}
    </div>
  );
}
