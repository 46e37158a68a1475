/** Which roots of the cloud are wanted here, and where. */
import { Archive, Folder, FolderOpen, type LucideIcon, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Failure } from '../../../shared/contract/result.ts';
import { Button } from '../../components/button.tsx';
import { Tick } from '../../components/choice.tsx';
import { Field } from '../../components/field.tsx';
import { FolderPicker } from '../../components/folder-picker.tsx';
import { Empty, FailureNote, Loaded, Note } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { areHere, useClient, useHas, useMaybeQuery, useQuery, useStore } from '../../state/hooks.ts';
import { beside, examplePath, inHome, isWholePath, suggestionOf } from './checks.ts';

type Root = Output<'roots'>[number];

const ICONS: Readonly<Record<string, LucideIcon>> = { sync: Folder, share: Users, backup: Archive };

interface Chosen {
  readonly folder: string;
  readonly error?: string | undefined;
  readonly failure?: Failure | undefined;
}
type AllChosen = Readonly<Record<number, Chosen>>;

interface RootRowProps {
  readonly root: Root;
  /** A folder that does not exist yet, to be made if it is left as it is; empty where none can be suggested. */
  readonly suggestion: string;
  readonly chosen: Chosen | undefined;
  readonly onChange: (chosen: Chosen | undefined) => void;
}

