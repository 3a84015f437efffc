import { type RefObject, useEffect } from 'react';
import { useEditor } from './workspace.ts';

/** When a panel folds away or grows, the canvas begins elsewhere: what is drawn stays where it is on the screen. */
export function useSteadyPage(canvas: RefObject<HTMLElement | null>): void {
  const editor = useEditor();
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    let left = element.getBoundingClientRect().left;
    const observer = new ResizeObserver(() => {
      const now = element.getBoundingClientRect().left;
      if (now === left) return;
      const { camera, following } = editor.state;
      // Whoever follows sees what the leader sees, in whatever room there is.
      if (following === null) editor.setCamera({ ...camera, x: camera.x + (now - left) / camera.zoom });
      left = now;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [editor, canvas]);
}
