/** Files dropped on the canvas. */
import type { Vector } from '@joinery/shared';
import { MAX_PASTE_CHARACTERS } from './browser-clipboard.ts';

/** An SVG file as text, or a picture as it is. */
export type DroppedFile = {
  readonly name: string;
  /** Browser window, CSS px. */
  readonly at: Vector;
} & ({ readonly text: string } | { readonly picture: Blob });

/** @param refuse told, in words for the person, of each file that cannot be taken. @returns a function that ends it */
export function onDroppedFiles(
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
      if (isPicture(file)) take({ name: file.name, picture: file, at });
      else if (!isSvg(file)) refuse(`${file.name} is neither an SVG file nor a picture`);
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

/** PNG, JPEG, GIF and WebP: what a relay takes. */
const isPicture = (file: Blob): boolean => /^image\/(png|jpeg|gif|webp)$/.test(file.type);
