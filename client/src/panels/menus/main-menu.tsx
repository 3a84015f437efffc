import { Menu } from '@base-ui/react/menu';
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { useRef } from 'react';
import type { Command } from '../../editor/editor.ts';
import { classNames } from '../../ui/class-names.ts';
import { SMALL_ICON } from '../../ui/icon.ts';
import { Logo } from '../../ui/logo.tsx';
import { focusAfter } from '../../ui/focus-after.ts';
import menu from '../../ui/menu.module.css';
import { useChosenPicture } from '../hooks/use-chosen-picture.tsx';
import { useEditor, useSession, useWorkspace } from '../workspace.ts';
import { CommandItem } from './command-items.tsx';
import { COMMAND_GROUPS } from './command-groups.ts';
import styles from './main-menu.module.css';

/** Above this an SVG is refused, in bytes: the browser would stand still for minutes. */
const MAX_SVG_BYTES = 50_000_000;

function Submenu({ label, commands }: { readonly label: string; readonly commands: readonly Command[] }) {
  const amongChecked = commands.some(({ checked }) => checked !== undefined);
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={classNames(menu.item, menu.plain)}>
        {label}
        <ChevronRight {...SMALL_ICON} />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} sideOffset={2} alignOffset={-4}>
          <Menu.Popup className={menu.popup} finalFocus={focusAfter}>
            {commands.map(({ id }) => (
              <CommandItem key={id} id={id} amongChecked={amongChecked} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}

/** The logo at the top left: every command by group, and the way back to the files. */
export function MainMenu() {
  const editor = useEditor();
  const { onHome } = useWorkspace();
  const readOnly = useSession((state) => state.readOnly);
  const svgInput = useRef<HTMLInputElement>(null);
  const listed = [...editor.commands.values()].filter(({ hidden, id }) => hidden !== true && id !== 'import-svg');
  const importSvg = async (file: File): Promise<void> => {
    if (file.size > MAX_SVG_BYTES)
      return editor.notify('error', `${file.name} is larger than ${MAX_SVG_BYTES / 1e6} MB.`);
    editor.run('import-svg', { name: file.name.replace(/\.svg$/i, ''), text: await file.text() });
  };
  const { chooser, choosePicture } = useChosenPicture((file) => {
    editor.run('place-picture', { name: file.name, picture: file });
  });
  return (
    <>
      {chooser}
      <Menu.Root modal={false}>
        <Menu.Trigger className={styles.trigger} aria-label="Main menu">
          <Logo size={20} />
          <ChevronDown size={12} strokeWidth={1.75} aria-hidden="true" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className={menu.positioner} align="start" sideOffset={6}>
            <Menu.Popup className={menu.popup} finalFocus={focusAfter}>
              <Menu.Item className={classNames(menu.item, menu.plain)} onClick={onHome}>
                All files
              </Menu.Item>
              <CommandItem id="show-palette" label="Quick actions…" />
              <Menu.Separator className={menu.separator} />
              <Menu.Item
                className={classNames(menu.item, menu.plain)}
                disabled={readOnly}
                onClick={() => svgInput.current?.click()}
              >
                Import SVG…
              </Menu.Item>
              <Menu.Item className={classNames(menu.item, menu.plain)} disabled={readOnly} onClick={choosePicture}>
                Place picture…
              </Menu.Item>
              {COMMAND_GROUPS.map(({ group, label }) => {
                const commands = listed.filter((command) => command.group === group);
                return commands.length === 0 ? null : <Submenu key={group} label={label} commands={commands} />;
              })}
              <Menu.Separator className={menu.separator} />
              <CommandItem id="show-keys" />
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <input
        ref={svgInput}
        type="file"
        accept=".svg,image/svg+xml"
        hidden
        aria-label="SVG file to import"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) void importSvg(file);
        }}
      />
    </>
  );
}
