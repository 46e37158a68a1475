import { EllipsisVertical, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly danger?: boolean;
  /** Where it leads, or what it does. */
  readonly href?: string;
  readonly onSelect?: () => void;
}

/** Groups of items, with a line between them. Empty groups are left out. */
type Groups = readonly (readonly MenuItem[])[];

function Item({ item }: { readonly item: MenuItem }) {
  const { icon: Icon, label, danger, href, onSelect } = item;
  const content = (
    <>
      {Icon && <Icon size={16} aria-hidden />}
      {label}
    </>
  );
  const marks = danger === true ? { 'data-danger': '' } : {};
  if (href !== undefined)
    return (
      <DropdownMenu.Item className="menu-item" asChild {...marks}>
        <a href={href}>{content}</a>
      </DropdownMenu.Item>
    );
  return (
    <DropdownMenu.Item className="menu-item" onSelect={() => onSelect?.()} {...marks}>
      {content}
    </DropdownMenu.Item>
  );
}

/** A menu at whatever opens it. Not modal: the page behind stays as it is, which also needs no style of its own. */
export function Menu({ trigger, groups }: { readonly trigger: ReactNode; readonly groups: Groups }) {
  const filled = groups.filter((group) => group.length > 0);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={5} collisionPadding={8}>
          {filled.map((group, index) => (
            <DropdownMenu.Group key={group[0]?.key}>
              {index > 0 && <DropdownMenu.Separator className="menu-line" />}
              {group.map((item) => (
                <Item key={item.key} item={item} />
              ))}
            </DropdownMenu.Group>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MoreMenu({ label, groups }: { readonly label: string; readonly groups: Groups }) {
  return (
    <Menu
      groups={groups}
      trigger={
        <button type="button" className="icon-button" aria-label={label}>
          <EllipsisVertical size={18} aria-hidden />
        </button>
      }
    />
  );
}
