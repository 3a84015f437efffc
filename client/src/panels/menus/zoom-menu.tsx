import { Menu } from '@base-ui/react/menu';
import ChevronDown from 'lucide-react/icons/chevron-down';
import { focusAfter } from '../../ui/focus-after.ts';
import menu from '../../ui/menu.module.css';
import { useSession } from '../workspace.ts';
import { CommandItem } from './command-items.tsx';
import styles from './zoom-menu.module.css';

/** How large the page is shown, and the commands that change it. */
export function ZoomMenu() {
  const percent = useSession(({ camera }) => Math.round(camera.zoom * 100));
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className={styles.trigger} aria-label={`Zoom, ${percent} %`}>
        {percent}%
        <ChevronDown size={12} strokeWidth={1.75} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} align="end" sideOffset={6}>
          <Menu.Popup className={menu.popup} finalFocus={focusAfter}>
            <CommandItem id="zoom-in" />
            <CommandItem id="zoom-out" />
            <Menu.Separator className={menu.separator} />
            <CommandItem id="zoom-100" />
            <CommandItem id="zoom-fit" />
            <CommandItem id="zoom-selection" />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
