/** The rules of a root's ignore file, with what they would match before they are saved. */
import { EyeOff, RotateCcw, Save } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FileIcon } from '../../components/file-icon.tsx';
import { FailureNote, Loaded, nameOf, PathText, Waiting } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { useFace, useQuery, useRun, useSettled } from '../../state/hooks.ts';

/** Milliseconds without typing before the rules are tried out: that looks through the whole root. */
const SETTLED_MS = 350;
const EXAMPLES = 40;

function Preview({ rootId, text }: { readonly rootId: number; readonly text: string }) {
  const { t } = useTranslation();
  const { format } = useWords();
  const found = useQuery('previewIgnore', { rootId, text, limit: EXAMPLES });
  if (found.error !== undefined) return <FailureNote failure={found.error} />;
  if (found.value === undefined) return <Waiting text={t('settings.rulesLooking')} />;
  const { files, folders, bytes, newFiles, newFolders, examples } = found.value;
  if (files + folders === 0) return <p className="dim">{t('settings.rulesNone')}</p>;
  const words = (fileCount: number, folderCount: number) => ({
    files: t('common.files', { count: fileCount }),
    folders: t('common.folders', { count: folderCount }),
  });
  return (
    <>
      <p>{t('settings.rulesMatch', { ...words(files, folders), size: format.size(bytes) })}</p>
      {newFiles + newFolders > 0 && <p className="tone-warn">{t('settings.rulesNew', words(newFiles, newFolders))}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <ul className="rule-matches" tabIndex={0}>
        {examples.map(({ path, kind, rule, isNew }) => (
          <li key={path}>
            <FileIcon name={nameOf(path)} kind={kind} />
            <PathText path={path} {...(isNew ? { extra: t('settings.rulesIsNew') } : {})} />
            <code className="dim">{rule}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

interface EditorProps {
  readonly rootId: number;
  readonly name: string;
  readonly saved: string;
}

function Editor({ rootId, name, saved }: EditorProps) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const [typed, setTyped] = useState<string>();
  const text = typed ?? saved;
  const settled = useSettled(text, SETTLED_MS);
  const isChanged = text !== saved;
  const save = async (): Promise<void> => {
    const result = await run('changeIgnoreRules', { rootId, text });
    if (!result.ok) return;
    setTyped(undefined);
    notices.tell(t('settings.rulesSaved'));
  };
  return (
    <>
      <textarea
        className="input mono"
        rows={5}
        aria-label={t('settings.rulesLabel', { name })}
        placeholder={'*.bak\nbuild/'}
        spellCheck={false}
        value={text}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="many-actions">
        <Button
          variant="primary"
          icon={Save}
          disabled={!isChanged}
          busy={running !== undefined}
          onClick={() => void save()}
        >
          {t('settings.rulesSave')}
        </Button>
        {isChanged && (
          <Button icon={RotateCcw} onClick={() => setTyped(undefined)}>
            {t('settings.rulesUndo')}
          </Button>
        )}
      </div>
      <div className="rule-preview" aria-live="polite">
        {settled.trim() !== '' && <Preview rootId={rootId} text={settled} />}
      </div>
    </>
  );
}

function Opened({ rootId, name }: { readonly rootId: number; readonly name: string }) {
  const { t } = useTranslation();
  const rules = useQuery('ignoreRules', { rootId });
  return (
    <>
      <p className="dim">{t('settings.rulesMore')}</p>
      <Loaded of={rules}>{({ text }) => <Editor rootId={rootId} name={name} saved={text} />}</Loaded>
    </>
  );
}

export function IgnoreRules({ rootId, name }: { readonly rootId: number; readonly name: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="setting-more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <EyeOff size={16} aria-hidden />
        {t('settings.rules')}
      </summary>
      {open && <Opened rootId={rootId} name={name} />}
    </details>
  );
}
