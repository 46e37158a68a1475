/** What is on its way now, with its speed and the time it still takes. */
import { ArrowDownToLine, ArrowUpFromLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Bar, folderOf, nameOf } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { useClient, useStatus, useStore } from '../../state/hooks.ts';
import type { Pace } from '../../state/speed.ts';

const MOST_SHOWN = 6;

function Row({ pace: { transfer, speed, secondsLeft } }: { readonly pace: Pace }) {
  const { t } = useTranslation();
  const { format } = useWords();
  const up = transfer.direction === 'up';
  const Icon = up ? ArrowUpFromLine : ArrowDownToLine;
  const direction = up ? t('overview.upload') : t('overview.download');
  const left = secondsLeft === undefined ? undefined : t('overview.left', { time: format.duration(secondsLeft) });
  const pace = speed === undefined ? undefined : format.speed(speed);
  return (
    <li className="transfer">
      <span className="tone-busy" title={direction}>
        <Icon size={17} aria-hidden />
        <span className="unseen">{direction}</span>
      </span>
      <div>
        <div className="transfer-top">
          <bdi className="path-name" title={transfer.path}>
            {nameOf(transfer.path)}
          </bdi>
          <span className="small dim">{left ?? '\u00a0'}</span>
        </div>
        <Bar share={transfer.bytes === 0 ? 1 : transfer.bytesDone / transfer.bytes} label={nameOf(transfer.path)} />
        <div className="transfer-top small dim">
          <bdi className="path-folder">{folderOf(transfer.path) || '/'}</bdi>
          <span>
            {[
              t('overview.quotaOf', { used: format.size(transfer.bytesDone), quota: format.size(transfer.bytes) }),
              pace,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      </div>
    </li>
  );
}

export function Transfers() {
  const { t } = useTranslation();
  const client = useClient();
  const paces = useStore(client.paces);
  const status = useStatus();
  const more = paces.length - MOST_SHOWN;
  const small = status?.state === 'working' && status.links.some(({ pending }) => pending > 0);
  return (
    <section className="card" aria-labelledby="on-its-way">
      <div className="card-head">
        <h2 id="on-its-way">{t('overview.transfers')}</h2>
        {paces.length > 0 && <span className="count">{paces.length}</span>}
      </div>
      {paces.length === 0 ? (
        <p className="card-none">{small ? t('overview.transfersSmall') : t('overview.transfersNone')}</p>
      ) : (
        <ul className="transfers">
          {paces.slice(0, MOST_SHOWN).map((pace) => (
            <Row key={pace.transfer.id} pace={pace} />
          ))}
          {more > 0 && <li className="small dim transfer-more">{t('plan.more', { count: more })}</li>}
        </ul>
      )}
    </section>
  );
}
