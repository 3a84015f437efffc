import type { Vector } from '@joinery/shared';
import { type MouseEvent, useEffect, useRef } from 'react';
import { screenToPage } from '../editor/camera.ts';
import type { Editor } from '../editor/editor.ts';
import styles from './canvas-area.module.css';
import { NodeContextMenu } from './menus/node-context-menu.tsx';
import { useEditor } from './workspace.ts';

/** How far beside a node a click still means it, in CSS px. */
const SLACK_PX = 4;

/** Selects what was clicked, unless it is selected already. */
function selectUnder(editor: Editor, screen: Vector): void {
  const { page, scope, camera, selection } = editor.state;
  const point = screenToPage(camera, screen);
  const hit = editor.scene.hitTest(point, { page, scope, deep: false, slack: SLACK_PX / camera.zoom });
  if (hit === null) editor.select([]);
  else if (!selection.some((id) => editor.document.isWithin(hit, id))) editor.select([hit]);
}

interface CanvasAreaProps {
  /** Fills the element with the canvas. @returns a function that ends it */
  readonly mount: (container: HTMLElement) => () => void;
}

/** The canvas and its context menu. */
export function CanvasArea({ mount }: CanvasAreaProps) {
  const editor = useEditor();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => (host.current === null ? undefined : mount(host.current)), [mount]);
  const prepare = (event: MouseEvent<HTMLElement>): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    selectUnder(editor, { x: event.clientX - left, y: event.clientY - top });
  };
  return (
    <NodeContextMenu prepare={prepare}>
      <div className={styles.trigger}>
        <div ref={host} className={styles.canvas} />
      </div>
    </NodeContextMenu>
  );
}
