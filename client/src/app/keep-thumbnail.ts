/** A small picture of the file for the start page, made by whoever edits it, a while after they stop. */
import { ROOT } from '@joinery/shared';
import type { Collaboration } from '../collaboration/collaboration.ts';
import type { Editor } from '../editor/editor.ts';

/** After the last own edit, in ms. */
const QUIET_MS = 1500;
/** At least this long between two pictures, in ms. */
const LEAST_APART_MS = 10_000;

/** @returns a function that ends it */
export function keepThumbnail(fileId: string, editor: Editor, { status }: Pick<Collaboration, 'status'>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = -Infinity;
  const keep = async (): Promise<void> => {
    timer = undefined;
    const { kind } = status.getState().status;
    // Before everything is saved it is too early, and offline it is of no use.
    if (kind === 'saving') return schedule();
    if (kind !== 'saved') return;
    lastAt = performance.now();
    const { renderThumbnail } = await import('../canvas/render-to-png.ts');
    const [first] = editor.document.children(ROOT);
    const png = first === undefined ? undefined : await renderThumbnail(editor, first);
    if (png === undefined) return;
    await fetch(`/api/files/${fileId}/thumbnail`, {
      method: 'PUT',
      headers: { 'content-type': 'image/png' },
      body: png as Uint8Array<ArrayBuffer>,
    });
  };
  const schedule = (): void => {
    clearTimeout(timer);
    const wait = Math.max(QUIET_MS, lastAt + LEAST_APART_MS - performance.now());
    // A picture that could not be made or sent is made again after the next edit.
    timer = setTimeout(() => void keep().catch(() => undefined), wait);
  };
  const end = editor.document.subscribe(({ origin }) => {
    if (origin === 'local' || origin === 'undo') schedule();
  });
  return () => {
    end();
    clearTimeout(timer);
  };
}
