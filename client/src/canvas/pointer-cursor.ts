/** The pointer over the canvas: the session's, but for turning, which CSS has no cursor for. */
import { gripAt } from '../editor/handles.ts';
import type { LayerEditor } from './layer-editor.ts';

const arrows = (width: number, color: string): string =>
  `<path d="M5.5 15.5a8 8 0 0 1 10-10M2.5 12.5l3 3 3-3M12.5 2.5l3 3-3 3" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">${arrows(4.5, '#fff')}${arrows(1.8, '#1d1d22')}</svg>`;

const ROTATE_CURSOR = `url("data:image/svg+xml,${encodeURIComponent(svg)}") 10 10, grab`;

/** Whether pressing here would turn the selection. */
export function isOverRotation({ document, scene, session, pointer }: LayerEditor): boolean {
  const state = session.getState();
  // Asked only when the cursor says it could be: the geometry is not free.
  if (state.cursor !== 'grab' || state.toolState !== 'select.idle') return false;
  return gripAt({ document, scene, state }, pointer.screen, pointer.type)?.kind === 'rotate';
}

export function pointerCursor(editor: LayerEditor): string {
  const { cursor, toolState } = editor.session.getState();
  return toolState === 'select.rotating' || isOverRotation(editor) ? ROTATE_CURSOR : cursor;
}
