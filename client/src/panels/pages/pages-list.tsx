import { ContextMenu } from '@base-ui/react/context-menu';
import { Menu } from '@base-ui/react/menu';
import { type DocumentEvent, type NodeId, ROOT } from '@joinery/shared';
import ChevronDown from 'lucide-react/icons/chevron-down';
import Plus from 'lucide-react/icons/plus';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { InlineRename } from '../../ui/inline-rename.tsx';
import { focusAfter } from '../../ui/focus-after.ts';
import menu from '../../ui/menu.module.css';
import { useNodeValue } from '../hooks/use-node-value.ts';
import { useDocumentChanges } from '../hooks/use-touched.ts';
import { Whereabouts } from '../people/whereabouts.tsx';
import { CommandItem } from '../menus/command-items.tsx';
import { useEditor, useSession } from '../workspace.ts';
import styles from './pages-list.module.css';
import { usePageDrag } from './use-page-drag.ts';

const movesAPage =
  (isPage: (id: NodeId) => boolean) =>
  ({ touched }: DocumentEvent): boolean => {
    for (const [id, properties] of touched) if (properties.has('placement') && isPage(id)) return true;
    return false;
  };

/** The pages in order; renders again when one comes, goes or moves. */
function usePages(): readonly NodeId[] {
  const { document } = useEditor();
  const [concerns] = useState(() => movesAPage((id) => document.get(id, 'type') === 'page'));
  useDocumentChanges(concerns);
  return document.children(ROOT);
}

export function PagesList() {
  const editor = useEditor();
  const pages = usePages();
  const readOnly = useSession((state) => state.readOnly);
  const [open, setOpen] = useState(true);
  const list = useRef<HTMLUListElement>(null);
  const { gap, press } = usePageDrag(editor, list, pages);
  return (
    <section className={styles.section} aria-label="Pages">
      <div className={styles.head}>
        <h2 className={styles.title}>
          <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
            Pages
            <ChevronDown
              size={12}
              strokeWidth={1.75}
              aria-hidden="true"
              className={classNames(!open && styles.closed)}
            />
          </button>
        </h2>
        {!readOnly && (
          <IconButton label="Add a page" icon={<Plus {...ICON} />} onClick={() => editor.run('page-add')} />
        )}
      </div>
      {open && (
        <ul ref={list} className={styles.list}>
          {pages.map((page, index) => (
            <PageRow
              key={page}
              page={page}
              index={index}
              count={pages.length}
              onPress={press}
              marked={gap === index}
              markedBelow={gap === pages.length && index === pages.length - 1}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface PageRowProps {
  readonly page: NodeId;
  readonly index: number;
  readonly count: number;
  readonly marked: boolean;
  readonly markedBelow: boolean;
  readonly onPress: (page: NodeId, event: PointerEvent) => void;
}

function PageRow({ page, index, count, marked, markedBelow, onPress }: PageRowProps) {
  const editor = useEditor();
  const name = useNodeValue(page, 'name') || `Page ${index + 1}`;
  const here = useSession((state) => state.page === page);
  const renaming = useSession((state) => state.renaming === page && !state.readOnly);
  const readOnly = useSession((state) => state.readOnly);
  const rename = (): void => editor.session.setState({ renaming: page });
  const onKeyDown = (event: KeyboardEvent): void => {
    const siblings = editor.document.children(ROOT);
    if (event.key === 'F2') rename();
    else if (event.altKey && event.key === 'ArrowUp' && index > 0) {
      editor.run('page-move', { page, before: siblings[index - 1] ?? null });
    } else if (event.altKey && event.key === 'ArrowDown' && index < count - 1) {
      editor.run('page-move', { page, before: siblings[index + 2] ?? null });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        render={
          <li
            className={classNames(styles.row, here && styles.here, marked && styles.above, markedBelow && styles.below)}
          />
        }
      >
        {renaming ? (
          <InlineRename
            label={`Name of ${name}`}
            value={name}
            onRename={(next) => editor.run('page-rename', { page, name: next })}
            onDone={() => editor.session.setState({ renaming: null })}
          />
        ) : (
          <button
            type="button"
            className={styles.page}
            aria-current={here ? 'page' : undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => editor.setPage(page)}
            onDoubleClick={rename}
            onPointerDown={(event) => onPress(page, event)}
            onKeyDown={onKeyDown}
          >
            {name}
          </button>
        )}
        {!renaming && <Whereabouts id={page} />}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className={menu.positioner}>
          <ContextMenu.Popup className={menu.popup} finalFocus={focusAfter}>
            <Menu.Item className={classNames(menu.item, menu.plain)} disabled={readOnly} onClick={rename}>
              Rename
            </Menu.Item>
            <CommandItem id="page-duplicate" args={{ page }} label="Duplicate" />
            <Menu.Separator className={menu.separator} />
            <CommandItem id="page-delete" args={{ page }} label="Delete" dangerous />
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}
