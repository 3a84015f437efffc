import type { NodeId } from '@joinery/shared';
import Plus from 'lucide-react/icons/plus';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { DEFAULT_GRID } from '../layout-grids/grid-kinds.ts';
import { GridRow } from '../layout-grids/grid-row.tsx';
import { useEditor } from '../workspace.ts';
import styles from './paints-section.module.css';
import { Section } from './section.tsx';
import { useSharedList } from './use-shared-list.ts';

/** Columns, rows and squares over frames, the topmost first. */
export function LayoutGridsSection({ ids }: { readonly ids: readonly NodeId[] }) {
  const { session, state } = useEditor();
  const list = useSharedList(ids, 'layoutGrids');
  if (list === undefined) return null;
  const add = (): void => {
    list.write([...list.items, DEFAULT_GRID]);
    // Whoever adds one wants to see it.
    if (!state.aids.layoutGrids) session.setState({ aids: { ...state.aids, layoutGrids: true } });
  };
  return (
    <Section
      title="Layout grids"
      property="layoutGrids"
      actions={
        <IconButton
          label={list.mixed ? 'Replace the mixed layout grids' : 'Add layout grid'}
          icon={<Plus {...ICON} />}
          onClick={add}
        />
      }
    >
      {list.mixed && <p className={styles.mixed}>Mixed. Click + to replace them all.</p>}
      {list.items
        .map((grid, index) => ({ grid, index }))
        .toReversed()
        .map(({ grid, index }) => (
          <GridRow
            key={index}
            grid={grid}
            writer={list.writer(index)}
            onRemove={() => list.write(list.items.toSpliced(index, 1))}
          />
        ))}
    </Section>
  );
}
