/** Quick actions: every command, page and layer by name. Loaded when it is first opened. */
import { Dialog } from '@base-ui/react/dialog';
import { type NodeId, ROOT } from '@joinery/shared';
import { Command as List } from 'cmdk';
import { useMemo, useState } from 'react';
import type { Command } from '../../editor/editor.ts';
import { displayName } from '../../editor/node-names.ts';
import { subtree } from '../../editor/selection.ts';
import dialog from '../../ui/dialog.module.css';
import { LayerIcon } from '../layers/layer-icon.tsx';
import { COMMAND_GROUPS } from '../menus/command-groups.ts';
import { useCommandKeys } from '../menus/use-command.ts';
import { useEditor } from '../workspace.ts';
import { paletteScore } from './palette-score.ts';
import styles from './palette.module.css';

/** Layers are listed once this much of a name is typed, and no more than this many. */
const LAYERS_FROM_CHARACTERS = 2;
const MAX_LAYERS = 20;
/** More nodes than this are not searched. */
const MAX_SEARCHED = 50_000;

/** Between a name and what makes an entry unique: only the name is searched. */
const SEPARATOR = '\u0000';

const scoreOf = (value: string, search: string): number => paletteScore(value.split(SEPARATOR, 1)[0] ?? '', search);

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const editor = useEditor();
  const [search, setSearch] = useState('');
  const layers = useLayers(search);
  const close = (then: () => void): void => {
    onClose();
    then();
  };
  const listed = [...editor.commands.values()].filter(
    ({ hidden, id }) => hidden !== true && id !== 'show-palette' && editor.isEnabled(id),
  );
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={`${dialog.popup} ${styles.popup}`} aria-label="Quick actions">
          <List label="Quick actions" loop filter={scoreOf}>
            <List.Input
              className={styles.input}
              placeholder="Do something, go somewhere…"
              value={search}
              onValueChange={setSearch}
            />
            <List.List className={styles.list} label="Actions">
              <List.Empty className={styles.empty}>Nothing has this name.</List.Empty>
              {COMMAND_GROUPS.map(({ group, label }) => (
                <CommandGroup
                  key={group}
                  label={label}
                  commands={listed.filter((command) => command.group === group)}
                  onChoose={close}
                />
              ))}
              <PageGroup onChoose={close} />
              {layers.length > 0 && (
                <List.Group heading="Layers on this page" className={styles.group}>
                  {layers.map((id) => (
                    <List.Item
                      key={id}
                      value={`${displayName(editor.document, id)}${SEPARATOR}${id}`}
                      className={styles.item}
                      onSelect={() => close(() => goTo(id))}
                    >
                      <LayerIcon type={editor.document.get(id, 'type')} />
                      {displayName(editor.document, id)}
                    </List.Item>
                  ))}
                </List.Group>
              )}
            </List.List>
          </List>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );

  function goTo(id: NodeId): void {
    editor.select([id]);
    editor.run('zoom-selection');
  }
}

type Choose = (then: () => void) => void;

function CommandGroup({
  label,
  commands,
  onChoose,
}: {
  readonly label: string;
  readonly commands: readonly Command[];
  readonly onChoose: Choose;
}) {
  const editor = useEditor();
  const keysOf = useCommandKeys();
  if (commands.length === 0) return null;
  return (
    <List.Group heading={label} className={styles.group}>
      {commands.map((command) => (
        <List.Item
          key={command.id}
          value={`${command.label}${SEPARATOR}${command.id}`}
          className={styles.item}
          onSelect={() => onChoose(() => editor.run(command.id))}
        >
          {command.label}
          <kbd className={styles.keys}>{keysOf(command.id)}</kbd>
        </List.Item>
      ))}
    </List.Group>
  );
}

function PageGroup({ onChoose }: { readonly onChoose: Choose }) {
  const editor = useEditor();
  const others = editor.document.children(ROOT).filter((page) => page !== editor.state.page);
  if (others.length === 0) return null;
  return (
    <List.Group heading="Go to page" className={styles.group}>
      {others.map((page) => (
        <List.Item
          key={page}
          value={`${displayName(editor.document, page)}${SEPARATOR}${page}`}
          className={styles.item}
          onSelect={() => onChoose(() => editor.setPage(page))}
        >
          <LayerIcon type="page" />
          {displayName(editor.document, page)}
        </List.Item>
      ))}
    </List.Group>
  );
}

function useLayers(search: string): readonly NodeId[] {
  const editor = useEditor();
  return useMemo(() => {
    const wanted = search.trim().toLowerCase();
    if (wanted.length < LAYERS_FROM_CHARACTERS) return [];
    const found: NodeId[] = [];
    let searched = 0;
    for (const id of subtree(editor.document, editor.state.page)) {
      if ((searched += 1) > MAX_SEARCHED || found.length === MAX_LAYERS) break;
      if (id !== editor.state.page && displayName(editor.document, id).toLowerCase().includes(wanted)) found.push(id);
    }
    return found;
  }, [editor, search]);
}
