import type { Vector } from '@joinery/shared';
import { screenToPage } from '../editor/camera.ts';
import type { Editor } from '../editor/editor.ts';
import type { Collaboration } from './collaboration.ts';

/** Shows others my page, selection and pointer over `canvas` (P3). @returns a function that ends it */
export function shareView(
  canvas: HTMLElement,
  editor: Editor,
  collaboration: Pick<Collaboration, 'setView'>,
): () => void {
  const end = new AbortController();
  let pointer: Vector | null = null;
  const tell = (): void => {
    const { page, selection, camera } = editor.session.getState();
    collaboration.setView({ page, selection, cursor: pointer === null ? null : screenToPage(camera, pointer) });
  };
  const move = (event: PointerEvent): void => {
    const { left, top } = canvas.getBoundingClientRect();
    pointer = { x: event.clientX - left, y: event.clientY - top };
    tell();
  };
  const leave = (): void => {
    pointer = null;
    tell();
  };
  canvas.addEventListener('pointermove', move, { signal: end.signal, passive: true });
  canvas.addEventListener('pointerleave', leave, { signal: end.signal });
  const unsubscribe = editor.session.subscribe((now, before) => {
    if (now.page !== before.page || now.selection !== before.selection || now.camera !== before.camera) tell();
  });
  tell();
  return () => {
    end.abort();
    unsubscribe();
  };
}
