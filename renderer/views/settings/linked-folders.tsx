/** Each linked folder: where it is, what of it is left out, its rules, and other names for what cannot have its own. */
import { FolderInput, FolderSync, PackagePlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { FolderPicker } from '../../components/folder-picker.tsx';
import { nameOf } from '../../components/parts.tsx';
import { Switch } from '../../components/switch.tsx';
import { useWords } from '../../components/use-words.ts';
import { useFace, useHas, useQuery, useRun, useStatus } from '../../state/hooks.ts';
import { IgnoreRules } from './ignore-rules.tsx';
import { SettingRow } from './setting-row.tsx';

type LinkNow = Output<'status'>['links'][number];

function LeftOut({ link }: { readonly link: LinkNow }) {
  const { t } = useTranslation();
  const { format } = useWords();
  const { notices } = useFace();
  const { run, running } = useRun();
  const list = useQuery('leftOut', { rootId: link.rootId }).value ?? [];
  const take = async (path: string): Promise<void> => {
    const result = await run('include', { path: `${link.rootId}:${path}` }, path);
    if (result.ok) notices.tell(t('files.included', { name: nameOf(path) }));
  };
  return (
    <div className="setting-block">
      <strong>{t('settings.leftOut')}</strong>
      {list.length === 0 && <span className="dim">{t('settings.leftOutNone')}</span>}
      <ul className="left-out">
        {list.map(({ path, bytes }) => (
          <li key={path}>
            <bdi>{path}</bdi>
            <span className="dim small">{bytes === null ? '' : format.size(bytes)}</span>
            <Button
              icon={PackagePlus}
              busy={running === path}
              aria-label={`${t('settings.takeBack')}: ${nameOf(path)}`}
              onClick={() => void take(path)}
            >
              {t('settings.takeBack')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Aliases({ link }: { readonly link: LinkNow }) {
  const { t } = useTranslation();
  const { run, running } = useRun();
  const all = useQuery('aliases', { rootId: link.rootId }).value ?? [];
  const on = link.aliases === true;
  return (
    <>
      <SettingRow label={t('settings.aliases')} hint={t('settings.aliasesMore')}>
        <Switch
          on={on}
          label={`${t('settings.aliases')}: ${link.name}`}
          disabled={running !== undefined}
          onChange={(aliases) => void run('changeLink', { rootId: link.rootId, aliases })}
        />
      </SettingRow>
      {all.length > 0 && (
        <details className="setting-more">
          <summary>{t('settings.aliasList', { count: all.length })}</summary>
          <ul className="left-out">
            {all.slice(0, 200).map(({ path, localName }) => (
              <li key={path}>
                <bdi>{path}</bdi>
                <span className="dim small">{t('settings.aliasIs', { name: localName })}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function MoveLink({ link }: { readonly link: LinkNow }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const [choosing, setChoosing] = useState(false);
  const move = async (folder: string): Promise<void> => {
    const result = await run('moveLink', { rootId: link.rootId, folder });
    if (!result.ok) return;
    setChoosing(false);
    notices.tell(t('settings.moved', { folder: result.value.folder }));
  };
  return (
    <>
      <Button icon={FolderInput} onClick={() => setChoosing(true)}>
        {t('settings.moveLink')}
      </Button>
      {choosing && (
        <FolderPicker
          title={t('settings.moveLinkTitle', { name: link.name })}
          text={t('settings.moveLinkText')}
          action={t('settings.moveLinkDo')}
          busy={running !== undefined}
          onPick={(folder) => void move(folder)}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}

export function LinkedFolders() {
  const { t } = useTranslation();
  const links = useStatus()?.links ?? [];
  const can = {
    leftOut: useHas('leftOut'),
    rules: useHas('ignoreRules'),
    aliases: useHas('changeLink'),
    move: useHas('moveLink'),
  };
  return (
    <section className="card setting-card" aria-labelledby="folders">
      <h2 id="folders">{t('settings.folders')}</h2>
      {links.length === 0 && <p className="dim">{t('settings.foldersNone')}</p>}
      {links.map((link) => (
        <section key={link.rootId} className="linked" aria-label={link.name}>
          <div className="setting">
            <div>
              <strong className="linked-name">
                <FolderSync size={17} aria-hidden />
                {link.name}
              </strong>
              <bdi className="mono dim small">{link.folder}</bdi>
            </div>
            {can.move && <MoveLink link={link} />}
          </div>
          {can.leftOut && <LeftOut link={link} />}
          {can.aliases && <Aliases link={link} />}
          {can.rules && <IgnoreRules rootId={link.rootId} name={link.name} />}
        </section>
      ))}
    </section>
  );
}
