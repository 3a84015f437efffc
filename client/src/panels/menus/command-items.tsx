import { Menu } from '@base-ui/react/menu';
import type { CommandId } from '../../editor/commands/command-id.ts';
import type { CommandArguments } from '../../editor/editor.ts';
import { classNames } from '../../ui/class-names.ts';
import menu from '../../ui/menu.module.css';
import { useEditor } from '../workspace.ts';
import { useCommandKeys } from './use-command.ts';

interface CommandItemProps {
  readonly id: CommandId;
  readonly args?: CommandArguments | undefined;
  /** Given: the command's own label does not fit here. */
  readonly label?: string;
  readonly dangerous?: boolean;
}

/** A command in a menu: label, key, and disabled when it cannot run just now. */
export function CommandItem({ id, args, label, dangerous = false }: CommandItemProps) {
  const editor = useEditor();
  const keysOf = useCommandKeys();
  const command = editor.commands.get(id);
  if (command === undefined) return null;
  return (
    <Menu.Item
      className={classNames(menu.item, menu.plain, dangerous && menu.danger)}
      disabled={!editor.isEnabled(id)}
      onClick={() => editor.run(id, args)}
    >
      {label ?? command.label}
      <kbd className={menu.keys}>{keysOf(id)}</kbd>
    </Menu.Item>
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
