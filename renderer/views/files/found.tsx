/** What the engine knows under a name: it looks through all of a root at once. */
import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FileIcon } from '../../components/file-icon.tsx';
import { Empty, Failed, PathText, Waiting } from '../../components/parts.tsx';
import { PathStateMark } from '../../components/state.tsx';
import { useClient, useQuery } from '../../state/hooks.ts';
import { hashOfPath } from '../../state/route.ts';

interface FoundProps {
  readonly rootId: number;
  readonly text: string;
  readonly selected: string | undefined;
}

/** More than anybody reads. */
const MOST_FOUND = 200;

export function FoundList({ rootId, text, selected }: FoundProps) {
  const { t } = useTranslation();
  const client = useClient();
  const found = useQuery('search', { rootId, text, limit: MOST_FOUND });
  if (found.value === undefined)
    return (
      <section className="tree card" aria-label={t('files.search', { name: text })}>
        {found.error === undefined ? (
          <Waiting text={t('files.searching')} />
        ) : (
          <Failed failure={found.error} onAgain={() => client.queries.refresh('search')} />
        )}
      </section>
    );
  const { entries, more } = found.value;
  const told = more ? t('files.foundMost', { count: entries.length }) : t('files.found', { count: entries.length });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="tree card" tabIndex={0} aria-label={t('files.search', { name: text })}>
      <div className="found-head">
        <span role="status">{told}</span>
      </div>
      {entries.length === 0 ? (
        <Empty icon={SearchX} title={t('files.foundNone', { text })} />
      ) : (
        <ul className="found">
          {entries.map((entry) => (
            <li key={entry.path}>
              <a href={hashOfPath(rootId, entry.path)} aria-current={entry.path === selected ? 'true' : undefined}>
                <FileIcon name={entry.name} kind={entry.kind} />
                <PathText path={entry.path} />
                <PathStateMark state={entry.state} word={t(`pathState.${entry.state}`)} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
