import { CircleAlert, Eye, EyeOff, Search, X } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';

interface FieldProps extends ComponentProps<'input'> {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  /** Stands inside the field, at its end. */
  readonly inside?: ReactNode;
}

/** A text field with its label, hint and error, which are read out together. */
export function Field({ label, hint, error, inside, ...rest }: FieldProps) {
  const id = useId();
  const about = error !== undefined ? `${id}-error` : hint !== undefined ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={inside === undefined ? undefined : 'input-with'}>
        <input id={id} className="input" aria-invalid={error !== undefined} aria-describedby={about} {...rest} />
        {inside}
      </div>
      {error === undefined ? (
        hint !== undefined && (
          <span className="field-hint" id={`${id}-hint`}>
            {hint}
          </span>
        )
      ) : (
        <span className="field-error" id={`${id}-error`} role="alert">
          <CircleAlert size={14} aria-hidden />
          {error}
        </span>
      )}
    </div>
  );
}

export function PasswordField(props: FieldProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...props}
      type={shown ? 'text' : 'password'}
      inside={
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={shown ? t('welcome.hidePassword') : t('welcome.showPassword')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}

interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly clearLabel: string;
  readonly onChange: (value: string) => void;
}

export function SearchField({ label, value, clearLabel, onChange }: SearchProps) {
  return (
    <div className="input-with input-search">
      <Search size={16} aria-hidden />
      <input
        className="input"
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onChange('')}
      />
      {value !== '' && <IconButton icon={X} label={clearLabel} onClick={() => onChange('')} />}
    </div>
  );
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function Select<T extends string>({ label, value, options, onChange }: SelectProps<T>) {
  return (
    <select
      className="input"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
