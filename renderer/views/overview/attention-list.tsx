/** What needs the user, each with its action. */
import { CircleAlert, GitCompareArrows, Hand, type LucideIcon, OctagonAlert, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { nameOf } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { type AttentionItem, attentionOf } from '../../state/attention.ts';
import { useQuery, useRun } from '../../state/hooks.ts';
import { hashOf } from '../../state/route.ts';

interface RowProps {
  readonly icon: LucideIcon;
  readonly tone: 'warn' | 'bad';
  readonly title: string;
  readonly text?: string | undefined;
  readonly children: ReactNode;
}

function Row({ icon: Icon, tone, title, text, children }: RowProps) {
  return (
    <li className="need">
      <span className={`need-icon tone-${tone}`}>
        <Icon size={18} aria-hidden />
      </span>
      <div className="need-words">
        <strong>{title}</strong>
        {text !== undefined && <span>{text}</span>}
      </div>
      <div className="need-do">{children}</div>
    </li>
  );
}

function Item({ item }: { readonly item: AttentionItem }) {
  const { t } = useTranslation();
  const { code } = useWords();
  const { run, running } = useRun();
  switch (item.kind) {
    case 'stopped': {
      const { link, reason } = item;
      const { what, fix } = code(reason, { path: link.folder, detail: link.detail });
      return (
        <Row icon={OctagonAlert} tone="bad" title={what} text={fix}>
          <Button busy={running !== undefined} onClick={() => void run('syncNow', { rootId: link.rootId })}>
            {t('common.again')}
          </Button>
        </Row>
      );
    }
    case 'deletion': {
      const { count, side } = item.item;
      const title = side === 'local' ? t('held.massLocal', { count }) : t('held.massCloud', { count });
      return (
        <Row
          icon={Trash2}
          tone="bad"
          title={title}
          text={side === 'local' ? t('held.massLocalMore') : t('held.massCloudMore')}
        >
          <ButtonLink variant="primary" href={hashOf('held')}>
            {t('overview.lookHeld')}
          </ButtonLink>
        </Row>
      );
    }
    case 'conflicts': {
      const { conflicts: count, name } = item.link;
      return (
        <Row
          icon={GitCompareArrows}
          tone="warn"
          title={t('overview.conflicts', { count, name })}
          text={t('overview.conflictsWhat')}
        >
          <ButtonLink href={hashOf('conflicts')}>{t('overview.conflictsDo')}</ButtonLink>
        </Row>
      );
    }
    case 'failed': {
      const { failed: count, name } = item.link;
      return (
        <Row icon={CircleAlert} tone="bad" title={t('overview.failed', { count, name })} text={code('failing').fix}>
          <ButtonLink href={hashOf('held')}>{t('overview.failedDo')}</ButtonLink>
        </Row>
      );
    }
    case 'held': {
      const { path, reason, detail, suggestedName } = item.item;
      const more = detail === nameOf(path) ? undefined : detail;
      const { what } = code(reason, { path, detail: more, suggestion: suggestedName });
      return (
        <Row icon={Hand} tone="warn" title={nameOf(path)} text={what}>
          <ButtonLink href={hashOf('held')}>{t('overview.lookHeld')}</ButtonLink>
        </Row>
      );
    }
  }
}

export function AttentionList({ status }: { readonly status: Output<'status'> }) {
  const { t } = useTranslation();
  const held = useQuery('held', {}).value ?? [];
  const { items, moreHeld } = attentionOf(status, held);
  if (items.length === 0) return undefined;
  return (
    <section className="card" aria-labelledby="needs">
      <div className="card-head">
        <h2 id="needs">{t('overview.attention')}</h2>
      </div>
      <ul className="needs">
        {items.map((item) => (
          <Item key={item.key} item={item} />
        ))}
        {moreHeld > 0 && (
          <li className="need need-more">
            <a href={hashOf('held')}>{t('overview.moreHeld', { count: moreHeld })}</a>
          </li>
        )}
      </ul>
    </section>
  );
}
