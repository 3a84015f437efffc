/**
 * The page for those who do not see it: a button before the canvas, and, as soon as that has the focus, a tree that a screen reader can
 * walk. The canvas itself says nothing. Nothing of it exists while nobody is in it.
 */
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { later } from '../../ui/later.ts';
import { displayName } from '../../editor/node-names.ts';
import { useTreeChanges } from '../hooks/use-touched.ts';
import { useEditor, useSession } from '../workspace.ts';
import type { MirrorTreeProps } from './mirror-tree.tsx';

const loadTree = later(async () => (await import('./mirror-tree.tsx')).MirrorTree);

export function PageMirror() {
  const { document } = useEditor();
  useTreeChanges();
  const page = useSession((state) => state.page);
  const [Tree, setTree] = useState<ComponentType<MirrorTreeProps>>();
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  const count = document.children(page).length;
  const open = Tree !== undefined && count > 0;
  useEffect(() => {
    // The last object of the page went while the focus was on it.
    if (wasOpen.current && !open && globalThis.document.activeElement === globalThis.document.body)
      button.current?.focus({ preventScroll: true });
    wasOpen.current = open;
  }, [open]);
  if (open) return <Tree onLeave={() => setTree(undefined)} />;
  const enter = async (): Promise<void> => {
    const Loaded = await loadTree();
    if (globalThis.document.activeElement === button.current) setTree(() => Loaded);
  };
  return (
    <button
      ref={button}
      type="button"
      className="visually-hidden"
      onFocus={() => void enter()}
      onClick={() => void enter()}
    >
      {`${displayName(document, page)} on the canvas, ${count === 0 ? 'empty' : count === 1 ? '1 object' : `${count} objects`}`}
    </button>
  );
}
