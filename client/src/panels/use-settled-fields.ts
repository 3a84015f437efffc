import { useEffect } from 'react';

/**
 * Whoever presses somewhere else is done typing. The field must hear of it before the canvas does: a press there changes the
 * selection, and what was typed was meant for the old one.
 */
export function useSettledFields(): void {
  useEffect(() => {
    const settle = ({ target }: PointerEvent): void => {
      const { activeElement } = document;
      if (!(activeElement instanceof HTMLInputElement) || !(target instanceof Node)) return;
      if (activeElement.type !== 'range' && !activeElement.contains(target)) activeElement.blur();
    };
    addEventListener('pointerdown', settle, { capture: true });
    return () => removeEventListener('pointerdown', settle, { capture: true });
  }, []);
}
