import { useEffect, useLayoutEffect } from 'react';
import type { Aids } from '../editor/session.ts';
import { useEditor, useSession } from './workspace.ts';

const KEY = 'joinery.aids';

/** Rulers and grids stay as this person left them, in this browser. */
export function useKeptAids(): void {
  const { session } = useEditor();
  const aids = useSession((state) => state.aids);
  useLayoutEffect(() => session.setState((draft) => void Object.assign(draft.aids, keptAids(draft.aids))), [session]);
  useEffect(() => {
    try {
      localStorage.setItem(KEY, JSON.stringify(aids));
    } catch {
      // Private windows may refuse storage: the choice then lasts as long as the tab.
    }
  }, [aids]);
}

/** Only what is known and can be: another version may have written it. */
function keptAids(known: Aids): Partial<Aids> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter(([name, shown]) => Object.hasOwn(known, name) && typeof shown === 'boolean'),
    );
  } catch {
    return {};
  }
}