function RootRow({ root, suggestion, chosen, onChange }: RootRowProps) {
  const { t } = useTranslation();
  const { format } = useWords();
  const client = useClient();
  const platform = useStore(client.about)?.platform ?? 'linux';
  const example = examplePath(platform, root.name);
  const { pickFolder } = client.shell;
  const canList = useHas('folders');
  const [picking, setPicking] = useState(false);
  const several = (useQuery('accounts', {}).value?.length ?? 0) > 1;
  const canLink = (root.type === 'sync' || root.type === 'share') && root.linkedTo === null;
  const Icon = ICONS[root.type] ?? Folder;
  const kind =
    root.type === 'share' ? t('welcome.share') : root.type === 'sync' ? t('welcome.own') : t('welcome.backup');
  const whose = several && root.account !== undefined ? [root.account.replace(/ https:\/\//u, ' · ')] : [];
  const state = root.linkedTo === null ? kind : t('welcome.linkedTo', { folder: root.linkedTo });
  const more = [state, ...whose].join(' · ');
  const pick = async (): Promise<void> => {
    if (pickFolder === undefined) return setPicking(true);
    const folder = await pickFolder();
    if (folder !== undefined) onChange({ folder });
  };
  return (
    <li className="choose-root" data-chosen={chosen !== undefined || undefined}>
      <Tick
        value={chosen !== undefined || root.linkedTo !== null}
        label={t('common.select', { name: root.name })}
        disabled={!canLink}
        onChange={(ticked) => onChange(ticked ? { folder: suggestion } : undefined)}
      />
      <Icon size={20} strokeWidth={1.8} aria-hidden />
      <span className="path">
        <span className="path-name">{root.name}</span>
        <span className="path-folder">{more}</span>
      </span>
      <span className="dim small">{format.size(root.spaceUsed)}</span>
      {chosen !== undefined && (
        <div className="choose-folder">
          <Field
            label={t('welcome.folder')}
            hint={t('welcome.folderHint', { example })}
            error={chosen.error}
            value={chosen.folder}
            onChange={(event) => onChange({ folder: event.target.value })}
            spellCheck={false}
            autoComplete="off"
          />
          {(pickFolder !== undefined || canList) && (
            <Button icon={FolderOpen} onClick={() => void pick()}>
              {t('welcome.pick')}
            </Button>
          )}
          {picking && (
            <FolderPicker
              title={t('welcome.pickTitle', { name: root.name })}
              action={t('picker.choose')}
              onPick={(folder) => {
                setPicking(false);
                onChange({ folder });
              }}
              onClose={() => setPicking(false)}
            />
          )}
          {chosen.failure !== undefined && <FailureNote failure={chosen.failure} />}
        </div>
      )}
    </li>
  );
}

interface ChooseProps {
  /** A folder that was dragged in: it is offered first. */
  readonly dropped: string | undefined;
  /** The roots that were linked now. */
  readonly onDone: (rootIds: readonly number[]) => void;
  readonly onLater: (() => void) | undefined;
}

export function Choose({ dropped, onDone, onLater }: ChooseProps) {
  const { t } = useTranslation();
  const client = useClient();
  const platform = useStore(client.about)?.platform ?? 'linux';
  const roots = useQuery('roots', {});
  const canMake = useHas('makeFolder');
  const home = useMaybeQuery('folders', canMake ? {} : undefined).value?.path;
  const [chosen, setChosen] = useState<AllChosen>({});
  const [linked, setLinked] = useState<readonly number[]>([]);
  const [busy, setBusy] = useState(false);
  const wanted = Object.entries(chosen).map(([id, one]) => ({ rootId: Number(id), ...one }));
  const change = (id: number, one: Chosen | undefined): void =>
    setChosen(({ [id]: _before, ...others }) => (one === undefined ? others : { ...others, [id]: one }));

  /** A suggested folder is made when it is needed, not when it is suggested. */
  const linkTo = async (rootId: number, folder: string) => {
    const made = home === undefined ? undefined : inHome(home, folder);
    if (made !== undefined && made === suggestionOf(roots.value ?? [], rootId))
      await client.run('makeFolder', { parent: home ?? '', name: made });
    return client.run('link', { rootId, folder });
  };

  /** Nothing may be transferred before the user has seen what will happen, so syncing rests until then. */
  const link = async (): Promise<void> => {
    const names = new Map(roots.value?.map(({ id, name }) => [id, name]));
    const bad = wanted.filter(({ folder }) => !isWholePath(folder, platform));
    for (const { rootId, folder } of bad) {
      const example = examplePath(platform, names.get(rootId) ?? '');
      change(rootId, { folder, error: t('welcome.folderWrong', { example }) });
    }
    if (bad.length > 0) return;
    setBusy(true);
    await client.ask('pause', {});
    const done: number[] = [];
    for (const { rootId, folder } of wanted) {
      const result = await linkTo(rootId, folder.trim());
      if (result.ok) done.push(rootId);
      change(rootId, result.ok ? undefined : { folder, failure: result.error });
    }
    setBusy(false);
    const all = [...linked, ...done];
    setLinked(all);
    if (done.length === wanted.length) onDone(all);
  };

  return (
    <div className="welcome-form welcome-wide">
      <p className="dim">{t('welcome.chooseIntro')}</p>
      {dropped !== undefined && <Note tone="busy" title={t('drop.chooseRoot', { folder: dropped })} />}
      <Loaded of={roots} onAgain={() => client.queries.refresh('roots')}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon={Folder} title={t('welcome.chooseNone')} text={t('welcome.chooseNoneFix')} />
          ) : (
            <ul className="choose card">
              {list.map((root) => (
                <RootRow
                  key={root.id}
                  root={root}
                  suggestion={
                    dropped !== undefined && wanted.every(({ folder }) => folder !== dropped)
                      ? dropped
                      : home === undefined
                        ? ''
                        : beside(home, suggestionOf(list, root.id))
                  }
                  chosen={chosen[root.id]}
                  onChange={(one) => change(root.id, one)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {areHere(roots) && (
        <div className="welcome-actions">
          {onLater && <Button onClick={onLater}>{t('welcome.later')}</Button>}
          <Button variant="primary" disabled={wanted.length === 0} busy={busy} onClick={() => void link()}>
            {wanted.length === 0 ? t('welcome.linkNone') : t('welcome.link', { count: wanted.length })}
          </Button>
        </div>
      )}
    </div>
  );
}
