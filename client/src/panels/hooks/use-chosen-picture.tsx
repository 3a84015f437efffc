import { type ReactNode, useRef } from 'react';
import { useEditor } from '../workspace.ts';

/** Asking the person for a picture. @param take what to do with it; why it fails is told */
export function useChosenPicture(take: (file: File) => Promise<void> | void): {
  readonly chooser: ReactNode;
  readonly choosePicture: () => void;
} {
  const editor = useEditor();
  const input = useRef<HTMLInputElement>(null);
  const chooser = (
    <input
      ref={input}
      type="file"
      accept="image/png,image/jpeg,image/gif,image/webp"
      hidden
      aria-label="Picture to choose"
      onChange={(event) => {
        const [file] = event.target.files ?? [];
        event.target.value = '';
        if (file === undefined) return;
        Promise.resolve(take(file)).catch((error: unknown) => editor.notify('error', reasonOf(error)));
      }}
    />
  );
  return { chooser, choosePicture: () => input.current?.click() };
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'The picture could not be added';
