/** Files dropped on the canvas. */
import type { Vector } from '@joinery/shared';
import { MAX_PASTE_CHARACTERS } from './browser-clipboard.ts';

export interface DroppedFile {
  readonly name: string;
  readonly text: string;
  /** Browser window, CSS px. */
  readonly at: Vector;
}

/** @param refuse told, in words for the person, of each file that cannot be taken. @returns a function that ends it */
export function onDroppedSvg(
  target: HTMLElement,
  take: (file: DroppedFile) => void,
  refuse: (reason: string) => void,
): () => void {
  const end = new AbortController();
  const over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const at = { x: event.clientX, y: event.clientY };
    for (const file of event.dataTransfer.files) {
      if (!isSvg(file)) refuse(`${file.name} is not an SVG file`);
      else if (file.size > MAX_PASTE_CHARACTERS) refuse(`${file.name} is too large`);
      else
        file.text().then(
          (text) => take({ name: file.name, text, at }),
          () => refuse(`${file.name} could not be read`),
        );
    }
  };
  target.addEventListener('dragover', over, { signal: end.signal });
  target.addEventListener('drop', drop, { signal: end.signal });
  return () => end.abort();
}

const isSvg = (file: File): boolean => file.type === 'image/svg+xml' || /\.svg$/i.test(file.name);
