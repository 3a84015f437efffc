import Circle from 'lucide-react/icons/circle';
import Command from 'lucide-react/icons/command';
import Frame from 'lucide-react/icons/frame';
import Hand from 'lucide-react/icons/hand';
import MousePointer2 from 'lucide-react/icons/mouse-pointer-2';
import Slash from 'lucide-react/icons/slash';
import Square from 'lucide-react/icons/square';
import Type from 'lucide-react/icons/type';
import type { KeyboardEvent } from 'react';
import type { ToolId } from '../editor/session.ts';
import { ICON } from '../ui/icon.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { useCommandKeys } from './menus/use-command.ts';
import styles from './toolbar.module.css';
import { useEditor, useSession } from './workspace.ts';

const TOOLS: readonly { readonly id: ToolId; readonly label: string; readonly Icon: typeof Square }[] = [
  { id: 'select', label: 'Move', Icon: MousePointer2 },
  { id: 'hand', label: 'Hand', Icon: Hand },
  { id: 'frame', label: 'Frame', Icon: Frame },
  { id: 'rectangle', label: 'Rectangle', Icon: Square },
  { id: 'ellipse', label: 'Ellipse', Icon: Circle },
  { id: 'line', label: 'Line', Icon: Slash },
  { id: 'text', label: 'Text', Icon: Type },
];

const TOOL_ICON = { ...ICON, size: 18 };

/** Left and right walk through the buttons, as in every toolbar; Tab goes past them. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
  event.preventDefault();
  event.stopPropagation();
}

/** The tools, at the bottom centre. */
export function Toolbar() {
  const editor = useEditor();
  const tool = useSession((state) => state.tool);
  const readOnly = useSession((state) => state.readOnly);
  const keysOf = useCommandKeys();
  return (
    <div
      role="toolbar"
      aria-label="Tools"
      tabIndex={-1}
      className={styles.toolbar}
      onKeyDown={walk}
      onMouseDown={(event) => event.preventDefault()}
    >
      {TOOLS.filter(({ id }) => !readOnly || id === 'select' || id === 'hand').map(({ id, label, Icon }) => (
        <Tooltip key={id} label={label} keys={keysOf(`tool-${id}`)} side="top">
          <button
            type="button"
            className={styles.tool}
            aria-label={label}
            aria-pressed={tool === id}
            tabIndex={tool === id ? 0 : -1}
            onClick={() => editor.run(`tool-${id}`)}
          >
            <Icon {...TOOL_ICON} />
          </button>
        </Tooltip>
      ))}
      <span className={styles.separator} aria-hidden="true" />
      <Tooltip label="Quick actions" keys={keysOf('show-palette')} side="top">
        <button
          type="button"
          className={styles.tool}
          aria-label="Quick actions"
          tabIndex={-1}
          onClick={() => editor.run('show-palette')}
        >
          <Command {...TOOL_ICON} />
        </button>
      </Tooltip>
    </div>
  );
}
