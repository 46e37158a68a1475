import { Check, Minus } from 'lucide-react';
import { RadioGroup } from 'radix-ui';

export type Ticked = boolean | 'some';

interface TickProps {
  readonly value: Ticked;
  readonly label: string;
  readonly disabled?: boolean;
  /** Where the row around it takes the keyboard, the box itself is no stop for it. */
  readonly tabIndex?: number;
  readonly onChange: (value: boolean) => void;
}

const CHECKED = { true: 'checked', false: 'unchecked', some: 'indeterminate' } as const;

/** A tick box with three states. Lists have one in every row, so it is no more than a button that says what it is. */
export function Tick({ value, label, disabled = false, tabIndex, onChange }: TickProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: an input cannot be drawn as this is, nor have a third state in its markup.
    <button
      type="button"
      role="checkbox"
      className="tick"
      aria-checked={value === 'some' ? 'mixed' : value}
      data-state={CHECKED[`${value}`]}
      aria-label={label}
      disabled={disabled}
      tabIndex={tabIndex}
      onClick={(event) => {
        event.stopPropagation();
        onChange(value !== true);
      }}
      // A tick box is ticked with the space bar.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
    >
      {value === 'some' && <Minus size={13} strokeWidth={3.2} aria-hidden />}
      {value === true && <Check size={13} strokeWidth={3.2} aria-hidden />}
    </button>
  );
}

interface ChoicesProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

const pick = <T extends string>(options: ChoicesProps<T>['options'], text: string): T | undefined =>
  options.find((option) => option.value === text)?.value;

/** One of a few short words, side by side. */
export function Choices<T extends string>({ label, value, options, disabled = false, onChange }: ChoicesProps<T>) {
  const change = (text: string): void => {
    const chosen = pick(options, text);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <RadioGroup.Root className="choices" aria-label={label} value={value} disabled={disabled} onValueChange={change}>
      {options.map((option) => (
        <RadioGroup.Item key={option.value} className="choice" value={option.value}>
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

/** One of a few sentences, one under another. */
export function Radios<T extends string>({ label, value, options, disabled = false, onChange }: ChoicesProps<T>) {
  const change = (text: string): void => {
    const chosen = pick(options, text);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <RadioGroup.Root className="radios" aria-label={label} value={value} disabled={disabled} onValueChange={change}>
      {options.map((option) => (
        <RadioGroup.Item key={option.value} className="radio" value={option.value}>
          <span aria-hidden />
          <span>{option.label}</span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
