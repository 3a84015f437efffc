import { type DocumentReader, intersects, type NodeId } from '@joinery/shared';
import { type FocusEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { visibleBox } from '../../editor/camera.ts';
import type { CommandId } from '../../editor/commands/command-id.ts';
import type { Editor } from '../../editor/editor.ts';
import { displayName } from '../../editor/node-names.ts';
import { useTouched, useTreeChanges } from '../hooks/use-touched.ts';
import { showNodes } from '../show-node.ts';
import { useEditor, useSession } from '../workspace.ts';
import { mirrorRows, mirrorStep, siblingsOf } from './mirror-rows.ts';
import { nodeWords, placeWords } from './mirror-words.ts';

export interface MirrorTreeProps {
  /** The focus left it. */
  readonly onLeave: () => void;
}

/** What is told of a node follows these. */
const TOLD = ['name', 'characters', 'position', 'width', 'height', 'rotation', 'visible', 'locked'] as const;

const NUDGES: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * The tree of a page, as far as it is near the focus. Selection follows focus and focus selection, so every command works on what is
 * being read. Arrows walk; with Alt they move the object; Enter goes in, or begins typing; Backspace deletes.
 */
export function MirrorTree({ onLeave }: MirrorTreeProps) {
  const editor = useEditor();
  const { document } = editor;
  const page = useSession((state) => state.page);
  const changes = useTreeChanges();
  const tree = useRef<HTMLDivElement>(null);
  const [told, setTold] = useState('');
  const focused = useFocused(editor);
  const rows = useMemo(
    () => (focused === undefined ? [] : mirrorRows(document, focused)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `changes` stands for the tree, which lives outside React
    [document, focused, changes],
  );
  useTouched(
    useMemo(() => rows.map(({ id }) => id), [rows]),
    TOLD,
  );
  useEffect(() => {
    const { activeElement, body } = globalThis.document;
    if (activeElement !== body && tree.current?.contains(activeElement) === false && !isEntrance(activeElement)) return;
    tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [focused]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (focused === undefined || event.ctrlKey || event.metaKey) return;
    const told = press(editor, focused, event);
    if (told === undefined) return;
    event.preventDefault();
    setTold(told);
  };
  const onBlur = ({ relatedTarget }: FocusEvent): void => {
    // To nowhere: the window lost it, or what had it went away.
    if (relatedTarget !== null && !tree.current?.contains(relatedTarget)) onLeave();
  };
  return (
    <div className="visually-hidden">
      <div
        ref={tree}
        role="tree"
        tabIndex={-1}
        aria-label={`${displayName(document, page)} on the canvas`}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      >
        {rows.map(({ id, level, count, place, expanded }) => (
          <div
            key={id}
            role="treeitem"
            tabIndex={id === focused ? 0 : -1}
            aria-selected={id === focused}
            aria-level={level}
            aria-setsize={count}
            aria-posinset={place}
            aria-expanded={expanded}
            onFocus={() => go(editor, id)}
          >
            {nodeWords(editor, id)}
          </div>
        ))}
      </div>
      <output>{told}</output>
    </div>
  );
}

/** The button that the tree has taken the place of has the focus for a moment more. */
const isEntrance = (element: Element | null): boolean => element === null || !element.isConnected;

interface Place {
  readonly id: NodeId;
  readonly parent: NodeId;
  readonly index: number;
}

/** The one node that is selected; where that is none, the one before, or, when it is gone, what stands in its place. */
function useFocused(editor: Editor): NodeId | undefined {
  const { document } = editor;
  const selection = useSession((state) => state.selection);
  const page = useSession((state) => state.page);
  const [last, setLast] = useState<Place>({ id: '', parent: page, index: 0 });
  const [only] = selection;
  const focused =
    selection.length === 1 && only !== undefined && document.isAlive(only) ? only : nearest(document, page, last);
  const parent = (focused === undefined ? undefined : document.parent(focused)) ?? page;
  const index = focused === undefined ? 0 : siblingsOf(document, focused).indexOf(focused);
  if (focused !== undefined && (focused !== last.id || parent !== last.parent || index !== last.index))
    setLast({ id: focused, parent, index });
  return focused;
}

function nearest(document: DocumentReader, page: NodeId, { id, parent, index }: Place): NodeId | undefined {
  if (document.pageOf(id) === page) return id;
  if (document.pageOf(parent) !== page) return document.children(page)[0];
  const beside = document.children(parent);
  return beside[Math.min(index, beside.length - 1)] ?? (parent === page ? undefined : parent);
}

/** Selects what is read, and brings it into view for those who see. */
function go(editor: Editor, id: NodeId): void {
  const { document, scene, state } = editor;
  if (!document.isAlive(id)) return;
  if (state.selection.length !== 1 || state.selection[0] !== id) editor.select([id]);
  if (!intersects(scene.pageBox(id), visibleBox(state.camera, state.viewport))) showNodes(editor, [id]);
}

/** @returns what is told of it; undefined when the key means nothing here */
function press(editor: Editor, focused: NodeId, { key, altKey, shiftKey }: KeyboardEvent): string | undefined {
  const { document, scene } = editor;
  const nudge = NUDGES[key];
  if (altKey) {
    if (nudge === undefined) return undefined;
    const command: CommandId = shiftKey ? `nudge-${nudge}-large` : `nudge-${nudge}`;
    return editor.run(command) ? `${displayName(document, focused)} ${placeWords(scene, focused)}` : '';
  }
  if (key === 'Backspace' || key === 'Delete')
    return editor.run('delete') ? `${displayName(document, focused)} deleted` : '';
  if (key === 'Enter' && !shiftKey && document.get(focused, 'type') === 'text') {
    editor.text.begin(focused);
    return '';
  }
  const to = mirrorStep(document, focused, key === 'Enter' && shiftKey ? 'ArrowLeft' : key);
  if (to !== undefined) editor.select([to]);
  return to !== undefined || nudge !== undefined || ['Enter', 'Home', 'End'].includes(key) ? '' : undefined;
}
