import { LoaderCircle, type LucideIcon } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import type { ComponentProps } from 'react';
import { useSlow } from '../state/hooks.ts';

type Variant = 'primary' | 'plain' | 'quiet' | 'danger' | 'danger-plain';

interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: Variant;
  readonly icon?: LucideIcon;
  /** What it started is under way: it cannot be pressed again, and after 300 ms it shows so. */
  readonly busy?: boolean;
  readonly wide?: boolean;
}

export function Button({ variant = 'plain', icon: Icon, busy = false, wide, children, ...rest }: ButtonProps) {
  const slow = useSlow(busy);
  const classes = `button button-${variant}${wide === true ? ' button-wide' : ''}`;
  return (
    <button type="button" className={classes} aria-busy={busy} {...rest} disabled={rest.disabled === true || busy}>
      {slow ? <LoaderCircle size={16} className="spin" aria-hidden /> : Icon && <Icon size={16} aria-hidden />}
      {children}
    </button>
  );
}

interface ButtonLinkProps extends ComponentProps<'a'> {
  readonly variant?: Variant;
  readonly icon?: LucideIcon;
}

/** Looks like a button, leads somewhere. */
export function ButtonLink({ variant = 'plain', icon: Icon, children, ...rest }: ButtonLinkProps) {
  return (
    <a className={`button button-${variant}`} {...rest}>
      {Icon && <Icon size={16} aria-hidden />}
      {children}
    </a>
  );
}

interface IconButtonProps extends ComponentProps<'button'> {
  readonly icon: LucideIcon;
  /** What it does; read out, and shown as a tip. */
  readonly label: string;
}

export function IconButton({ icon: Icon, label, ...rest }: IconButtonProps) {
  return (
    <Tip text={label}>
      <button type="button" className="icon-button" aria-label={label} {...rest}>
        <Icon size={18} aria-hidden />
      </button>
    </Tip>
  );
}

/** A tip on pointing and on focus; its text must also be there for those who see no tips. */
export function Tip({ text, children }: { readonly text: string; readonly children: React.ReactNode }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tip" sideOffset={5} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
