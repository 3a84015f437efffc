import type { Vector } from '@joinery/shared';
import { screenToPage, visibleBox } from '../editor/camera.ts';
import type { Editor } from '../editor/editor.ts';
import type { SessionState } from '../editor/session.ts';
import type { Collaboration } from './collaboration.ts';

/** What of the session is told as attention: by change of these. */
const ATTENDED = [
  'camera',
  'viewport',
  'following',
  'spotlight',
  'chat',
  'page',
] as const satisfies readonly (keyof SessionState)[];

/**
 * Shows others my page, selection and pointer over `canvas`, where I write, and what I see, follow, ask and say (P3); not the first ones when I
 * draw unwatched or am invisible. @returns a function that ends it
 */
export function shareView(
  canvas: HTMLElement,
  editor: Editor,
  { me, setView, setAttention, setCaret }: Pick<Collaboration, 'setView' | 'setAttention' | 'setCaret' | 'me'>,
): () => void {
  const end = new AbortController();
  let pointer: Vector | null = null;
  const hidden = (): boolean => me.getState().unwatched || me.getState().choice === 'invisible';
  const tell = (): void => {
    const { page, selection, camera } = editor.state;
    if (hidden()) return setView({ page, selection: [], cursor: null });
    setView({ page, selection, cursor: pointer === null ? null : screenToPage(camera, pointer) });
  };
  const tellAttention = (): void => {
    const { camera, viewport, following, spotlight, chat } = editor.state;
    const seen = !hidden() && viewport.width > 0 && viewport.height > 0;
    setAttention({
      viewport: seen ? visibleBox(camera, viewport) : null,
      following: following?.session ?? null,
      spotlight,
      chat: chat ?? '',
    });
  };
  const tellCaret = (): void => setCaret(hidden() ? null : editor.state.caret);
  const tellAll = (): void => {
    tell();
    tellAttention();
    tellCaret();
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
  const ends = [
    me.subscribe(tellAll),
    editor.session.subscribe((now, before) => {
      if (now.page !== before.page || now.selection !== before.selection || now.camera !== before.camera) tell();
      if (ATTENDED.some((part) => now[part] !== before[part])) tellAttention();
      if (now.caret !== before.caret) tellCaret();
    }),
  ];
  tellAll();
  return () => {
    end.abort();
    for (const stop of ends) stop();
  };
}
