import { Check, Minus } from 'lucide-react';
import { Checkbox, RadioGroup } from 'radix-ui';

export type Ticked = boolean | 'some';

interface TickProps {
  readonly value: Ticked;
  readonly label: string;
  readonly disabled?: boolean;
  /** Where the row around it takes the keyboard, the box itself is no stop for it. */
  readonly tabIndex?: number;
  readonly onChange: (value: boolean) => void;
}

/** A tick box with three states. */
export function Tick({ value, label, disabled = false, tabIndex, onChange }: TickProps) {
  return (
    <Checkbox.Root
      className="tick"
      checked={value === 'some' ? 'indeterminate' : value}
      aria-label={label}
      disabled={disabled}
      {...(tabIndex === undefined ? {} : { tabIndex })}
      onClick={(event) => event.stopPropagation()}
      onCheckedChange={(next) => onChange(next === true)}
    >
      <Checkbox.Indicator>
        {value === 'some' ? <Minus size={13} strokeWidth={3.2} /> : <Check size={13} strokeWidth={3.2} />}
      </Checkbox.Indicator>
    </Checkbox.Root>
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
export function Choices<T extends string>({ label, value, options, onChange }: ChoicesProps<T>) {
  const change = (text: string): void => {
    const chosen = pick(options, text);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <RadioGroup.Root className="choices" aria-label={label} value={value} onValueChange={change}>
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
