/** The last few things that were done. */
import { useTranslation } from 'react-i18next';
import { ActionIcon, useDeed } from '../../components/activity-row.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Ago, Loaded, nameOf } from '../../components/parts.tsx';
import { useQuery } from '../../state/hooks.ts';
import { hashOf, hashOfPath } from '../../state/route.ts';

/** As many as stand beside the linked folders. */
export const RECENT = { limit: 8 } as const;

export function Recent() {
  const { t } = useTranslation();
  const deed = useDeed();
  const activity = useQuery('activity', RECENT);
  return (
    <section className="card" aria-labelledby="recent">
      <div className="card-head">
        <h2 id="recent">{t('overview.recent')}</h2>
        <ButtonLink variant="quiet" href={hashOf('activity')}>
          {t('overview.allActivity')}
        </ButtonLink>
      </div>
      <Loaded of={activity}>
        {(entries) =>
          entries.length === 0 ? (
            <p className="card-none">{t('overview.recentNone')}</p>
          ) : (
            <ul className="recent">
              {entries.map((entry) => (
                <li key={`${entry.rootId} ${entry.id}`}>
                  <ActionIcon entry={entry} />
                  <div>
                    <a className="path-name" href={hashOfPath(entry.rootId, entry.to ?? entry.path)} title={entry.path}>
                      <bdi>{nameOf(entry.path)}</bdi>
                    </a>
                    <span className="path-folder">
                      {deed(entry)} · <Ago at={entry.at} />
                    </span>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
