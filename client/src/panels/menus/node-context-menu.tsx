import { ContextMenu } from '@base-ui/react/context-menu';
import { type MouseEvent, type ReactElement, useState } from 'react';
import type { CommandId } from '../../editor/commands/command-id.ts';
import { focusAfter } from '../../ui/focus-after.ts';
import menu from '../../ui/menu.module.css';
import { useEditor } from '../workspace.ts';
import { CommandItems } from './command-items.tsx';

const ON_LAYERS: readonly (readonly CommandId[])[] = [
  ['copy', 'paste', 'paste-over', 'duplicate', 'copy-as-svg', 'copy-properties', 'paste-properties'],
  ['bring-to-front', 'bring-forward', 'send-backward', 'send-to-back'],
  ['group', 'ungroup', 'frame-selection', 'rename'],
  ['toggle-visible', 'toggle-locked'],
  ['delete'],
];

const ON_PAGE: readonly (readonly CommandId[])[] = [
  ['paste', 'select-all'],
  ['zoom-fit', 'zoom-100'],
  ['toggle-panels', 'show-palette', 'show-keys'],
];

interface NodeContextMenuProps {
  /** Selects what the menu will be about. */
  readonly prepare: (event: MouseEvent<HTMLElement>) => void;
  /** What is clicked on: one element that takes a ref and handlers. */
  readonly children: ReactElement;
}

/** What can be done with the selection, or with the page when nothing is selected, by right click or long press. */
export function NodeContextMenu({ prepare, children }: NodeContextMenuProps) {
  const editor = useEditor();
  const [onLayers, setOnLayers] = useState(false);
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        render={children}
        onContextMenu={(event) => {
          prepare(event);
          setOnLayers(editor.state.selection.length > 0);
        }}
      />
      <ContextMenu.Portal>
        <ContextMenu.Positioner className={menu.positioner}>
          <ContextMenu.Popup className={menu.popup} finalFocus={focusAfter}>
            <CommandItems groups={onLayers ? ON_LAYERS : ON_PAGE} />
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}
