import { ContextMenu } from '@base-ui/react/context-menu';
import type { Vector } from '@joinery/shared';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import type { CommandId } from '../editor/commands/command-id.ts';
import { screenToPage } from '../editor/camera.ts';
import type { Editor } from '../editor/editor.ts';
import { focusAfter } from '../ui/focus-after.ts';
import menu from '../ui/menu.module.css';
import styles from './canvas-area.module.css';
import { CommandItems } from './menus/command-items.tsx';
import { useEditor } from './workspace.ts';

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

/** Selects what was clicked, unless it is selected already. */
function selectUnder(editor: Editor, screen: Vector): void {
  const { page, scope, camera, selection } = editor.state;
  const hit = editor.scene.hitTest(screenToPage(camera, screen), { page, scope, deep: false, slack: 4 / camera.zoom });
  if (hit === null) editor.select([]);
  else if (!selection.some((id) => editor.document.isWithin(hit, id))) editor.select([hit]);
}

interface CanvasAreaProps {
  /** Fills the element with the canvas. @returns a function that ends it */
  readonly mount: (container: HTMLElement) => () => void;
}

/** The canvas and its context menu, by right click or long press. */
export function CanvasArea({ mount }: CanvasAreaProps) {
  const editor = useEditor();
  const host = useRef<HTMLDivElement>(null);
  const [onLayers, setOnLayers] = useState(false);
  useEffect(() => (host.current === null ? undefined : mount(host.current)), [mount]);
  const prepare = (event: MouseEvent): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    selectUnder(editor, { x: event.clientX - left, y: event.clientY - top });
    setOnLayers(editor.state.selection.length > 0);
  };
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger className={styles.trigger} onContextMenu={prepare}>
        <div ref={host} className={styles.canvas} />
      </ContextMenu.Trigger>
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
