/** What a search has found so far. */
import { SearchX } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FileIcon } from '../../components/file-icon.tsx';
import { Empty, PathText } from '../../components/parts.tsx';
import { PathStateBadge } from '../../components/state.tsx';
import { useClient, useStore } from '../../state/hooks.ts';
import { hashOfPath } from '../../state/route.ts';
import { MOST_FOUND, Search } from './search.ts';

interface FoundProps {
  readonly rootId: number;
  readonly text: string;
  readonly selected: string | undefined;
}

export function FoundList({ rootId, text, selected }: FoundProps) {
  const { t } = useTranslation();
  const client = useClient();
  const search = useMemo(() => new Search(client, rootId, text), [client, rootId, text]);
  useEffect(() => {
    void search.run();
    return () => search.end();
  }, [search]);
  const { entries, folders, searching } = useStore(search.found);
  const told = searching
    ? t('files.searching', { count: folders, found: entries.length })
    : entries.length >= MOST_FOUND
      ? t('files.foundMost', { count: entries.length })
      : t('files.found', { count: entries.length });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="tree card" tabIndex={0} aria-label={t('files.search', { name: text })}>
      <div className="found-head">
        <span role="status">{told}</span>
        {searching && (
          <Button variant="quiet" onClick={() => search.end()}>
            {t('files.stop')}
          </Button>
        )}
      </div>
      {!searching && entries.length === 0 ? (
        <Empty icon={SearchX} title={t('files.foundNone', { text })} />
      ) : (
        <ul className="found">
          {entries.map((entry) => (
            <li key={entry.path}>
              <a href={hashOfPath(rootId, entry.path)} aria-current={entry.path === selected ? 'true' : undefined}>
                <FileIcon name={entry.name} kind={entry.kind} />
                <PathText path={entry.path} />
                <PathStateBadge state={entry.state} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
