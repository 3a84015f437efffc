import type { LayoutGrid } from '@joinery/shared';
import { KindRow } from '../effects/kind-row.tsx';
import type { ListWriter } from '../properties/use-shared-list.ts';
import { GridEditor } from './grid-editor.tsx';
import { asGrid, GRID_KINDS } from './grid-kinds.ts';

interface GridRowProps {
  readonly grid: LayoutGrid;
  readonly writer: ListWriter<LayoutGrid>;
  readonly onRemove: () => void;
}

export function GridRow({ grid, writer, onRemove }: GridRowProps) {
  return (
    <KindRow
      title="Layout grid"
      kind={grid.type}
      kinds={GRID_KINDS}
      visible={grid.visible}
      onKind={(type) => writer.change(asGrid(grid, type))}
      onVisible={(visible) => writer.change({ ...grid, visible })}
      onRemove={onRemove}
    >
      <GridEditor grid={grid} writer={writer} />
    </KindRow>
  );
}
