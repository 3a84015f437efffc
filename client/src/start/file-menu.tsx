import { ContextMenu } from '@base-ui/react/context-menu';
import { Menu } from '@base-ui/react/menu';
import Ellipsis from 'lucide-react/icons/ellipsis';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';
import { ICON } from '../ui/icon.ts';
import menu from '../ui/menu.module.css';

export interface FileAction {
  readonly label: string;
  readonly run: () => void;
  readonly dangerous?: boolean;
  /** A line above it. */
  readonly separated?: boolean;
}

interface FileMenuProps {
  readonly actions: readonly FileAction[];
}

// The parts of the two kinds of menu are the same components under two names.
function Items({ actions }: FileMenuProps): ReactNode {
  return actions.map(({ label, run, dangerous, separated }) => [
    separated === true && <Menu.Separator key={`above ${label}`} className={menu.separator} />,
    <Menu.Item
      key={label}
      className={classNames(menu.item, menu.plain, dangerous === true && menu.danger)}
      onClick={run}
    >
      {label}
    </Menu.Item>,
  ]);
}

/** The "…" button of a file. */
export function FileMenuButton({
  name,
  className,
  actions,
}: FileMenuProps & { readonly name: string; readonly className?: string | undefined }) {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className={className} aria-label={`Actions for ${name}`}>
        <Ellipsis {...ICON} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} align="end" sideOffset={4}>
          <Menu.Popup className={menu.popup}>
            <Items actions={actions} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** The same actions on right click or long press on `children`. */
export function FileContextMenu({ actions, children }: FileMenuProps & { readonly children: ReactElement }) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger render={children} />
      <ContextMenu.Portal>
        <ContextMenu.Positioner className={menu.positioner}>
          <ContextMenu.Popup className={menu.popup}>
            <Items actions={actions} />
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}
