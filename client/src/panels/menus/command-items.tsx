import { Menu } from '@base-ui/react/menu';
import Check from 'lucide-react/icons/check';
import type { CommandId } from '../../editor/commands/command-id.ts';
import type { CommandArguments } from '../../editor/editor.ts';
import { classNames } from '../../ui/class-names.ts';
import { SMALL_ICON } from '../../ui/icon.ts';
import menu from '../../ui/menu.module.css';
import { useEditor } from '../workspace.ts';
import { useCommandKeys } from './use-command.ts';

interface CommandItemProps {
  readonly id: CommandId;
  readonly args?: CommandArguments | undefined;
  /** Given: the command's own label does not fit here. */
  readonly label?: string;
  readonly dangerous?: boolean;
  /** Whether others beside it can be checked: labels then begin in line. */
  readonly amongChecked?: boolean;
}

/** A command in a menu: label, key, and disabled when it cannot run just now. Checked where it says so of itself. */
export function CommandItem({ id, args, label, dangerous = false, amongChecked = false }: CommandItemProps) {
  const editor = useEditor();
  const keysOf = useCommandKeys();
  const command = editor.commands.get(id);
  if (command === undefined) return null;
  const { checked } = command;
  const gutter = amongChecked || checked !== undefined;
  const item = {
    className: classNames(menu.item, !gutter && menu.plain, dangerous && menu.danger),
    disabled: !editor.isEnabled(id),
  };
  const content = (
    <>
      <span style={gutter ? { gridColumn: 2 } : undefined}>{label ?? command.label}</span>
      <kbd className={menu.keys}>{keysOf(id)}</kbd>
    </>
  );
  if (checked === undefined)
    return (
      <Menu.Item {...item} onClick={() => editor.run(id, args)}>
        {content}
      </Menu.Item>
    );
  return (
    <Menu.CheckboxItem {...item} closeOnClick checked={checked(editor)} onCheckedChange={() => editor.run(id, args)}>
      <Menu.CheckboxItemIndicator className={menu.check}>
        <Check {...SMALL_ICON} />
      </Menu.CheckboxItemIndicator>
      {content}
    </Menu.CheckboxItem>
  );
}

/** Groups of commands with lines between; `null` items are left out. */
export function CommandItems({
  groups,
  args,
}: {
  readonly groups: readonly (readonly CommandId[])[];
  readonly args?: CommandArguments;
}) {
  return groups.map((ids, index) => [
    index > 0 && <Menu.Separator key={`above ${ids[0]}`} className={menu.separator} />,
    ...ids.map((id) => <CommandItem key={id} id={id} args={args} dangerous={id === 'delete'} />),
  ]);
}
